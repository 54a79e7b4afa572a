"use client";

import { Button, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconChecklist } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { noticeExpiry } from "@/components/app/session-expiry";
import { FormError } from "@/components/patterns/form-error";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { toastDone, toastError, toastUndo } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import type { CursorList } from "@/components/patterns/use-cursor-list";
import { TextLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { type TestQuestion, testQuestionMax, testQuestionsMost } from "@/lib/features/assistant/test-set.schema";
import answers from "./answers.module.css";
import classes from "./tests.module.css";
import { useTestDocuments, useTestQuestions } from "./use-test-set";

/** In place of a document's id: nothing should be found. */
const nothing = "unknown";

type Props = { assistantId: string; list: CursorList<TestQuestion> };

export function TestQuestions({ assistantId, list }: Props) {
  const { can } = useWorkspace();
  const mayWrite = can("assistants.write");
  return (
    <section className={classes.questions} aria-labelledby="test-questions">
      <h2 id="test-questions" className={classes.title}>
        Questions
      </h2>
      {mayWrite && <AddQuestion assistantId={assistantId} />}
      <QueryView query={list.query} skeleton={<RowsSkeleton />}>
        {() =>
          list.items.length > 0 ? (
            <>
              <ul className={answers.rows}>
                {list.items.map((question) => (
                  <QuestionRow key={question.id} assistantId={assistantId} question={question} mayWrite={mayWrite} />
                ))}
              </ul>
              <LoadMore list={list} noun="question" />
            </>
          ) : (
            <EmptyState
              icon={IconChecklist}
              title="No question yet"
              body={`Add some that visitors ask, each with the document it should be answered from, and some that it must not know. Ten of each tell a lot; there is room for ${testQuestionsMost}.`}
              compact
            />
          )
        }
      </QueryView>
    </section>
  );
}

type ExpectProps = {
  assistantId: string;
  label: string;
  value: string | null;
  /** The title of a chosen document that the search does not list. */
  title?: string | undefined;
  hideLabel?: boolean;
  onChange: (value: string | null) => void;
};

/** A document to choose by title, or that none has the answer. */
function ExpectSelect({ assistantId, label, value, title, hideLabel = false, onChange }: ExpectProps) {
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim().slice(0, 80), 200);
  // What stands in the field after choosing is a title, which finds itself.
  const documents = useTestDocuments(assistantId, q);
  const found = (documents.data ?? []).map(({ id, title: name }) => ({ value: id, label: name }));
  const isMissing = value !== null && value !== nothing && !found.some((item) => item.value === value);
  const data = [
    { value: nothing, label: "It must not know" },
    ...(isMissing ? [{ value, label: title ?? "The chosen document" }] : []),
    ...found,
  ];
  return (
    <Select
      {...(hideLabel ? { "aria-label": label } : { label })}
      placeholder="Choose a document"
      searchable
      data={data}
      value={value}
      filter={({ options, search }) => {
        const words = search.trim().toLowerCase();
        return options.filter(
          (option) => !("label" in option) || words === "" || option.label.toLowerCase().includes(words),
        );
      }}
      onSearchChange={setTyped}
      nothingFoundMessage={documents.isError ? "The documents could not be loaded." : "No such document"}
      onChange={onChange}
    />
  );
}

const targetOf = (value: string) =>
  value === nothing ? ({ expect: "unknown" } as const) : ({ expect: "document", documentId: value } as const);

function AddQuestion({ assistantId }: { assistantId: string }) {
  const { add } = useTestQuestions(assistantId);
  const action = useActionKey();
  const [question, setQuestion] = useState("");
  const [target, setTarget] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isReady = question.trim().length >= 3 && target !== null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (pending || target === null || !isReady) return;
    setPending(true);
    setError(null);
    try {
      const body = { question: question.trim(), ...targetOf(target) };
      await add(body, action.keyFor(body));
      action.finish();
      setQuestion("");
      toastDone("Added.");
    } catch (cause) {
      noticeExpiry(cause);
      setError(cause);
    } finally {
      setPending(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className={classes.add}>
      <div className={classes.addFields}>
        <TextInput
          label="Question"
          placeholder="What do you charge for a day?"
          maxLength={testQuestionMax}
          value={question}
          onChange={(event) => setQuestion(event.currentTarget.value)}
        />
        <ExpectSelect assistantId={assistantId} label="Should be answered from" value={target} onChange={setTarget} />
        <Button type="submit" variant="default" loading={pending} disabled={!isReady}>
          Add
        </Button>
      </div>
      <FormError error={error} />
    </form>
  );
}

type RowProps = { assistantId: string; question: TestQuestion; mayWrite: boolean };

function QuestionRow({ assistantId, question, mayWrite }: RowProps) {
  const { base } = useWorkspace();
  const { add, change, remove } = useTestQuestions(assistantId);
  const [editing, setEditing] = useState(false);
  const current = question.expect === "unknown" ? nothing : (question.document?.id ?? null);
  const set = async (value: string | null) => {
    if (value === null || value === current) return;
    try {
      await change(question.id, targetOf(value));
      setEditing(false);
    } catch (error) {
      toastError(error);
    }
  };
  const drop = async () => {
    try {
      await remove(question.id);
      if (current === null) toastDone("The question is gone.");
      else
        toastUndo("The question is gone.", () => {
          add({ question: question.question, ...targetOf(current) }).catch(toastError);
        });
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <li className={answers.row}>
      <div className={answers.words}>
        <h3 className={answers.question} dir="auto">
          {question.question}
        </h3>
        {editing ? (
          <div className={classes.edit}>
            <ExpectSelect
              assistantId={assistantId}
              label={`What should answer “${question.question}”`}
              hideLabel
              value={current}
              title={question.document?.title}
              onChange={(value) => void set(value)}
            />
          </div>
        ) : (
          <p className={answers.meta}>
            {question.expect === "unknown" ? (
              <span>It must not know</span>
            ) : question.document === null ? (
              <span>The expected document is gone. Choose another one.</span>
            ) : (
              <span>
                From{" "}
                <TextLink size="sm" href={`${base}/assistants/${assistantId}/documents/${question.document.id}`}>
                  {question.document.title}
                </TextLink>
              </span>
            )}
          </p>
        )}
      </div>
      {mayWrite && (
        <div className={answers.actions}>
          <Button
            size="xs"
            variant="default"
            aria-label={editing ? "Leave it as it is" : `Change what should answer “${question.question}”`}
            onClick={() => setEditing(!editing)}
          >
            {editing ? "Cancel" : "Change"}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={`Delete “${question.question}”`}
            onClick={() => void drop()}
          >
            Delete
          </Button>
        </div>
      )}
    </li>
  );
}
