"use client";

import { Badge } from "@mantine/core";
import { IconInbox, IconStarFilled } from "@tabler/icons-react";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState, FilteredEmptyState } from "@/components/patterns/states";
import type { CursorList } from "@/components/patterns/use-cursor-list";
import { ButtonLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Conversation, InboxView } from "@/lib/features/conversation/conversation.schema";
import classes from "./inbox.module.css";
import { statusWords, viewWords, visitorName } from "./inbox-words";

/** A visitor has spoken last and nobody but a person answers. */
const wantsAnswer = ({ status, lastRole }: Conversation) =>
  status === "waiting" || (status === "human" && lastRole === "visitor");

const speakers = { visitor: "", assistant: "Assistant: ", agent: "Reply: ", system: "" } as const;

type Props = {
  list: CursorList<Conversation>;
  selected: string | null;
  view: InboxView;
  filtered: boolean;
  onSelect: (id: string) => void;
  onClear: () => void;
};

export function ConversationList({ list, selected, view, filtered, onSelect, onClear }: Props) {
  const { base, can } = useWorkspace();
  return (
    <QueryView query={list.query} skeleton={<RowsSkeleton rows={7} />}>
      {() =>
        list.items.length > 0 ? (
          <>
            <ul className={classes.rows}>
              {list.items.map((item) => (
                <Row key={item.id} item={item} selected={item.id === selected} onSelect={() => onSelect(item.id)} />
              ))}
            </ul>
            <LoadMore list={list} noun="conversation" />
          </>
        ) : filtered ? (
          <FilteredEmptyState title="No such conversation" onClear={onClear} />
        ) : (
          <EmptyState
            compact
            icon={IconInbox}
            title={viewWords[view].empty}
            {...(view === "all"
              ? {
                  body: "What visitors ask your assistants appears here, as soon as one is on a website.",
                  actions: can("assistants.read") ? (
                    <ButtonLink href={`${base}/assistants`} variant="default">
                      To the assistants
                    </ButtonLink>
                  ) : undefined,
                }
              : {})}
          />
        )
      }
    </QueryView>
  );
}

function Row({ item, selected, onSelect }: { item: Conversation; selected: boolean; onSelect: () => void }) {
  const wants = wantsAnswer(item);
  return (
    <li>
      <button
        type="button"
        className={classes.row}
        data-conversation={item.id}
        data-wants={wants}
        aria-current={selected ? "true" : undefined}
        onClick={onSelect}
      >
        <span className={classes.rowHead}>
          <span className={classes.rowName}>
            {wants && <span className={classes.dot} role="img" aria-label="Wants an answer" />}
            {visitorName(item.visitor)}
          </span>
          <RelativeTime iso={item.lastMessageAt} inControl />
        </span>
        <span className={classes.rowSubject} dir="auto">
          {item.subject || "Nothing said yet"}
        </span>
        {item.lastText !== "" && item.lastText !== item.subject && (
          <span className={classes.rowLast} dir="auto">
            {speakers[item.lastRole ?? "visitor"]}
            {item.lastText}
          </span>
        )}
        <span className={classes.rowFoot}>
          <Badge size="sm" color={statusWords[item.status].color}>
            {statusWords[item.status].label}
          </Badge>
          <span className={classes.rowAssistant}>{item.assistant.name}</span>
          {item.assignee !== null && <span className={classes.rowAssistant}>{item.assignee.name}</span>}
          {item.rating !== null && (
            <span className={classes.rowRating} role="img" aria-label={`Rated ${item.rating} of 5`}>
              <IconStarFilled size={12} aria-hidden="true" /> {item.rating}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
