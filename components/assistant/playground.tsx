"use client";

import { Badge, Button, Textarea } from "@mantine/core";
import { getHotkeyHandler, useLocalStorage } from "@mantine/hooks";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { noticeExpiry } from "@/components/app/session-expiry";
import { FormError } from "@/components/patterns/form-error";
import { toastDone, toastError } from "@/components/patterns/toast";
import { TextLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Answer, Citation } from "@/lib/features/assistant/answers/answer.schema";
import { type Assistant, type Trial, trialQuestionMax } from "@/lib/features/assistant/assistant.schema";
import { api } from "@/lib/shared/api-client";
import { AnswerText } from "./answer-text";
import { AssistantFace } from "./assistant-face";
import { modeWords, reasonWords, statusWords } from "./assistant-words";
import classes from "./overview.module.css";
import { useTestQuestions } from "./use-test-set";

type Exchange = { question: string; trial: Trial };

export const triedKey = (assistantId: string): string => `atrium-tried-${assistantId}`;

const tones: Partial<Record<Answer["status"], string>> = {
  answered: "patina",
  uncertain: "sun",
  unknown: "red",
  no_documents: "red",
};

/** Asks the assistant as a visitor would, and shows what a visitor does not see: sources, confidence and reasons. */
export function Playground({ assistant }: { assistant: Assistant }) {
  const { scope } = useWorkspace();
  const [said, setSaid] = useState<Exchange[]>([]);
  const [question, setQuestion] = useState("");
  const [asking, setAsking] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [, setTried] = useLocalStorage({ key: triedKey(assistant.id), defaultValue: false });
  const field = useRef<HTMLTextAreaElement>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const ask = async (text: string) => {
    if (asking !== null || text.trim() === "") return;
    setAsking(text);
    setError(null);
    running.current = new AbortController();
    const history = said.slice(-5).flatMap(({ question: asked, trial }) => [
      { role: "visitor", text: asked },
      { role: "assistant", text: trial.answer.text },
    ]);
    try {
      const { data } = await api.post<Trial>(`assistants/${assistant.id}/ask`, {
        query: scope,
        body: { question: text, history },
        signal: running.current.signal,
      });
      setSaid((before) => [...before, { question: text, trial: data }]);
      setQuestion("");
      setTried(true);
    } catch (cause) {
      if (cause instanceof DOMException) return;
      noticeExpiry(cause);
      setError(cause);
    } finally {
      setAsking(null);
      field.current?.focus();
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void ask(question);
  };
  return (
    <section className={classes.playground} aria-labelledby="assistant-try">
      <div className={classes.playHead}>
        <h2 id="assistant-try" className={classes.title}>
          Try it
        </h2>
        {said.length > 0 && (
          <Button size="xs" variant="subtle" onClick={() => setSaid([])}>
            Start over
          </Button>
        )}
      </div>
      <p className={classes.quiet}>
        Ask as a visitor would. Nothing is stored, and no conversation is counted. Follow-up questions work, too.
      </p>
      {said.length === 0 && asking === null && assistant.suggestedQuestions.length > 0 && (
        <div className={classes.openers}>
          {assistant.suggestedQuestions.map((text) => (
            <Button key={text} size="xs" variant="default" onClick={() => void ask(text)}>
              {text}
            </Button>
          ))}
        </div>
      )}
      <ol className={classes.talk} aria-live="polite" aria-busy={asking !== null}>
        {said.map((exchange, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was said stays in its place
          <ExchangeView key={at} assistant={assistant} exchange={exchange} onAsk={(text) => void ask(text)} />
        ))}
        {asking !== null && (
          <li className={classes.exchange}>
            <p className={classes.asked}>{asking}</p>
            <p className={classes.quiet}>Looking through the documents</p>
          </li>
        )}
      </ol>
      <form onSubmit={submit} className={classes.askForm}>
        <Textarea
          ref={field}
          label="Question"
          placeholder={assistant.suggestedQuestions[0] ?? "When are you open?"}
          autosize
          minRows={1}
          maxRows={6}
          maxLength={trialQuestionMax}
          value={question}
          onChange={(event) => setQuestion(event.currentTarget.value)}
          onKeyDown={getHotkeyHandler([["Enter", () => void ask(question)]])}
        />
        <Button type="submit" loading={asking !== null} disabled={question.trim() === ""}>
          Ask
        </Button>
      </form>
      <FormError error={error} />
    </section>
  );
}

type ViewProps = { assistant: Assistant; exchange: Exchange; onAsk: (text: string) => void };

function ExchangeView({ assistant, exchange: { question, trial }, onAsk }: ViewProps) {
  const { answer } = trial;
  return (
    <li className={classes.exchange}>
      <p className={classes.asked}>{question}</p>
      <div className={classes.answer}>
        <AssistantFace {...assistant} />
        <div className={classes.answerBody} dir="auto">
          <AnswerText text={answer.text} />
          {answer.suggestions.length > 0 && (
            <div className={classes.suggestions}>
              {answer.suggestions.map((text) => (
                <Button key={text} size="xs" variant="default" onClick={() => onAsk(text)}>
                  {text}
                </Button>
              ))}
            </div>
          )}
        </div>
      </div>
      <Behind assistant={assistant} question={question} trial={trial} />
    </li>
  );
}

function Behind({ assistant, question, trial }: { assistant: Assistant; question: string; trial: Trial }) {
  const { answer, totalMs } = trial;
  return (
    <div className={classes.behind}>
      <div className={classes.badges}>
        <Badge color={tones[answer.status] ?? "gray"}>{statusWords[answer.status]}</Badge>
        {/* What it does not know was not quoted from anywhere. */}
        {answer.status !== "unknown" && <span>{modeWords[answer.mode]}</span>}
        <span>{totalMs < 1000 ? `${totalMs} ms` : `${(totalMs / 1000).toFixed(1)} s`}</span>
      </div>
      {reasonWords(trial).map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      {answer.citations.length > 0 && (
        <ol className={classes.sources} aria-label="Sources">
          {answer.citations.map((citation) => (
            <CitationView key={citation.ord} assistantId={assistant.id} citation={citation} />
          ))}
        </ol>
      )}
      <KeepAsTest assistantId={assistant.id} question={question} answer={answer} />
    </div>
  );
}

function CitationView({ assistantId, citation }: { assistantId: string; citation: Citation }) {
  const { base } = useWorkspace();
  const { documentId, startAt, endAt, title, heading, page, quote } = citation;
  return (
    <li>
      <TextLink size="sm" href={`${base}/assistants/${assistantId}/documents/${documentId}?at=${startAt}-${endAt}`}>
        {title}
        {page !== null && `, page ${page}`}
      </TextLink>
      {heading !== "" && <span className={classes.heading}>{heading}</span>}
      <q className={classes.quote} dir="auto">
        {quote}
      </q>
    </li>
  );
}

/** A trial whose outcome is right is tomorrow's measure. */
function KeepAsTest({ assistantId, question, answer }: { assistantId: string; question: string; answer: Answer }) {
  const { can } = useWorkspace();
  const { add } = useTestQuestions(assistantId);
  const [state, setState] = useState<"idle" | "saving" | "kept">("idle");
  const [first] = answer.citations;
  if (!can("assistants.write") || question.trim().length < 3) return null;
  if (first === undefined && answer.status !== "unknown") return null;
  const keep = async () => {
    setState("saving");
    try {
      const line = question.replace(/\s+/g, " ").trim();
      await add(
        first === undefined
          ? { question: line, expect: "unknown" }
          : { question: line, expect: "document", documentId: first.documentId },
      );
      setState("kept");
      toastDone("Added to the test set.");
    } catch (error) {
      setState("idle");
      toastError(error);
    }
  };
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      className={classes.keep ?? ""}
      loading={state === "saving"}
      disabled={state === "kept"}
      onClick={() => void keep()}
    >
      {state === "kept"
        ? "In the test set"
        : first === undefined
          ? "Right: keep as a test that it must not know this"
          : `Right: keep as a test that expects “${first.title.length > 40 ? `${first.title.slice(0, 40)}…` : first.title}”`}
    </Button>
  );
}
