"use client";

import { Badge, Button, Switch } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDownload, IconPencilPlus, IconPlus, IconUpload } from "@tabler/icons-react";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { SearchBox } from "@/components/patterns/search-box";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState, FilteredEmptyState } from "@/components/patterns/states";
import { toastError, toastUndo } from "@/components/patterns/toast";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { CuratedAnswer } from "@/lib/features/assistant/curated.schema";
import { apiUrl } from "@/lib/shared/api-client";
import { plural } from "@/lib/shared/format";
import classes from "./answers.module.css";
import { CuratedDialog, type CuratedStart } from "./curated-dialog";
import { ImportDialog } from "./import-dialog";
import { useCuratedAnswers, useCuratedChanges } from "./use-curated";

export function CuratedPanel({ assistantId }: { assistantId: string }) {
  const { can, scope } = useWorkspace();
  const [q, setQ] = useQueryState("q", parseAsString.withDefault(""));
  const list = useCuratedAnswers(assistantId, q);
  const [editing, setEditing] = useState<CuratedStart | null>(null);
  const [importing, imports] = useDisclosure(false);
  const mayWrite = can("assistants.write");
  const write = (
    <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setEditing({})}>
      Write an answer
    </Button>
  );
  const upload = (
    <Button variant="default" leftSection={<IconUpload size={16} aria-hidden="true" />} onClick={imports.open}>
      Import
    </Button>
  );
  return (
    <>
      <div className={classes.bar}>
        <SearchBox
          value={q}
          label="Search written answers"
          placeholder="Search questions and answers"
          onSearch={(text) => void setQ(text === "" ? null : text)}
        />
        <div className={classes.buttons}>
          {mayWrite && upload}
          <Button
            component="a"
            href={apiUrl(`assistants/${assistantId}/curated-answers/export`, scope)}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
          >
            Export
          </Button>
          {mayWrite && write}
        </div>
      </div>
      <QueryView query={list.query} skeleton={<RowsSkeleton />}>
        {() =>
          list.items.length > 0 ? (
            <>
              <ul className={classes.rows}>
                {list.items.map((answer) => (
                  <CuratedRow
                    key={answer.id}
                    assistantId={assistantId}
                    answer={answer}
                    onEdit={() => setEditing({ answer })}
                  />
                ))}
              </ul>
              <LoadMore list={list} noun="answer" />
            </>
          ) : q !== "" ? (
            <FilteredEmptyState title={`No answer matches “${q}”`} onClear={() => void setQ(null)} />
          ) : (
            <EmptyState
              icon={IconPencilPlus}
              title="Nothing is answered by hand"
              body="A written answer comes before every document: for opening hours, prices, and whatever must be said exactly so."
              actions={
                mayWrite ? (
                  <>
                    {write}
                    {upload}
                  </>
                ) : undefined
              }
            />
          )
        }
      </QueryView>
      <CuratedDialog assistantId={assistantId} start={editing} onClose={() => setEditing(null)} />
      <ImportDialog assistantId={assistantId} opened={importing} onClose={imports.close} />
    </>
  );
}

type RowProps = { assistantId: string; answer: CuratedAnswer; onEdit: () => void };

function CuratedRow({ assistantId, answer, onEdit }: RowProps) {
  const { can } = useWorkspace();
  const { create, remove, update } = useCuratedChanges(assistantId);
  const [pending, setPending] = useState(false);
  const mayWrite = can("assistants.write");
  const attempt = async (work: () => Promise<void>) => {
    setPending(true);
    try {
      await work();
    } catch (error) {
      toastError(error);
    } finally {
      setPending(false);
    }
  };
  const drop = () =>
    attempt(async () => {
      const gapIds = await remove(answer.id);
      const { question, wordings, answer: text, url, enabled } = answer;
      toastUndo("The answer is deleted.", () => {
        // The count of hits begins anew: it was the deleted row's.
        create({ question, wordings, answer: text, url, enabled, gapIds }).catch(toastError);
      });
    });
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <h3 className={classes.question}>
          {answer.question} {!answer.enabled && <Badge color="gray">Off</Badge>}
        </h3>
        <p className={classes.text}>{answer.answer}</p>
        <p className={classes.meta}>
          {answer.wordings.length > 0 && <span>{plural(answer.wordings.length, "other wording")}</span>}
          {answer.url !== null && <span className={classes.url}>{answer.url}</span>}
          <span>{answer.hits === 0 ? "Never given yet" : `Given ${plural(answer.hits, "time")}`}</span>
          {answer.lastHitAt !== null && <RelativeTime iso={answer.lastHitAt} prefix="last" />}
        </p>
      </div>
      {mayWrite && (
        <div className={classes.actions}>
          <Switch
            aria-label={`Use the answer to “${answer.question}”`}
            checked={answer.enabled}
            disabled={pending}
            onChange={(event) => {
              const enabled = event.currentTarget.checked;
              void attempt(() => update(answer.id, { enabled }));
            }}
          />
          <Button size="xs" variant="default" aria-label={`Edit “${answer.question}”`} onClick={onEdit}>
            Edit
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={`Delete “${answer.question}”`}
            disabled={pending}
            onClick={() => void drop()}
          >
            Delete
          </Button>
        </div>
      )}
    </li>
  );
}
