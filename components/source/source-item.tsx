"use client";

import { ActionIcon, Badge, Button, Menu, Progress, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconDots,
  IconFileText,
  IconFileTypePdf,
  IconLink,
  IconPencil,
  IconRefresh,
  IconSitemap,
  IconTable,
  IconTrash,
  type TablerIcon,
} from "@tabler/icons-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { RelativeTime } from "@/components/patterns/relative-time";
import { toastDone, toastError } from "@/components/patterns/toast";
import { TextLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Source } from "@/lib/features/source/source.schema";
import { EditSourceDialog } from "./edit-source-dialog";
import { SourcePages } from "./source-pages";
import { factsOf, statusWords } from "./source-words";
import classes from "./sources.module.css";
import { isUnderWay, useSourceActions } from "./use-sources";

type Props = { source: Source; mayWrite: boolean };

export function SourceItem({ source, mayWrite }: Props) {
  const { base } = useWorkspace();
  const Icon = iconOf(source);
  const status = statusWords(source);
  const underWay = isUnderWay(source);
  return (
    <li className={classes.item}>
      <span className={classes.icon}>
        <Icon size={20} stroke={1.6} aria-hidden="true" />
      </span>
      <div className={classes.words}>
        <div className={classes.itemHead}>
          {source.documentId !== null && source.kind !== "site" ? (
            <TextLink
              className={classes.name ?? ""}
              href={`${base}/assistants/${source.assistantId}/documents/${source.documentId}`}
            >
              {source.title}
            </TextLink>
          ) : (
            <span className={classes.name}>{source.title}</span>
          )}
          <Badge color={status.color} className={classes.badge ?? ""}>
            {status.label}
          </Badge>
        </div>
        {source.url !== null && (
          <Text size="sm" className={classes.address ?? ""}>
            <a href={source.url} target="_blank" rel="noreferrer noopener">
              {source.url}
            </a>
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {factsOf(source)}
          {source.syncedAt !== null && (
            <>
              , <RelativeTime iso={source.syncedAt} prefix="read" />
            </>
          )}
        </Text>
        {underWay && (
          <Progress
            mt={6}
            size="sm"
            value={Math.max(source.progress, 3)}
            animated
            aria-label={`How far ${source.title} has been read`}
          />
        )}
        {source.error !== null && !underWay && (
          <Text size="sm" {...(source.status === "failed" ? { c: "red" } : {})} mt={4} role="status">
            {source.status === "ready" && "It was not renewed; what was known stays. "}
            {source.error.message}
          </Text>
        )}
        {source.skippedPages > 0 && !underWay && (
          <Text size="sm" c="dimmed">
            {source.skippedPages === 1 ? "One page" : `${source.skippedPages} pages`} could not be read.
          </Text>
        )}
        {source.kind === "site" && source.documentCount > 0 && <SourcePages source={source} />}
      </div>
      {mayWrite && <Actions source={source} />}
    </li>
  );
}

function Actions({ source }: { source: Source }) {
  const { retry, resync, remove } = useSourceActions(source.assistantId);
  const [editing, edit] = useDisclosure(false);
  const [deleting, ask] = useDisclosure(false);
  const [pending, setPending] = useState(false);
  const isAddress = source.kind === "url" || source.kind === "site";
  const again = async (how: (id: string) => Promise<unknown>) => {
    setPending(true);
    try {
      await how(source.id);
    } catch (cause) {
      toastError(cause);
    } finally {
      setPending(false);
    }
  };
  return (
    <div className={classes.actions}>
      {source.status === "failed" && (
        <Button size="compact-sm" variant="default" loading={pending} onClick={() => void again(retry)}>
          Try again
        </Button>
      )}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`More for ${source.title}`}>
            <IconDots size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isAddress && source.status === "ready" && (
            <Menu.Item
              leftSection={<IconRefresh size={16} aria-hidden="true" />}
              disabled={pending}
              onClick={() => void again(resync)}
            >
              Read it again now
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden="true" />} onClick={edit.open}>
            {isAddress ? "Title and rhythm" : "Rename"}
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={ask.open}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <EditSourceDialog source={source} opened={editing} onClose={edit.close} />
      <ConfirmDialog
        opened={deleting}
        onClose={ask.close}
        title="Delete this source?"
        confirmLabel="Delete"
        danger
        onConfirm={async () => {
          await remove(source.id);
          toastDone("The source is gone. No answer uses it any more.");
        }}
      >
        Everything that was read from “{source.title}” is forgotten at once. Answers that were given from it stay in
        their conversations.
      </ConfirmDialog>
    </div>
  );
}

function iconOf({ kind, format }: Source): TablerIcon {
  if (kind === "site") return IconSitemap;
  if (kind === "url") return IconLink;
  if (format === "pdf") return IconFileTypePdf;
  return format === "csv" ? IconTable : IconFileText;
}
