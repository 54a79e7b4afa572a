import { useState } from "react";
import type { ChatMessage } from "@/lib/features/conversation/chat.schema";
import type { ChatClient } from "./chat-client";
import type { Outgoing } from "./chat-state";
import { Citations } from "./citations";
import { RichText } from "./rich-text";
import type { Words } from "./words";

type Props = { message: ChatMessage; client: ChatClient; words: Words; name: string };

export function Message({ message, client, words, name }: Props) {
  if (message.role === "system")
    return (
      <div className="note" dir="auto">
        {message.text}
      </div>
    );
  const who = { visitor: words.you, assistant: name, agent: message.author ?? words.team }[message.role];
  return (
    <article className={`bubble ${message.role}`}>
      <span className={message.role === "agent" ? "author" : "hidden"}>{who}</span>
      <div className="text" dir="auto">
        {message.role === "assistant" ? (
          <RichText text={message.text} urls={message.citations.flatMap(({ url }) => (url === null ? [] : [url]))} />
        ) : (
          <p>{message.text}</p>
        )}
      </div>
      {message.role === "assistant" ? <Citations citations={message.citations} words={words} /> : null}
      {message.role === "assistant" && isJudged(message) ? <Thumbs {...{ message, client, words }} /> : null}
    </article>
  );
}

const isJudged = ({ status }: ChatMessage) => status === "answered" || status === "uncertain" || status === "unknown";

function Thumbs({ message, client, words }: Omit<Props, "name">) {
  const [isBusy, setBusy] = useState(false);
  const press = async (thumb: "up" | "down") => {
    setBusy(true);
    // A thumb that did not arrive stays as it was, which is what the visitor sees.
    await client.judge(message, message.thumb === thumb ? null : thumb).catch(() => undefined);
    setBusy(false);
  };
  return (
    <div className="thumbs">
      {(["up", "down"] as const).map((thumb) => (
        <button
          key={thumb}
          type="button"
          className="plain"
          disabled={isBusy}
          aria-pressed={message.thumb === thumb}
          aria-label={thumb === "up" ? words.helpful : words.notHelpful}
          title={thumb === "up" ? words.helpful : words.notHelpful}
          onClick={() => void press(thumb)}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true" className={thumb}>
            <path d="M7 11v9H4v-9zM7 11l4-8c1.7 0 2.6 1.2 2.3 2.8L12.7 9H18a2 2 0 0 1 2 2.4l-1.3 6.8A2.2 2.2 0 0 1 16.5 20H7" />
          </svg>
        </button>
      ))}
    </div>
  );
}

/** What the visitor sent and the server has not answered yet. */
export function OutgoingMessage({ entry, client, words }: { entry: Outgoing; client: ChatClient; words: Words }) {
  return (
    <div className="bubble visitor">
      <div className="text" dir="auto">
        <p>{entry.text}</p>
      </div>
      {entry.problem === null ? null : (
        <div className="problem" role="alert">
          <span>{problemText(entry.problem, words)}</span>
          <button type="button" className="link" onClick={() => void client.send(entry.text, entry)}>
            {words.retry}
          </button>
        </div>
      )}
    </div>
  );
}

export function problemText(code: string, words: Words): string {
  if (code === "offline") return words.offline;
  if (code === "RATE_LIMITED") return words.tooFast;
  if (code === "NOT_FOUND" || code === "ORIGIN_NOT_ALLOWED") return words.unavailable;
  return code === "CONVERSATION_QUOTA_EXCEEDED" ? words.quota : words.failed;
}
