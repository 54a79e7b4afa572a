"use client";

import { Button, Combobox, Kbd, Text, Textarea, useCombobox } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { type KeyboardEvent, type RefObject, useEffect } from "react";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { type ConversationDetail, replyMaxLength } from "@/lib/features/conversation/conversation.schema";
import { useCannedReplies } from "./canned-replies";
import classes from "./inbox.module.css";
import { useDraft } from "./use-draft";
import { useConversationChanges } from "./use-inbox";
import type { Outbox } from "./use-outbox";

const shownReplies = 6;

type Props = {
  conversation: ConversationDetail;
  outbox: Outbox;
  field: RefObject<HTMLTextAreaElement | null>;
  onLeave: () => void;
};

/** Where a person answers. A slash at the beginning offers ready-made replies; Ctrl or Cmd with Enter sends. */
export function ReplyBox({ conversation, outbox, field, onLeave }: Props) {
  const { me } = useWorkspace();
  const { send } = useConversationChanges(conversation.id);
  const [draft, setDraft] = useDraft(conversation.id);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const wanted = /^\/([^\n]*)$/.exec(draft)?.[1];
  const replies = useCannedReplies(wanted !== undefined);
  const offered = matching(replies.data ?? [], wanted ?? "").slice(0, shownReplies);

  const { selectFirstOption } = combobox;
  const offeredIds = offered.map((reply) => reply.id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first of what is offered now, once it stands there
  useEffect(() => {
    if (offeredIds !== "") selectFirstOption();
  }, [offeredIds]);

  const submit = () => {
    const text = draft.trim();
    if (text === "") return;
    outbox.send(conversation.id, text, send);
    setDraft("");
  };
  const change = (text: string) => {
    setDraft(text);
    if (text.startsWith("/") && !text.includes("\n")) combobox.openDropdown();
    else combobox.closeDropdown();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && !combobox.dropdownOpened) {
      event.preventDefault();
      onLeave();
    }
  };
  const isOpen = combobox.dropdownOpened && wanted !== undefined;
  return (
    <form
      className={classes.reply}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Combobox
        store={{ ...combobox, dropdownOpened: isOpen }}
        position="top-start"
        onOptionSubmit={(id) => {
          const chosen = replies.data?.find((reply) => reply.id === id);
          if (chosen) setDraft(chosen.body);
          combobox.closeDropdown();
          field.current?.focus();
        }}
      >
        <Combobox.Target withAriaAttributes={isOpen}>
          <Textarea
            ref={field}
            label="Your answer"
            placeholder="Write to the visitor, or / for a ready-made reply"
            autosize
            minRows={2}
            maxRows={8}
            maxLength={replyMaxLength}
            dir="auto"
            value={draft}
            onChange={(event) => change(event.currentTarget.value)}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={onKeyDown}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={!isOpen}>
          <Combobox.Options>
            {offered.map((reply) => (
              <Combobox.Option key={reply.id} value={reply.id}>
                <span className={classes.cannedTitle}>{reply.title}</span>
                <span className={classes.cannedBody}>{reply.body}</span>
              </Combobox.Option>
            ))}
            {offered.length === 0 && (
              <Combobox.Empty>
                {replies.isPending
                  ? "Loading"
                  : replies.isError
                    ? "The ready-made replies could not be loaded."
                    : "No ready-made reply fits."}
              </Combobox.Empty>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <div className={classes.replyFoot}>
        <Text size="xs" c="dimmed">
          {hintOf(conversation, me.id)}
          <span className={classes.keys}>
            {" "}
            <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd> sends.
          </span>
        </Text>
        <Button type="submit" disabled={draft.trim() === ""} leftSection={<IconSend size={16} aria-hidden="true" />}>
          Send
        </Button>
      </div>
    </form>
  );
}

function hintOf({ status, assignee }: ConversationDetail, myId: string): string {
  if (assignee !== null && assignee.id !== myId)
    return `${assignee.name || "A former member"} has this conversation; you can write as well.`;
  if (status === "bot") return "If you send, the conversation is yours and the assistant is silent.";
  if (status === "waiting") return "The visitor waits. If you send, the conversation is yours.";
  return "The assistant is silent while you have this conversation.";
}

function matching<T extends { title: string; body: string }>(replies: readonly T[], wanted: string): T[] {
  const words = wanted.trim().toLowerCase();
  const inTitle = replies.filter((reply) => reply.title.toLowerCase().includes(words));
  const inBody = replies.filter((reply) => !inTitle.includes(reply) && reply.body.toLowerCase().includes(words));
  return [...inTitle, ...inBody];
}
