"use client";

import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { FormError } from "@/components/patterns/form-error";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { ErrorState } from "@/components/patterns/states";
import type { Conversation } from "@/lib/features/conversation/conversation.schema";
import { MessageView, OutgoingView } from "./message-view";
import classes from "./messages.module.css";
import { useConversationChanges, useMessages } from "./use-inbox";
import { useLiveConversation } from "./use-live-conversation";
import type { Outbox } from "./use-outbox";

/** Closer to the end than this, a new message is scrolled to; further up, somebody is reading. */
const nearPx = 120;

export function MessageList({ conversation, outbox }: { conversation: Conversation; outbox: Outbox }) {
  const { query, messages } = useMessages(conversation.id);
  const { send } = useConversationChanges(conversation.id);
  useLiveConversation(conversation.id, query.isSuccess);
  const arrived = new Set(messages.map((message) => message.clientKey));
  const outgoing = outbox.of(conversation.id).filter((item) => !arrived.has(item.clientKey));

  const box = useRef<HTMLElement>(null);
  const near = useRef(true);
  const newest = `${messages.at(-1)?.id ?? ""}:${outgoing.length}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is newest decides, not what the box is
  useEffect(() => {
    if (near.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [newest]);

  if (query.data === undefined)
    return query.isPending ? (
      <div className={classes.messages}>
        <RowsSkeleton rows={4} />
      </div>
    ) : (
      <div className={classes.messages}>
        <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  return (
    <section
      ref={box}
      className={classes.messages}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
      tabIndex={0}
      aria-label="Messages"
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        near.current = scrollHeight - scrollTop - clientHeight < nearPx;
      }}
    >
      {query.hasNextPage && (
        <div className={classes.older}>
          {query.isFetchNextPageError && <FormError error={query.error} />}
          <Button
            size="compact-sm"
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show what was said before
          </Button>
        </div>
      )}
      {messages.length === 0 && outgoing.length === 0 && (
        <p className={classes.event}>Nothing has been said in this conversation yet.</p>
      )}
      <ol className={classes.list} role="log" aria-live="polite" aria-label="What was said">
        {messages.map((message) => (
          <MessageView key={message.id} message={message} conversation={conversation} />
        ))}
        {outgoing.map((item) => (
          <OutgoingView
            key={item.clientKey}
            item={item}
            onRetry={() => outbox.retry(item, send)}
            onDrop={() => outbox.drop(item.clientKey)}
          />
        ))}
      </ol>
    </section>
  );
}
