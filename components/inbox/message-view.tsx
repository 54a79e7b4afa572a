"use client";

import { Badge, Button } from "@mantine/core";
import { IconThumbDown, IconThumbUp } from "@tabler/icons-react";
import { FormError } from "@/components/patterns/form-error";
import { RelativeTime } from "@/components/patterns/relative-time";
import { TextLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Citation } from "@/lib/features/assistant/answers/answer.schema";
import type { Conversation, Message } from "@/lib/features/conversation/conversation.schema";
import { safeHref, visitorName } from "./inbox-words";
import { MessageText } from "./message-text";
import classes from "./messages.module.css";
import type { Outgoing } from "./use-outbox";

const answerWords: Partial<Record<NonNullable<Message["status"]>, string>> = {
  uncertain: "Not certain",
  unknown: "Did not know",
  offered: "Offered a choice",
  no_documents: "Knows nothing yet",
};

export function MessageView({ message, conversation }: { message: Message; conversation: Conversation }) {
  const { can, base } = useWorkspace();
  if (message.role === "system")
    return (
      <li className={classes.event}>
        {message.body} <RelativeTime iso={message.createdAt} />
      </li>
    );
  const who =
    message.role === "visitor"
      ? visitorName(conversation.visitor)
      : message.role === "assistant"
        ? conversation.assistant.name
        : message.isMine
          ? "You"
          : (message.authorName ?? "A former member");
  const label = message.status === null ? undefined : answerWords[message.status];
  const assistant = `${base}/assistants/${conversation.assistant.id}`;
  return (
    <li className={classes.message} data-role={message.role}>
      <div className={classes.meta}>
        <strong>{who}</strong>
        {message.role === "assistant" && <Badge size="xs">Assistant</Badge>}
        {label !== undefined && (
          <Badge size="xs" color="sun">
            {label}
          </Badge>
        )}
        <RelativeTime iso={message.createdAt} />
        {message.feedback !== null && (
          <span className={classes.thumb}>
            {message.feedback === 1 ? (
              <IconThumbUp size={14} aria-hidden="true" />
            ) : (
              <IconThumbDown size={14} aria-hidden="true" />
            )}
            {message.feedback === 1 ? "Helped" : "Did not help"}
          </span>
        )}
      </div>
      <div className={classes.bubble} dir="auto">
        <MessageText text={message.body} rich={message.role === "assistant"} />
      </div>
      {message.fallback !== null && <p className={classes.heading}>{message.fallback.reason}, so this was quoted.</p>}
      {message.citations.length > 0 && <Citations citations={message.citations} assistant={assistant} />}
      {message.role === "visitor" && can("assistants.write") && (
        <TextLink
          className={classes.curate ?? ""}
          size="xs"
          href={`${assistant}/answers?question=${encodeURIComponent(message.body.slice(0, 300))}`}
        >
          Write an answer for this question
        </TextLink>
      )}
    </li>
  );
}

/** What the visitor saw as sources, with the way to the place in the document. */
function Citations({ citations, assistant }: { citations: Citation[]; assistant: string }) {
  return (
    <ul className={classes.citations} aria-label="Sources of this answer">
      {citations.map((citation) => {
        const href = safeHref(citation.url);
        return (
          <li key={citation.ord}>
            <details className={classes.citation}>
              <summary>
                [{citation.ord}] {citation.title}
                {citation.page !== null && `, page ${citation.page}`}
              </summary>
              {citation.heading !== "" && <p className={classes.heading}>{citation.heading}</p>}
              <blockquote dir="auto">{citation.quote}</blockquote>
              <p className={classes.citationLinks}>
                <TextLink
                  size="xs"
                  href={`${assistant}/documents/${citation.documentId}?at=${citation.startAt}-${citation.endAt}`}
                >
                  Open in the document
                </TextLink>
                {href !== null && (
                  <a href={href} target="_blank" rel="noreferrer noopener">
                    Public page
                  </a>
                )}
              </p>
            </details>
          </li>
        );
      })}
    </ul>
  );
}

type OutgoingProps = { item: Outgoing; onRetry: () => void; onDrop: () => void };

export function OutgoingView({ item, onRetry, onDrop }: OutgoingProps) {
  return (
    <li className={classes.message} data-role="agent" data-pending={item.sending}>
      <div className={classes.meta}>
        <strong>You</strong> {item.sending ? <span role="status">Sending</span> : "Not sent"}
      </div>
      <div className={classes.bubble} dir="auto">
        <MessageText text={item.text} rich={false} />
      </div>
      {!item.sending && (
        <div className={classes.failed}>
          <FormError error={item.error} />
          <div className={classes.failedActions}>
            <Button size="compact-sm" onClick={onRetry}>
              Send again
            </Button>
            <Button size="compact-sm" variant="default" onClick={onDrop}>
              Discard
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
