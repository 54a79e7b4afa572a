"use client";

import { Button } from "@mantine/core";
import { IconExternalLink, IconPlayerStop, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { toastError } from "@/components/patterns/toast";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { type Export, isHostTarget } from "@/lib/features/export/export.schema";
import { api } from "@/lib/shared/api-client";
import { openWords } from "./export-words";
import classes from "./exports.module.css";
import { isOpen, useRefreshExports } from "./use-exports";

/** Where it went, how it was built, and what can still be done about it. */
export function ExportActions({ row, projectId }: { row: Export; projectId: string }) {
  const { can } = useWorkspace();
  const isHost = isHostTarget(row.target);
  // A host names the address before anything is there.
  const isThere = row.url !== null && (!isHost || row.status === "succeeded");
  const mayWrite = can("exports.write");
  return (
    <span className={classes.itemButtons}>
      {mayWrite && isHost && isOpen(row) && <ActButton row={row} projectId={projectId} verb="cancel" />}
      {row.logUrl !== null && <Outside href={row.logUrl}>Build log</Outside>}
      {isThere && <Outside href={row.url ?? ""}>{openWords(row)}</Outside>}
      {mayWrite && row.status === "failed" && <ActButton row={row} projectId={projectId} verb="retry" />}
    </span>
  );
}

function Outside({ href, children }: { href: string; children: string }) {
  return (
    <Button
      component="a"
      href={href}
      target="_blank"
      rel="noreferrer"
      size="compact-sm"
      variant="default"
      rightSection={<IconExternalLink size={14} aria-hidden="true" />}
    >
      {children}
    </Button>
  );
}

const verbs = {
  retry: { words: "Try again", icon: <IconRefresh size={14} aria-hidden="true" /> },
  cancel: { words: "Cancel deploy", icon: <IconPlayerStop size={14} aria-hidden="true" /> },
};

function ActButton({ row, projectId, verb }: { row: Export; projectId: string; verb: keyof typeof verbs }) {
  const { scope } = useWorkspace();
  const refresh = useRefreshExports(projectId);
  const [pending, setPending] = useState(false);
  const act = async () => {
    setPending(true);
    try {
      await api.post(`exports/${row.id}/${verb}`, { query: scope, body: {} });
      await refresh();
    } catch (error) {
      toastError(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Button
      size="compact-sm"
      variant="light"
      loading={pending}
      disabled={row.isStopping}
      onClick={() => void act()}
      leftSection={verbs[verb].icon}
    >
      {verbs[verb].words}
    </Button>
  );
}
