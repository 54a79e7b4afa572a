"use client";

import { ActionIcon, Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCheck, IconDots, IconMail, IconMailCheck, IconRobot, IconTrash, IconUserCheck } from "@tabler/icons-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { toastDone, toastError } from "@/components/patterns/toast";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { ConversationDetail } from "@/lib/features/conversation/conversation.schema";
import classes from "./inbox.module.css";
import { TranscriptDialog } from "./transcript-dialog";
import { type ConversationAction, useConversationChanges } from "./use-inbox";

type Props = { conversation: ConversationDetail; onGone: () => void };

export function ConversationActions({ conversation, onGone }: Props) {
  const { can, me } = useWorkspace();
  const { act, remove } = useConversationChanges(conversation.id);
  const [pending, setPending] = useState<ConversationAction | null>(null);
  const [mailing, mail] = useDisclosure(false);
  const [deleting, ask] = useDisclosure(false);
  const { status, assignee } = conversation;
  const address = conversation.visitor.email || conversation.lead?.email || "";
  const over = status === "resolved";
  const mayWrite = can("conversations.write");

  const run = async (action: ConversationAction, done: string, body: object = {}) => {
    setPending(action);
    try {
      await act(action, body);
      toastDone(done);
    } catch (error) {
      toastError(error);
    } finally {
      setPending(null);
    }
  };
  const mayTake = !over && (assignee === null || (assignee.id === me.id && status !== "human"));
  return (
    <div className={classes.actions}>
      {mayWrite && mayTake && (
        <Button
          size="compact-md"
          variant={status === "waiting" ? "filled" : "default"}
          loading={pending === "take-over"}
          leftSection={<IconUserCheck size={16} aria-hidden="true" />}
          onClick={() => void run("take-over", "The conversation is yours. The assistant is silent.")}
        >
          Take over
        </Button>
      )}
      {mayWrite && !over && (
        <Button
          size="compact-md"
          variant="default"
          loading={pending === "resolve"}
          leftSection={<IconCheck size={16} aria-hidden="true" />}
          onClick={() => void run("resolve", "Resolved.")}
        >
          Resolve
        </Button>
      )}
      {mayWrite && over && (
        <Button
          size="compact-md"
          variant="default"
          loading={pending === "reopen"}
          onClick={() => void run("reopen", "The conversation is open again.")}
        >
          Reopen
        </Button>
      )}
      {(mayWrite || can("conversations.delete")) && (
        <Menu position="bottom-end" width={250}>
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label="More actions">
              <IconDots size={18} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {mayWrite && (status === "human" || status === "waiting") && (
              <Menu.Item
                leftSection={<IconRobot size={16} aria-hidden="true" />}
                onClick={() => void run("release", "The assistant answers again.")}
              >
                Give back to the assistant
              </Menu.Item>
            )}
            {mayWrite && !over && address !== "" && (
              <Menu.Item
                leftSection={<IconMailCheck size={16} aria-hidden="true" />}
                onClick={() => void run("resolve", `Resolved. A transcript went to ${address}.`, { transcript: true })}
              >
                Resolve and mail a transcript
              </Menu.Item>
            )}
            {mayWrite && (
              <Menu.Item leftSection={<IconMail size={16} aria-hidden="true" />} onClick={mail.open}>
                Mail a transcript
              </Menu.Item>
            )}
            {can("conversations.delete") && (
              <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={ask.open}>
                Delete
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <TranscriptDialog conversation={conversation} opened={mailing} onClose={mail.close} />
      <ConfirmDialog
        opened={deleting}
        onClose={ask.close}
        title="Delete this conversation?"
        confirmLabel="Delete conversation"
        danger
        onConfirm={async () => {
          await remove();
          toastDone("The conversation is gone.");
          onGone();
        }}
      >
        All that was said goes with it, for the visitor, too. It stays counted in its month, and a lead left in it
        stays.
      </ConfirmDialog>
    </div>
  );
}
