"use client";

import { ActionIcon, Button, FileButton, Loader, Text } from "@mantine/core";
import { IconCheck, IconFileText, IconLink, IconSitemap, IconUpload, IconX } from "@tabler/icons-react";
import { type DragEvent, useRef, useState } from "react";
import { formatBytes } from "@/lib/shared/format";
import { AddAddressDialog } from "./add-address-dialog";
import { AddTextDialog } from "./add-text-dialog";
import classes from "./sources.module.css";
import { type Upload, useUploads } from "./use-uploads";

const accepted = ".pdf,.docx,.html,.htm,.md,.markdown,.csv,.txt";
type Dialog = "text" | "url" | "site" | null;

/** Files by dropping or choosing them, addresses, and texts. */
export function AddSources({ assistantId }: { assistantId: string }) {
  const { uploads, add, retry, dismiss } = useUploads(assistantId);
  const [isOver, setOver] = useState(false);
  const [dialog, setDialog] = useState<Dialog>(null);
  const reset = useRef<() => void>(null);
  const close = () => setDialog(null);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add([...event.dataTransfer.files]);
  };
  const icon = { size: 16, "aria-hidden": "true" as const };
  return (
    <section aria-label="Add sources" className={classes.add}>
      {/* Dropping is a second way; the button beside it is for everybody. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only takes what is dropped */}
      <div
        className={classes.drop}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileButton
          multiple
          accept={accepted}
          resetRef={reset}
          onChange={(files) => {
            add(files);
            reset.current?.();
          }}
        >
          {(props) => (
            <Button {...props} leftSection={<IconUpload {...icon} />}>
              Choose files
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          or drop them here: PDF, Word, HTML, Markdown, CSV or text, at most 10 MB each
        </Text>
      </div>
      <div className={classes.ways}>
        <Button variant="default" leftSection={<IconFileText {...icon} />} onClick={() => setDialog("text")}>
          Paste text
        </Button>
        <Button variant="default" leftSection={<IconLink {...icon} />} onClick={() => setDialog("url")}>
          Add a page
        </Button>
        <Button variant="default" leftSection={<IconSitemap {...icon} />} onClick={() => setDialog("site")}>
          Add a site
        </Button>
      </div>
      {uploads.length > 0 && (
        <ul className={classes.uploads} aria-label="Files on their way">
          {uploads.map((item) => (
            <UploadItem key={item.id} item={item} onRetry={() => retry(item)} onDismiss={() => dismiss(item.id)} />
          ))}
        </ul>
      )}
      <AddTextDialog assistantId={assistantId} opened={dialog === "text"} onClose={close} />
      <AddAddressDialog assistantId={assistantId} kind="url" opened={dialog === "url"} onClose={close} />
      <AddAddressDialog assistantId={assistantId} kind="site" opened={dialog === "site"} onClose={close} />
    </section>
  );
}

const stateWords: Record<Upload["state"], string> = {
  waiting: "Waiting for the others",
  sending: "Sending",
  known: "The assistant has this file already",
  failed: "",
};

type ItemProps = { item: Upload; onRetry: () => void; onDismiss: () => void };

function UploadItem({ item, onRetry, onDismiss }: ItemProps) {
  const isOver = item.state !== "waiting" && item.state !== "sending";
  return (
    <li className={classes.upload}>
      <span className={classes.uploadMark} aria-hidden="true">
        {item.state === "failed" ? <IconX size={16} /> : isOver ? <IconCheck size={16} /> : <Loader size={14} />}
      </span>
      <div className={classes.words}>
        <span className={classes.name}>{item.file.name}</span>{" "}
        <Text component="span" size="sm" c={item.state === "failed" ? "red" : "dimmed"} role="status">
          {item.state === "failed" ? item.reason : `${stateWords[item.state]}, ${formatBytes(item.file.size)}`}
        </Text>
      </div>
      {item.state === "failed" && item.canRetry && (
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
      {isOver && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Take ${item.file.name} off this list`}
          onClick={onDismiss}
        >
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      )}
    </li>
  );
}
