import { useState } from "react";
import type { ChatConfig } from "@/lib/features/conversation/chat.schema";
import { type ChatClient, codeOf } from "./chat-client";
import type { ChatView } from "./chat-state";
import { Problem } from "./problem";
import type { Words } from "./words";

type Props = { view: ChatView; config: ChatConfig; client: ChatClient; words: Words; onClose: (() => void) | null };

export function Header({ view, config, client, words, onClose }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [isSure, setSure] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const status = view.conversation?.status ?? "bot";
  const line = { bot: words.assistant, waiting: words.waiting, human: words.human, resolved: words.resolved }[status];
  const run = async (work: () => Promise<void>) => {
    setProblem(null);
    try {
      await work();
      setOpen(false);
      setSure(false);
    } catch (error) {
      setProblem(codeOf(error));
    }
  };
  return (
    <header>
      <div className="bar">
        <span className="avatar" aria-hidden="true">
          {config.avatar || config.name.slice(0, 1).toUpperCase()}
        </span>
        <div className="who">
          <h1 dir="auto">{config.name}</h1>
          <p role="status">{line}</p>
        </div>
        <button
          type="button"
          className="round"
          aria-label={words.menu}
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
            setSure(false);
          }}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true" className="thick">
            <path d="M5 12h.01M12 12h.01M19 12h.01" />
          </svg>
        </button>
        {onClose ? (
          <button type="button" className="round" aria-label={words.close} onClick={onClose}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M6 6l12 12M18 6L6 18" />
            </svg>
          </button>
        ) : null}
      </div>
      {isOpen ? (
        <div className="menu">
          {config.handoff && (status === "bot" || status === "resolved") ? (
            <button type="button" onClick={() => void run(() => client.askForPerson())}>
              {words.person}
            </button>
          ) : null}
          {config.lead ? (
            <button type="button" onClick={() => void run(async () => client.openForm("asked"))}>
              {words.leadTitle}
            </button>
          ) : null}
          <button type="button" onClick={() => void run(() => client.startOver())}>
            {words.startOver}
          </button>
          {isSure ? (
            <div role="alert">
              <p>{words.deleteSure}</p>
              <button type="button" className="danger" onClick={() => void run(() => client.deleteData())}>
                {words.remove}
              </button>
              <button type="button" onClick={() => setSure(false)}>
                {words.cancel}
              </button>
            </div>
          ) : (
            <button type="button" onClick={() => setSure(true)}>
              {words.deleteData}
            </button>
          )}
          <Problem code={problem} words={words} />
        </div>
      ) : null}
    </header>
  );
}
