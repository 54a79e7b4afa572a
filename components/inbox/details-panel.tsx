"use client";

import { Badge, Select, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useAllMembers } from "@/components/members/use-members";
import { RelativeTime } from "@/components/patterns/relative-time";
import { toastDone, toastError } from "@/components/patterns/toast";
import { TextLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { ConversationDetail } from "@/lib/features/conversation/conversation.schema";
import { roleAllows } from "@/lib/platform/auth/permissions";
import { humanizeCode } from "@/lib/shared/format";
import classes from "./inbox.module.css";
import { languageWords, safeHref, statusWords } from "./inbox-words";
import { useConversationChanges } from "./use-inbox";

/** What is known of a conversation beside what was said. */
export function DetailsPanel({ conversation }: { conversation: ConversationDetail }) {
  const { base, can } = useWorkspace();
  const { visitor, lead, assistant, status, rating } = conversation;
  const page = safeHref(conversation.pageUrl);
  return (
    <div className={classes.details}>
      <Assignee conversation={conversation} />
      <dl>
        <Row name="Status">
          <Badge color={statusWords[status].color}>{statusWords[status].label}</Badge>
        </Row>
        <Row name="Name">{visitor.name || "Not said"}</Row>
        <Row name="E-mail">
          {visitor.email === "" ? "Not said" : <a href={`mailto:${visitor.email}`}>{visitor.email}</a>}
        </Row>
        <Row name="Language">{languageWords(conversation.language)}</Row>
        <Row name="Page">
          {page === null ? (
            "Not known"
          ) : (
            <a href={page} target="_blank" rel="noreferrer noopener">
              {page.replace(/^https?:\/\//, "")}
            </a>
          )}
        </Row>
        <Row name="Assistant">
          {can("assistants.read") ? (
            <TextLink href={`${base}/assistants/${assistant.id}`}>{assistant.name}</TextLink>
          ) : (
            assistant.name
          )}
        </Row>
        <Row name="Begun">
          <RelativeTime iso={conversation.createdAt} />
        </Row>
        {conversation.handoffAt !== null && (
          <Row name="Person asked for">
            <RelativeTime iso={conversation.handoffAt} />
          </Row>
        )}
        {conversation.resolvedAt !== null && (
          <Row name="Resolved">
            <RelativeTime iso={conversation.resolvedAt} />
            {conversation.resolvedBy !== null && ` by ${conversation.resolvedBy.name || "a former member"}`}
          </Row>
        )}
        <Row name="Rating">
          {rating === null ? "None" : `${rating} of 5`}
          {conversation.ratingComment !== "" && <q className={classes.comment}>{conversation.ratingComment}</q>}
        </Row>
        {lead !== null && (
          <Row name="Lead">
            <TextLink href={`${base}/leads?lead=${lead.id}`}>{lead.name || lead.email}</TextLink>{" "}
            <Text span size="xs" c="dimmed">
              {humanizeCode(lead.status)}
            </Text>
          </Row>
        )}
      </dl>
    </div>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Who has the conversation, to be changed by whoever may answer in it. */
function Assignee({ conversation }: { conversation: ConversationDetail }) {
  const { can } = useWorkspace();
  const { act } = useConversationChanges(conversation.id);
  const members = useAllMembers();
  const { assignee, status } = conversation;
  const mayAssign = can("conversations.write") && status !== "resolved";
  if (!mayAssign)
    return (
      <dl>
        <Row name="Assigned to">{assignee === null ? "Nobody" : assignee.name || "A former member"}</Row>
      </dl>
    );
  const people = (members.data ?? [])
    .filter((member) => roleAllows(member.role, "conversations.write"))
    .map((member) => ({ value: member.userId, label: member.displayName }));
  if (assignee !== null && !people.some((person) => person.value === assignee.id))
    people.push({ value: assignee.id, label: assignee.name || "A former member" });
  const assign = async (userId: string | null) => {
    try {
      await act("assign", { userId });
      toastDone(userId === null ? "Nobody has it now. The visitor waits." : "Assigned.");
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <Select
      label="Assigned to"
      placeholder="Nobody"
      size="sm"
      clearable
      searchable
      clearButtonProps={{ "aria-label": "Assign to nobody" }}
      nothingFoundMessage="Nobody of that name may answer"
      data={people}
      value={assignee?.id ?? null}
      onChange={(userId) => void assign(userId)}
    />
  );
}
