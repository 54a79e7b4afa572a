"use client";

import { NativeSelect, SegmentedControl } from "@mantine/core";
import { IconMessages } from "@tabler/icons-react";
import { useState } from "react";
import { asBlueprint } from "@/components/builder/blueprint-words";
import { useBuild } from "@/components/builder/use-builds";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState, FilteredEmptyState } from "@/components/patterns/states";
import { useActionKey } from "@/components/patterns/use-action-key";
import type { Build, BuildSummary } from "@/lib/features/build/build.schema";
import { CommentForm } from "./comment-form";
import classes from "./comments.module.css";
import { ThreadView } from "./thread-view";
import { type ThreadState, useCommentChanges, usePeople, useThreads } from "./use-comments";

type Props = { build: BuildSummary; mayEdit: boolean };

/** What people say about one version. Another version has threads of its own. */
export function CommentsPanel({ build, mayEdit }: Props) {
  const [state, setState] = useState<ThreadState>("all");
  const list = useThreads(build.id, state);
  const people = usePeople(build.projectId).data ?? [];
  return (
    <section aria-label={`Comments on version ${build.version}`} className={classes.panel}>
      <NewThread build={build} people={people} />
      <SegmentedControl
        aria-label="Which threads"
        className={classes.which ?? ""}
        value={state}
        onChange={(value) => setState(value === "open" || value === "resolved" ? value : "all")}
        data={[
          { value: "all", label: "All" },
          { value: "open", label: "Open" },
          { value: "resolved", label: "Resolved" },
        ]}
      />
      <QueryView query={list.query} skeleton={<RowsSkeleton rows={3} avatar />}>
        {() =>
          list.items.length > 0 ? (
            <>
              <ol className={classes.threads}>
                {list.items.map((thread) => (
                  <ThreadView key={thread.id} thread={thread} buildId={build.id} people={people} mayEdit={mayEdit} />
                ))}
              </ol>
              <LoadMore list={list} noun="thread" />
            </>
          ) : state === "all" ? (
            <EmptyState
              icon={IconMessages}
              title={`Nobody has commented on v${build.version}`}
              body="Ask, object or agree: on the version as a whole, or on an entity or a file of it."
              compact
            />
          ) : (
            <FilteredEmptyState title={`No ${state} threads`} onClear={() => setState("all")} />
          )
        }
      </QueryView>
    </section>
  );
}

const whole = "";

function NewThread({
  build,
  people,
}: {
  build: BuildSummary;
  people: React.ComponentProps<typeof CommentForm>["people"];
}) {
  const { create } = useCommentChanges(build.id);
  const action = useActionKey();
  const detail = useBuild(build.id);
  const [about, setAbout] = useState(whole);
  return (
    <CommentForm
      label={`Comment on v${build.version}`}
      submitLabel="Comment"
      people={people}
      onSubmit={async (draft) => {
        const at = about.indexOf(" ");
        const anchor = about === whole ? {} : { anchor: { kind: about.slice(0, at), ref: about.slice(at + 1) } };
        const body = { ...draft, ...anchor };
        await create(body, action.keyFor(body));
        action.finish();
        setAbout(whole);
      }}
      extra={
        <NativeSelect
          label="About"
          size="xs"
          value={about}
          onChange={(event) => setAbout(event.currentTarget.value)}
          data={[{ value: whole, label: "The whole version" }, ...(detail.data ? placesOf(detail.data) : [])]}
        />
      }
    />
  );
}

/** Entities, their fields, and files, as a device's own list shows groups. */
function placesOf(build: Build) {
  const entities = asBlueprint(build.blueprint)?.entities ?? [];
  return [
    {
      group: "Entities",
      items: entities.map((entity) => ({ value: `entity ${entity.key}`, label: entity.label.many })),
    },
    {
      group: "Fields",
      items: entities.flatMap((entity) =>
        entity.fields.map((field) => ({
          value: `field ${entity.key}.${field.key}`,
          label: `${entity.label.one}: ${field.label}`,
        })),
      ),
    },
    { group: "Files", items: build.files.map((file) => ({ value: `file ${file.path}`, label: file.path })) },
  ];
}
