import { type RefObject, useEffect, useRef, useSyncExternalStore } from "react";
import { inkOn } from "../contrast";
import { type WidgetLanguage, widgetLanguage } from "../loader-words";
import type { ChatClient } from "./chat-client";
import type { ChatView } from "./chat-state";
import { Composer } from "./composer";
import { Header } from "./header";
import type { Host } from "./host";
import { LeadForm } from "./lead-form";
import { Message, OutgoingMessage, problemText } from "./message";
import { Rating } from "./rating";
import { RichText } from "./rich-text";
import { WayOut } from "./way-out";
import { type Words, wordsIn } from "./words";

type Props = { client: ChatClient; host: Host };

export function Chat({ client, host }: Props) {
  const view = useSyncExternalStore(client.subscribe, client.view);
  const field = useRef<HTMLTextAreaElement>(null);
  const { config } = view;
  const language = widgetLanguage(config?.language ?? "auto", navigator.language);
  const words = wordsIn(language);
  useLook(config, language);
  useEffect(() => {
    const focus = () => field.current?.focus();
    host.onOpened(focus);
    if (config && host.isOpened) focus();
  }, [host, config]);

  if (!config)
    return (
      <main className="center">
        {view.phase === "failed" ? (
          <div role="alert">
            <p>{view.problem === "offline" ? words.offline : problemText(view.problem ?? "", words)}</p>
            <button type="button" className="primary" onClick={() => void client.start()}>
              {words.retry}
            </button>
          </div>
        ) : (
          <p role="status">{words.loading}</p>
        )}
      </main>
    );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the chat wherever the focus is
    <div className="chat" onKeyDown={(event) => (event.key === "Escape" ? host.close() : undefined)}>
      <Header view={view} config={config} client={client} words={words} onClose={host.isFramed ? host.close : null} />
      <Talk view={view} client={client} words={words} config={config} field={field} />
      <Composer words={words} field={field} isBusy={view.stream !== null} onSend={(text) => void client.send(text)} />
    </div>
  );
}

type TalkProps = {
  view: ChatView;
  client: ChatClient;
  words: Words;
  config: NonNullable<ChatView["config"]>;
  field: RefObject<HTMLTextAreaElement | null>;
};

function Talk({ view, client, words, config, field }: TalkProps) {
  const end = useRef<HTMLDivElement>(null);
  const { messages, outgoing, stream, suggestions, form, conversation } = view;
  const size = messages.length + outgoing.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when something was added
  useEffect(() => end.current?.scrollIntoView({ block: "end" }), [size, stream, form, suggestions]);
  const isNew = messages.length === 0 && outgoing.length === 0;
  const closeForm = () => {
    client.closeForm();
    field.current?.focus();
  };
  const offered = isNew ? config.suggestedQuestions : suggestions;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <main className="talk" tabIndex={0} aria-label={words.messages}>
      {view.notice === "deleted" ? (
        <p className="note" role="status">
          {words.deleted}
        </p>
      ) : null}
      <div className="bubble assistant">
        <div className="text" dir="auto">
          <p>{config.greeting || words.greeting}</p>
        </div>
      </div>
      {/* What is finished is announced once: the answer in the making stands outside of the log. */}
      <div role="log" aria-live="polite" aria-relevant="additions" aria-label={words.messages}>
        {messages.map((message) => (
          <Message key={message.id} message={message} client={client} words={words} name={config.name} />
        ))}
      </div>
      {outgoing.map((entry) => (
        <OutgoingMessage key={entry.clientKey} entry={entry} client={client} words={words} />
      ))}
      {stream === null ? null : (
        <div className="bubble assistant" aria-hidden="true">
          <div className="text" dir="auto">
            {stream === "" ? <span className="dots">{words.typing}</span> : <RichText text={stream} urls={[]} />}
          </div>
        </div>
      )}
      <WayOut
        key={messages.at(-1)?.id}
        view={view}
        client={client}
        words={words}
        onAsked={() => field.current?.focus()}
      />
      {offered.length > 0 && stream === null ? (
        <ul className="offered">
          {offered.map((question) => (
            <li key={question}>
              <button type="button" className="chip" dir="auto" onClick={() => void client.send(question)}>
                {question}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {conversation?.status === "resolved" ? (
        <Rating key={conversation.id} rating={conversation.rating} client={client} words={words} />
      ) : null}
      {form && config.lead ? (
        <LeadForm form={form} lead={config.lead} client={client} words={words} onClose={closeForm} />
      ) : null}
      {form && !config.lead ? (
        <p className="note" role="alert">
          {form.reason === "quota" ? words.quota : words.noPerson}
        </p>
      ) : null}
      <div ref={end} />
    </main>
  );
}

/** Colours, direction and language of the document itself. */
function useLook(config: ChatView["config"], language: WidgetLanguage): void {
  useEffect(() => {
    const root = document.documentElement;
    root.lang = language;
    root.dir = language === "ar" ? "rtl" : "ltr";
    if (!config) return;
    root.dataset.theme = config.theme;
    root.style.setProperty("--brand", config.color);
    root.style.setProperty("--ink", inkOn(config.color));
  }, [config, language]);
}
