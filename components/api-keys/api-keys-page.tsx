"use client";

import { Badge, Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { type Column, DataTable } from "@/components/patterns/data-table";
import { LoadMore } from "@/components/patterns/load-more";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { SecretOnceDialog } from "@/components/patterns/secret-once-dialog";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { toastDone } from "@/components/patterns/toast";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { TextLink } from "@/components/ui/links";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import type { ApiKey } from "@/lib/features/api-key/api-key.schema";
import { api } from "@/lib/shared/api-client";
import classes from "./api-keys.module.css";
import { CreateKeyDialog } from "./create-key-dialog";
import { RotateKeyDialog } from "./rotate-key-dialog";

const statusColors: Record<ApiKey["status"], string> = {
  active: "patina",
  rotating: "sun",
  rotated: "gray",
  expired: "gray",
  revoked: "gray",
};

export function ApiKeysPage() {
  return (
    <RequirePermission permission="api_keys.read" what="API keys">
      <ApiKeys />
    </RequirePermission>
  );
}

function ApiKeys() {
  const { key, scope, can } = useWorkspace();
  const queryClient = useQueryClient();
  const [creating, create] = useDisclosure(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [rotating, setRotating] = useState<ApiKey | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const keys = useCursorList<ApiKey>([...key, "api-keys"], "api-keys", scope);
  const refresh = () => queryClient.invalidateQueries({ queryKey: [...key, "api-keys"] });
  const reveal = (value: string) => {
    setSecret(value);
    void refresh();
  };
  const mayWrite = can("api_keys.write");
  const newKey = (
    <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={create.open}>
      New key
    </Button>
  );
  return (
    <>
      <PageHeader
        title="API keys"
        description={
          <>
            For programs that work with this workspace. Keys belong to the workspace, not to a person.{" "}
            <TextLink href="/docs/api" underline="always">
              API reference
            </TextLink>
          </>
        }
        actions={mayWrite ? newKey : undefined}
      />
      <QueryView query={keys.query} skeleton={<RowsSkeleton />}>
        {() =>
          keys.items.length === 0 ? (
            <EmptyState
              icon={IconKey}
              title="No keys yet"
              body="Create one to list projects or start builds from your own scripts."
              actions={mayWrite ? newKey : undefined}
            />
          ) : (
            <>
              <DataTable
                caption="API keys"
                columns={keyColumns(mayWrite, setRotating, setRevoking)}
                rows={keys.items}
                rowKey={(row) => row.id}
              />
              <LoadMore list={keys} noun="key" />
            </>
          )
        }
      </QueryView>
      <CreateKeyDialog opened={creating} onClose={create.close} onCreated={reveal} />
      <RotateKeyDialog apiKey={rotating} onClose={() => setRotating(null)} onRotated={reveal} />
      <SecretOnceDialog title="Your new key" label="API key" secret={secret} onDone={() => setSecret(null)} />
      <ConfirmDialog
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={`Revoke ${revoking?.name ?? ""}?`}
        confirmLabel="Revoke"
        danger
        onConfirm={async () => {
          if (revoking === null) return;
          await api.delete(`api-keys/${revoking.id}`, { query: scope });
          await refresh();
          toastDone(`${revoking.name} was revoked.`);
        }}
      >
        Whatever uses it gets refused from the next request on. This cannot be undone; rotating gives you time to
        switch.
      </ConfirmDialog>
    </>
  );
}

function keyColumns(mayWrite: boolean, rotate: (row: ApiKey) => void, revoke: (row: ApiKey) => void): Column<ApiKey>[] {
  const columns: Column<ApiKey>[] = [
    {
      key: "name",
      header: "Key",
      primary: true,
      render: (row) => (
        <span className={classes.name}>
          <strong>{row.name}</strong>
          <code className={classes.hint}>{row.hint}</code>
        </span>
      ),
    },
    {
      key: "status",
      header: "Status",
      render: (row) => (
        <span className={classes.badges}>
          <Badge color={statusColors[row.status]}>{row.status}</Badge>
          {row.creatorLeft && <Badge color="sun">Creator left</Badge>}
        </span>
      ),
    },
    { key: "scopes", header: "May", render: (row) => <span className={classes.scopes}>{row.scopes.join(", ")}</span> },
    {
      key: "used",
      header: "Last used",
      render: (row) => (row.lastUsedAt === null ? <Text size="sm">Never</Text> : <RelativeTime iso={row.lastUsedAt} />),
    },
    {
      key: "expires",
      header: "Expires",
      render: (row) => (row.expiresAt === null ? "Never" : <RelativeTime iso={row.expiresAt} />),
    },
  ];
  if (!mayWrite) return columns;
  return [
    ...columns,
    {
      key: "actions",
      header: "Actions",
      actions: true,
      render: (row) =>
        row.status === "active" || row.status === "rotating" ? (
          <span className={classes.actions}>
            {row.status === "active" && (
              <Button size="xs" variant="default" onClick={() => rotate(row)} aria-label={`Rotate ${row.name}`}>
                Rotate
              </Button>
            )}
            <Button
              size="xs"
              variant="subtle"
              color="red"
              onClick={() => revoke(row)}
              aria-label={`Revoke ${row.name}`}
            >
              Revoke
            </Button>
          </span>
        ) : null,
    },
  ];
}
