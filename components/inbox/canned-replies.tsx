"use client";

import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconMessagePlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { type CannedReply, cannedBodyMax, cannedTitleMax } from "@/lib/features/canned-reply/canned-reply.schema";
import { type ApiResult, api } from "@/lib/shared/api-client";
import classes from "./inbox.module.css";

/** More than a list to choose from can use. */
const pagesAtMost = 5;

export function useCannedReplies(enabled = true) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "canned-replies"],
    enabled,
    queryFn: async ({ signal }) => {
      const replies: CannedReply[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < pagesAtMost; page++) {
        const answer: ApiResult<CannedReply[]> = await api.get<CannedReply[]>("canned-replies", {
          query: { ...scope, limit: 100, cursor },
          signal,
        });
        replies.push(...answer.data);
        cursor = answer.page?.nextCursor ?? null;
        if (cursor === null) break;
      }
      return replies.sort((a, b) => a.title.localeCompare(b.title));
    },
  });
}

export function CannedRepliesDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { scope, key } = useWorkspace();
  const queryClient = useQueryClient();
  const replies = useCannedReplies(opened);
  const [editing, edit] = useState<CannedReply | "new" | null>(null);
  const [deleting, setDeleting] = useState<CannedReply | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: [...key, "canned-replies"] });
  const add = (
    <Button leftSection={<IconMessagePlus size={16} aria-hidden="true" />} onClick={() => edit("new")}>
      New reply
    </Button>
  );
  return (
    <>
      <Modal
        opened={opened}
        onClose={() => {
          edit(null);
          onClose();
        }}
        size="lg"
        title={<Text fw={640}>Ready-made replies</Text>}
      >
        {editing !== null ? (
          <ReplyForm
            key={editing === "new" ? "new" : editing.id}
            reply={editing === "new" ? null : editing}
            onDone={async () => {
              await refresh();
              edit(null);
            }}
            onCancel={() => edit(null)}
          />
        ) : (
          <QueryView query={replies} skeleton={<RowsSkeleton rows={3} />}>
            {(items) =>
              items.length === 0 ? (
                <EmptyState
                  compact
                  icon={IconMessagePlus}
                  title="Write once, send often"
                  body="Keep the answers you give again and again. In the inbox, a / offers them."
                  actions={add}
                />
              ) : (
                <Stack gap="sm">
                  <ul className={classes.cannedList}>
                    {items.map((reply) => (
                      <li key={reply.id}>
                        <div className={classes.cannedText}>
                          <strong>{reply.title}</strong>
                          <p dir="auto">{reply.body}</p>
                        </div>
                        <Group gap="xs">
                          <Button
                            size="compact-sm"
                            variant="default"
                            aria-label={`Edit ${reply.title}`}
                            onClick={() => edit(reply)}
                          >
                            Edit
                          </Button>
                          <Button
                            size="compact-sm"
                            variant="subtle"
                            color="red"
                            aria-label={`Delete ${reply.title}`}
                            onClick={() => setDeleting(reply)}
                          >
                            Delete
                          </Button>
                        </Group>
                      </li>
                    ))}
                  </ul>
                  <Group justify="flex-end">{add}</Group>
                </Stack>
              )
            }
          </QueryView>
        )}
      </Modal>
      <ConfirmDialog
        opened={deleting !== null}
        onClose={() => setDeleting(null)}
        title={`Delete “${deleting?.title ?? ""}”?`}
        confirmLabel="Delete reply"
        danger
        onConfirm={async () => {
          await api.delete(`canned-replies/${deleting?.id}`, { query: scope });
          await refresh();
          toastDone("The reply is gone.");
        }}
      >
        Nobody can choose it any more. What was sent with it stays.
      </ConfirmDialog>
    </>
  );
}

type FormProps = { reply: CannedReply | null; onDone: () => Promise<void>; onCancel: () => void };

function ReplyForm({ reply, onDone, onCancel }: FormProps) {
  const { scope } = useWorkspace();
  const action = useActionKey();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { title: reply?.title ?? "", body: reply?.body ?? "" },
    validate: (values) => ({
      ...(values.title.trim() === "" ? { title: "Give it a title to find it by" } : {}),
      ...(values.body.trim() === "" ? { body: "Write what is sent" } : {}),
    }),
    submit: async (values) => {
      if (reply !== null) await api.patch(`canned-replies/${reply.id}`, { query: scope, body: values });
      else await api.post("canned-replies", { query: scope, body: values, idempotencyKey: action.keyFor(values) });
      action.finish();
      await onDone();
      toastDone(reply === null ? "Kept. A / in the reply box offers it." : "Saved.");
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <TextInput
          label="Title"
          maxLength={cannedTitleMax}
          data-autofocus
          data-path="title"
          {...form.getInputProps("title")}
        />
        <Textarea
          label="Text"
          autosize
          minRows={4}
          maxRows={12}
          maxLength={cannedBodyMax}
          data-path="body"
          {...form.getInputProps("body")}
        />
        <FormError error={error} />
        <DialogButtons onCancel={onCancel} submit={reply === null ? "Keep reply" : "Save"} pending={pending} />
      </Stack>
    </form>
  );
}
