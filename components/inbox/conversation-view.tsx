"use client";

import { ActionIcon, Badge, Button, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowLeft, IconInfoCircle } from "@tabler/icons-react";
import type { RefObject } from "react";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { ErrorState } from "@/components/patterns/states";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { ConversationActions } from "./conversation-actions";
import { DetailsPanel } from "./details-panel";
import classes from "./inbox.module.css";
import { statusWords, visitorName } from "./inbox-words";
import { MessageList } from "./message-list";
import { ReplyBox } from "./reply-box";
import { useConversation } from "./use-inbox";
import type { Outbox } from "./use-outbox";

type Props = { id: string; outbox: Outbox; field: RefObject<HTMLTextAreaElement | null>; onBack: () => void };

export function ConversationView({ id, outbox, field, onBack }: Props) {
  const { can } = useWorkspace();
  const query = useConversation(id);
  const [showing, details] = useDisclosure(false);
  const back = (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={40}
      className={classes.back ?? ""}
      aria-label="Back to the list"
      onClick={onBack}
    >
      <IconArrowLeft size={20} aria-hidden="true" />
    </ActionIcon>
  );
  if (query.data === undefined)
    return (
      <div className={classes.loading}>
        {back}
        {query.isPending ? (
          <RowsSkeleton rows={5} />
        ) : (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        )}
      </div>
    );
  const conversation = query.data;
  const { status } = conversation;
  return (
    <>
      <section className={classes.talk} aria-label={`Conversation with ${visitorName(conversation.visitor)}`}>
        <header className={classes.talkHead}>
          {back}
          <div className={classes.talkTitle}>
            <h2>{visitorName(conversation.visitor)}</h2>
            <Badge color={statusWords[status].color}>{statusWords[status].label}</Badge>
          </div>
          <ConversationActions conversation={conversation} onGone={onBack} />
          <ActionIcon
            variant="default"
            size={30}
            className={classes.detailsButton ?? ""}
            aria-label="Show the details"
            onClick={details.open}
          >
            <IconInfoCircle size={18} aria-hidden="true" />
          </ActionIcon>
        </header>
        <MessageList key={id} conversation={conversation} outbox={outbox} />
        {!can("conversations.write") ? (
          <p className={classes.note}>You can read this. Editors, admins and owners answer visitors.</p>
        ) : status === "resolved" ? (
          <p className={classes.note}>This conversation is over. Reopen it to write to the visitor.</p>
        ) : (
          <ReplyBox key={id} conversation={conversation} outbox={outbox} field={field} onLeave={onBack} />
        )}
      </section>
      <aside className={classes.side} aria-label="Details of the conversation">
        <DetailsPanel conversation={conversation} />
      </aside>
      <Drawer opened={showing} onClose={details.close} position="right" title="Details" size="20rem">
        <DetailsPanel conversation={conversation} />
        <Button fullWidth mt="md" variant="default" onClick={details.close}>
          Close
        </Button>
      </Drawer>
    </>
  );
}
