"use client";

import { Button, Checkbox, SegmentedControl } from "@mantine/core";
import { IconMoodCheck } from "@tabler/icons-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState, FilteredEmptyState } from "@/components/patterns/states";
import { toastDone, toastError, toastUndo } from "@/components/patterns/toast";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { type Gap, gapStatuses } from "@/lib/features/assistant/curated.schema";
import { plural } from "@/lib/shared/format";
import classes from "./answers.module.css";
import { CuratedDialog, type CuratedStart } from "./curated-dialog";
import { useCuratedChanges, useGaps } from "./use-curated";
import { useTestQuestions } from "./use-test-set";

const mostAtOnce = 100;

/** Questions that nothing was found for, each once, the most asked first. */
export function GapsPanel({ assistantId }: { assistantId: string }) {
  const { can } = useWorkspace();
  const [status, setStatus] = useQueryState("gaps", parseAsStringLiteral(gapStatuses).withDefault("open"));
  const list = useGaps(assistantId, status);
  const { setGaps } = useCuratedChanges(assistantId);
  const [chosen, setChosen] = useState<string[]>([]);
  const [writing, setWriting] = useState<CuratedStart | null>(null);
  const mayWrite = can("assistants.write");
  const picked = list.items.filter(({ id }) => chosen.includes(id)).slice(0, mostAtOnce);
  const move = async (ids: string[], to: "open" | "dismissed", undoable: boolean) => {
    try {
      await setGaps(ids, to);
      setChosen([]);
      const words = `${plural(ids.length, "question")} ${to === "open" ? "open again" : "dismissed"}.`;
      if (undoable) toastUndo(words, () => void move(ids, to === "open" ? "dismissed" : "open", false));
      else toastDone(words);
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label="Which questions"
          value={status}
          onChange={(value) => {
            setChosen([]);
            void setStatus(gapStatuses.find((item) => item === value) ?? null);
          }}
          data={[
            { value: "open", label: "Open" },
            { value: "answered", label: "Answered" },
            { value: "dismissed", label: "Dismissed" },
          ]}
        />
        {picked.length > 0 && (
          <div className={classes.buttons}>
            <span className={classes.chosen} role="status">
              {plural(picked.length, "question")} chosen
            </span>
            <Button size="xs" onClick={() => setWriting({ gaps: picked })}>
              One answer for all
            </Button>
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                void move(
                  picked.map(({ id }) => id),
                  "dismissed",
                  true,
                )
              }
            >
              Dismiss
            </Button>
          </div>
        )}
      </div>
      <QueryView query={list.query} skeleton={<RowsSkeleton />}>
        {() =>
          list.items.length > 0 ? (
            <>
              <ul className={classes.rows}>
                {list.items.map((gap) => (
                  <GapRow
                    key={gap.id}
                    assistantId={assistantId}
                    gap={gap}
                    mayWrite={mayWrite}
                    isChosen={chosen.includes(gap.id)}
                    onChoose={(is) => setChosen((ids) => (is ? [...ids, gap.id] : ids.filter((id) => id !== gap.id)))}
                    onWrite={() => setWriting({ gaps: [gap] })}
                    onMove={(to) => void move([gap.id], to, true)}
                  />
                ))}
              </ul>
              <LoadMore list={list} noun="question" />
            </>
          ) : status === "open" ? (
            <EmptyState
              icon={IconMoodCheck}
              title="Nothing is waiting for an answer"
              body="When a visitor asks what the assistant does not know, the question stands here once, with how often it was asked."
            />
          ) : (
            <FilteredEmptyState title={`No ${status} questions`} onClear={() => void setStatus(null)} />
          )
        }
      </QueryView>
      <CuratedDialog
        assistantId={assistantId}
        start={writing}
        onClose={() => {
          setWriting(null);
          setChosen([]);
        }}
      />
    </>
  );
}

type RowProps = {
  assistantId: string;
  gap: Gap;
  mayWrite: boolean;
  isChosen: boolean;
  onChoose: (is: boolean) => void;
  onWrite: () => void;
  onMove: (to: "open" | "dismissed") => void;
};

function GapRow({ assistantId, gap, mayWrite, isChosen, onChoose, onWrite, onMove }: RowProps) {
  const { add } = useTestQuestions(assistantId);
  const isOpen = gap.status === "open";
  const test = async () => {
    try {
      await add({ question: gap.question.replace(/\s+/g, " ").trim(), expect: "unknown" });
      toastDone("Added to the tests, as a question it must not know. Name a document there if it should.");
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <li className={classes.row}>
      {mayWrite && isOpen && (
        <Checkbox
          aria-label={`Choose “${gap.question}”`}
          checked={isChosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      )}
      <div className={classes.words}>
        <h3 className={classes.question} dir="auto">
          {gap.question}
        </h3>
        <p className={classes.meta}>
          <span>Asked {plural(gap.count, "time")}</span>
          <RelativeTime iso={gap.lastAt} prefix="last" />
          {gap.status === "answered" && <span>Has a written answer now</span>}
        </p>
      </div>
      {mayWrite && (
        <div className={classes.actions}>
          {isOpen ? (
            <>
              <Button size="xs" variant="default" aria-label={`Write an answer to “${gap.question}”`} onClick={onWrite}>
                Write answer
              </Button>
              {gap.question.trim().length >= 3 && (
                <Button
                  size="xs"
                  variant="subtle"
                  color="gray"
                  aria-label={`Add “${gap.question}” to the tests`}
                  onClick={() => void test()}
                >
                  Add to tests
                </Button>
              )}
              <Button
                size="xs"
                variant="subtle"
                color="gray"
                aria-label={`Dismiss “${gap.question}”`}
                onClick={() => onMove("dismissed")}
              >
                Dismiss
              </Button>
            </>
          ) : (
            <Button
              size="xs"
              variant="default"
              aria-label={`Open “${gap.question}” again`}
              onClick={() => onMove("open")}
            >
              Open again
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
