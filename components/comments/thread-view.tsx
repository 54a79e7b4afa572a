"use client";

import { Badge, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { RelativeTime } from "@/components/patterns/relative-time";
import { toastDone, toastError } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { PersonAvatar } from "@/components/ui/person-avatar";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Comment, Thread } from "@/lib/features/comment/comment.schema";
import type { ProjectPerson } from "@/lib/features/sharing/sharing.schema";
import { CommentForm } from "./comment-form";
import classes from "./comments.module.css";
import { useCommentChanges } from "./use-comments";

type Common = { buildId: string; people: ProjectPerson[]; mayEdit: boolean };

export function ThreadView({ thread, ...common }: Common & { thread: Thread }) {
  const { update, create } = useCommentChanges(common.buildId);
  const [replying, reply] = useDisclosure(false);
  const [pending, setPending] = useState(false);
  const action = useActionKey();
  const resolved = thread.resolvedAt !== null;
  const settle = async () => {
    setPending(true);
    try {
      await update(thread.id, { resolved: !resolved });
      toastDone(resolved ? "The thread is open again." : "Resolved.");
    } catch (cause) {
      toastError(cause);
    } finally {
      setPending(false);
    }
  };
  const deleted = thread.deletedAt !== null;
  return (
    <li className={classes.thread} data-resolved={resolved}>
      <div className={classes.threadHead}>
        {thread.anchor !== null && (
          <Badge color="gray" className={classes.anchor ?? ""}>
            {thread.anchor.kind}: {thread.anchor.ref}
          </Badge>
        )}
        {resolved && <Badge color="patina">Resolved</Badge>}
      </div>
      <CommentView comment={thread} {...common} />
      {thread.replies.length > 0 && (
        <ol className={classes.replies} aria-label="Replies">
          {thread.replies.map((item) => (
            <li key={item.id}>
              <CommentView comment={item} {...common} />
            </li>
          ))}
        </ol>
      )}
      {replying ? (
        <CommentForm
          label="Reply"
          submitLabel="Reply"
          people={common.people}
          onCancel={reply.close}
          onSubmit={async (draft) => {
            const body = { ...draft, parentId: thread.id };
            await create(body, action.keyFor(body));
            action.finish();
            reply.close();
          }}
        />
      ) : (
        <div className={classes.threadActions}>
          {!deleted && (
            <Button size="compact-sm" variant="subtle" onClick={reply.open}>
              Reply
            </Button>
          )}
          {!deleted && (common.mayEdit || thread.isMine) && (
            <Button size="compact-sm" variant="subtle" loading={pending} onClick={() => void settle()}>
              {resolved ? "Reopen" : "Resolve"}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function CommentView({ comment, buildId, people }: Common & { comment: Comment }) {
  const { workspace } = useWorkspace();
  const { update, remove } = useCommentChanges(buildId);
  const [editing, edit] = useDisclosure(false);
  const [deleting, ask] = useDisclosure(false);
  const isAdmin = workspace.role === "admin" || workspace.role === "owner";
  const author = comment.author ?? "A former member";
  if (comment.deletedAt !== null) return <p className={classes.gone}>This comment was deleted.</p>;
  if (editing) {
    return (
      <CommentForm
        label="Change your comment"
        submitLabel="Save"
        people={people}
        start={{ body: comment.body, mentions: comment.mentions }}
        onCancel={edit.close}
        onSubmit={async (draft) => {
          await update(comment.id, draft);
          edit.close();
        }}
      />
    );
  }
  return (
    <article className={classes.comment}>
      <PersonAvatar name={author} size={28} />
      <div className={classes.words}>
        <p className={classes.meta}>
          <strong>{author}</strong> <RelativeTime iso={comment.createdAt} />
          {comment.editedAt !== null && " (changed)"}
        </p>
        <p className={classes.body}>{comment.body}</p>
        {(comment.isMine || isAdmin) && (
          <div className={classes.own}>
            {comment.isMine && (
              <Button size="compact-xs" variant="subtle" color="gray" onClick={edit.open}>
                Edit
              </Button>
            )}
            <Button size="compact-xs" variant="subtle" color="gray" onClick={ask.open}>
              Delete
            </Button>
          </div>
        )}
      </div>
      <ConfirmDialog
        opened={deleting}
        onClose={ask.close}
        title="Delete this comment?"
        confirmLabel="Delete"
        danger
        onConfirm={async () => {
          await remove(comment.id);
          toastDone("The comment is gone.");
        }}
      >
        Its words cannot be brought back. Replies to it stay.
      </ConfirmDialog>
    </article>
  );
}
