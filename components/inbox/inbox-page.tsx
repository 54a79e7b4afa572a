"use client";

import { Button, NativeSelect } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMessageShare, IconMessages } from "@tabler/icons-react";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { PageHeader } from "@/components/patterns/page-header";
import { SearchBox } from "@/components/patterns/search-box";
import { EmptyState } from "@/components/patterns/states";
import { useShortcuts, useSingleKeysEnabled } from "@/components/shell/use-shortcuts";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import { type ConversationCounts, inboxViews } from "@/lib/features/conversation/conversation.schema";
import { formatNumber, plural, relativeTime } from "@/lib/shared/format";
import { CannedRepliesDialog } from "./canned-replies";
import { ConversationList } from "./conversation-list";
import { ConversationView } from "./conversation-view";
import classes from "./inbox.module.css";
import { viewWords } from "./inbox-words";
import { type InboxFilters, useAssistantChoices, useConversations, useConversationUsage, useCounts } from "./use-inbox";
import { useOutbox } from "./use-outbox";

export function InboxPage() {
  return (
    <RequirePermission permission="conversations.read" what="the inbox">
      <Inbox />
    </RequirePermission>
  );
}

function Inbox() {
  const { can } = useWorkspace();
  const [state, setState] = useQueryStates({
    c: parseAsString,
    view: parseAsStringLiteral(inboxViews).withDefault("all"),
    assistant: parseAsString,
    rating: parseAsInteger,
    q: parseAsString.withDefault(""),
  });
  const { c: selected, view, q } = state;
  const filters = { view, assistantId: state.assistant, rating: state.rating, q };
  const list = useConversations(filters);
  const counts = useCounts();
  const outbox = useOutbox();
  const field = useRef<HTMLTextAreaElement>(null);
  const [replies, manage] = useDisclosure(false);
  const open = (id: string | null) => void setState({ c: id }, { history: "push" });
  const leave = useFocusOnLeave(selected);
  const back = () => {
    leave();
    open(null);
  };
  const [singleKeys] = useSingleKeysEnabled();
  useShortcuts(
    {
      j: () => step(1),
      k: () => step(-1),
      r: () => field.current?.focus(),
      ...(selected === null ? {} : { Escape: back }),
    },
    singleKeys,
  );
  return (
    <div className={classes.page} data-open={selected !== null}>
      <div className={classes.pageHead}>
        <PageHeader
          title="Inbox"
          description={
            <>
              What visitors ask your assistants. Take over where a person is wanted. <Usage />
            </>
          }
          actions={
            can("conversations.write") ? (
              <Button
                variant="default"
                leftSection={<IconMessageShare size={16} aria-hidden="true" />}
                onClick={manage.open}
              >
                Ready-made replies
              </Button>
            ) : undefined
          }
        />
        <Filters filters={filters} counts={counts} onChange={(change) => void setState({ ...change, c: selected })} />
      </div>
      <div className={classes.panes}>
        <section className={classes.listPane} aria-label="Conversations" onKeyDown={stepByArrows}>
          <ConversationList
            list={list}
            selected={selected}
            view={view}
            filtered={q !== "" || state.assistant !== null || state.rating !== null}
            onSelect={open}
            onClear={() => void setState({ q: null, assistant: null, rating: null })}
          />
        </section>
        <div className={classes.talkPane}>
          {selected === null ? (
            <EmptyState
              icon={IconMessages}
              title="Choose a conversation"
              body="With j and k or the arrows you go through the list, Enter opens, r answers, Escape comes back."
            />
          ) : (
            <ConversationView key={selected} id={selected} outbox={outbox} field={field} onBack={back} />
          )}
        </div>
      </div>
      <CannedRepliesDialog opened={replies} onClose={manage.close} />
    </div>
  );
}

function Usage() {
  const { data: usage } = useConversationUsage();
  if (usage === undefined) return null;
  const full = usage.limit !== null && usage.used >= usage.limit;
  return (
    <span className={full ? classes.full : undefined}>
      {usage.limit === null
        ? `${plural(usage.used, "conversation")} this month.`
        : `${formatNumber(usage.used)} of ${formatNumber(usage.limit)} conversations of this month are used${full ? ": visitors can begin no new one" : ""}.`}{" "}
      The count begins anew {relativeTime(usage.resetsAt)}.
    </span>
  );
}

/** The focus goes from row to row; Enter opens, as on every button. */
function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-conversation]")];
  const active = rows.indexOf(document.activeElement as HTMLElement);
  const current = active >= 0 ? active : rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  const next = rows[current < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, current + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** Only in the list: elsewhere the arrows scroll. */
function stepByArrows(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  step(event.key === "ArrowDown" ? 1 : -1);
}

/** Whoever leaves a conversation stands on its row again. */
function useFocusOnLeave(selected: string | null): () => void {
  const left = useRef<string | null>(null);
  useEffect(() => {
    if (selected !== null || left.current === null) return;
    document.querySelector<HTMLElement>(`[data-conversation="${CSS.escape(left.current)}"]`)?.focus();
    left.current = null;
  }, [selected]);
  return () => {
    left.current = selected;
  };
}

type FilterChange = Partial<{
  view: InboxFilters["view"];
  assistant: string | null;
  rating: number | null;
  q: string | null;
}>;
type FilterProps = {
  filters: InboxFilters;
  counts: ConversationCounts | undefined;
  onChange: (change: FilterChange) => void;
};

function Filters({ filters, counts, onChange }: FilterProps) {
  const assistants = useAssistantChoices();
  const countOf = (view: InboxFilters["view"]) => (counts !== undefined && view in counts ? counts[view as "mine"] : 0);
  const numbered = (["waiting", "mine", "unassigned", "human"] as const).filter((view) => countOf(view) > 0);
  return (
    <search className={classes.filters}>
      <fieldset className={classes.views} aria-label="Which conversations">
        {inboxViews.map((view) => (
          <button
            key={view}
            type="button"
            className={classes.view}
            aria-pressed={filters.view === view}
            onClick={() => onChange({ view })}
          >
            {viewWords[view].label}
            {(numbered as readonly string[]).includes(view) && (
              <span className={classes.count} data-loud={view === "waiting"}>
                {countOf(view)}
              </span>
            )}
          </button>
        ))}
      </fieldset>
      <SearchBox
        value={filters.q}
        label="Search in questions and messages"
        placeholder="Search in messages"
        onSearch={(q) => onChange({ q: q === "" ? null : q })}
      />
      {(assistants.data?.length ?? 0) > 0 && (
        <NativeSelect
          aria-label="Assistant"
          value={filters.assistantId ?? ""}
          onChange={(event) => onChange({ assistant: event.currentTarget.value || null })}
          data={[
            { value: "", label: "Every assistant" },
            ...(assistants.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <NativeSelect
        aria-label="Rating"
        value={filters.rating === null ? "" : String(filters.rating)}
        onChange={(event) => onChange({ rating: Number(event.currentTarget.value) || null })}
        data={[
          { value: "", label: "Any rating" },
          ...[5, 4, 3, 2, 1].map((stars) => ({ value: String(stars), label: `Rated ${stars} of 5` })),
        ]}
      />
    </search>
  );
}
