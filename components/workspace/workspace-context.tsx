"use client";

import { createContext, type ReactNode, use, useMemo } from "react";
import { NoPermission } from "@/components/patterns/states";
import type { Me, WorkspaceSummary } from "@/lib/features/account/account.schema";
import { type Permission, permissions, type Role, roleAllows } from "@/lib/platform/auth/permissions";
import { aRole, roleWords } from "./role-words";

type WorkspaceValue = {
  me: Me;
  workspace: WorkspaceSummary;
  can: (permission: Permission) => boolean;
  /** Query parameters of every workspace-scoped request. */
  scope: { workspace: string };
  /** First part of every query key of this workspace. */
  key: readonly ["ws", string];
  base: string;
};

const Context = createContext<WorkspaceValue | null>(null);

export function WorkspaceProvider({
  me,
  workspace,
  children,
}: {
  me: Me;
  workspace: WorkspaceSummary;
  children: ReactNode;
}) {
  const value = useMemo<WorkspaceValue>(
    () => ({
      me,
      workspace,
      can: (permission) => roleAllows(workspace.role, permission),
      scope: { workspace: workspace.slug },
      key: ["ws", workspace.slug],
      base: `/${workspace.slug}`,
    }),
    [me, workspace],
  );
  return <Context value={value}>{children}</Context>;
}

export function useWorkspace(): WorkspaceValue {
  const value = use(Context);
  if (value === null) throw new Error("useWorkspace outside a workspace");
  return value;
}

type RequireProps = { permission: Permission; what: string; children: ReactNode };

/** Explains on a direct visit what the menus leave out. The API refuses in any case. */
export function RequirePermission({ permission, what, children }: RequireProps) {
  const { can, workspace, base } = useWorkspace();
  if (can(permission)) return children;
  const allowed: readonly Role[] = permissions[permission];
  return (
    <NoPermission
      what={what}
      role={aRole(workspace.role)}
      allowed={joinWords(allowed.map((role) => `${roleWords[role].label.toLowerCase()}s`))}
      home={base}
    />
  );
}

function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}
