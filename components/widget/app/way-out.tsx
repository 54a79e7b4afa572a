import { useState } from "react";
import { type ChatClient, codeOf } from "./chat-client";
import type { ChatView } from "./chat-state";
import { Problem } from "./problem";
import type { Words } from "./words";

type Props = { view: ChatView; client: ChatClient; words: Words; onAsked: () => void };

/** Below an answer that is none: whom else to ask, one press away. */
export function WayOut({ view, client, words, onAsked }: Props) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { config, conversation, messages, outgoing, stream, form } = view;
  const status = messages.at(-1)?.status;
  const isAtALoss = status === "unknown" || status === "no_documents";
  if (!isAtALoss || conversation?.status !== "bot" || outgoing.length > 0 || stream !== null || form) return null;
  if (!config?.handoff && !config?.lead) return null;
  const ask = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await client.askForPerson();
      // The button is gone now, and the focus must not go with it; a form takes it itself.
      if (client.view().form === null) onAsked();
    } catch (error) {
      setProblem(codeOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="offered">
      {config.handoff ? (
        <button type="button" className="chip" disabled={isBusy} onClick={() => void ask()}>
          {words.person}
        </button>
      ) : (
        <button type="button" className="chip" onClick={() => client.openForm("asked")}>
          {words.leadTitle}
        </button>
      )}
      <Problem code={problem} words={words} />
    </div>
  );
}
