"use client";

import { Alert, Badge, Button, Code, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlugConnected, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { type Column, DataTable } from "@/components/patterns/data-table";
import { LoadMore } from "@/components/patterns/load-more";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { toastDone } from "@/components/patterns/toast";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import { type Connection, providerNames } from "@/lib/features/connection/connection.schema";
import { api } from "@/lib/shared/api-client";
import { ConnectDialog } from "./connect-dialog";
import { ConnectOutcome } from "./connect-outcome";
import { stateWords } from "./connection-words";
import classes from "./connections.module.css";
import { ProviderIcon } from "./provider-icon";
import { useConnections, useRefreshConnections } from "./use-connections";

type Props = { keepsSecrets: boolean; githubUrl: string; githubConnect: boolean };

export function ConnectionsPage(props: Props) {
  return (
    <>
      <ConnectOutcome />
      <RequirePermission permission="connections.read" what="connections">
        <Connections {...props} />
      </RequirePermission>
    </>
  );
}

function Connections({ keepsSecrets, githubUrl, githubConnect }: Props) {
  const { scope, can } = useWorkspace();
  const [opened, { open, close }] = useDisclosure(false);
  const [removing, setRemoving] = useState<Connection | null>(null);
  const connections = useConnections();
  const refresh = useRefreshConnections();
  const mayWrite = can("connections.write");
  const connect =
    mayWrite && keepsSecrets ? (
      <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={open}>
        Connect account
      </Button>
    ) : undefined;
  return (
    <>
      <PageHeader
        title="Connections"
        description="Accounts elsewhere that this workspace exports and deploys to. Every editor can export with them; only owners and admins add and remove them."
        actions={connect}
      />
      {!keepsSecrets && <NotConfigured />}
      <QueryView query={connections.query} skeleton={<RowsSkeleton />}>
        {() =>
          connections.items.length === 0 ? (
            <EmptyState
              icon={IconPlugConnected}
              title="Nothing connected yet"
              body={
                mayWrite
                  ? "Connect GitHub or a host, and editors can export and deploy projects from the Builder."
                  : "An owner or admin can connect GitHub or a host, so that you can export and deploy projects."
              }
              actions={connect}
            />
          ) : (
            <>
              <DataTable
                caption="Connections"
                columns={columnsFor(mayWrite ? setRemoving : undefined)}
                rows={connections.items}
                rowKey={(row) => row.id}
              />
              <LoadMore list={connections} noun="connection" />
            </>
          )
        }
      </QueryView>
      <ConnectDialog opened={opened} onClose={close} githubUrl={githubUrl} githubConnect={githubConnect} />
      <ConfirmDialog
        opened={removing !== null}
        onClose={() => setRemoving(null)}
        title={`Remove ${removing?.account ?? ""}?`}
        confirmLabel="Remove"
        danger
        onConfirm={async () => {
          if (removing === null) return;
          await api.delete(`connections/${removing.id}`, { query: scope });
          await refresh();
          toastDone(`${removing.account} was removed.`);
        }}
      >
        Atrium forgets the token, and nobody can export with this account any more. Repositories and deployed apps stay
        as they are.{" "}
        {removing?.via === "oauth"
          ? "The token is given back to GitHub, where it works no longer."
          : `The token itself lives on at ${providerNames[removing?.provider ?? "github"]} until you revoke it there.`}
      </ConfirmDialog>
    </>
  );
}

function NotConfigured() {
  return (
    <Alert color="sun" title="This installation cannot keep tokens yet" mb="md">
      Its operator has to set <Code>ENCRYPTION_KEYS</Code> and start it again, for example to <Code>k1=</Code> followed
      by what <Code>openssl rand -base64 32</Code> prints. Tokens are kept encrypted or not at all.
    </Alert>
  );
}

function columnsFor(remove: ((row: Connection) => void) | undefined): Column<Connection>[] {
  const columns: Column<Connection>[] = [
    {
      key: "account",
      header: "Account",
      primary: true,
      render: (row) => (
        <span className={classes.account}>
          <ProviderIcon provider={row.provider} size={20} />
          <span className={classes.accountText}>
            <strong>{row.account}</strong>
            <span className={classes.provider}>
              {providerNames[row.provider]} <code>{row.hint}</code>
            </span>
          </span>
        </span>
      ),
    },
    {
      key: "state",
      header: "Token",
      render: (row) => <Badge color={row.state === "works" ? "patina" : "red"}>{stateWords[row.state]}</Badge>,
    },
    {
      key: "expires",
      header: "Expires",
      render: (row) =>
        row.expiresAt === null ? <Text size="sm">Not told</Text> : <RelativeTime iso={row.expiresAt} />,
    },
    {
      key: "added",
      header: "Connected",
      render: (row) => (
        <span>
          <RelativeTime iso={row.createdAt} /> by {row.createdBy ?? "a former member"}
        </span>
      ),
    },
  ];
  if (remove === undefined) return columns;
  return [
    ...columns,
    {
      key: "actions",
      header: "Actions",
      actions: true,
      render: (row) => (
        <Button
          size="xs"
          variant="subtle"
          color="red"
          onClick={() => remove(row)}
          aria-label={`Remove ${providerNames[row.provider]} account ${row.account}`}
        >
          Remove
        </Button>
      ),
    },
  ];
}
