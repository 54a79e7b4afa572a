import type { WorkspaceSummary } from "@/lib/features/account/account.schema";
import { toIso, toIsoOrNull } from "@/lib/platform/clock/clock";
import type { WorkspaceRow } from "./workspace.repository";
import type { Workspace } from "./workspace.schema";

/** The path changes with every upload, so the picture can be cached for good. */
export function logoUrl(row: { id: string; logo_path: string | null }): string | null {
  return row.logo_path === null ? null : `/api/v1/workspaces/${row.id}/logo?v=${row.logo_path.slice(-12)}`;
}

export function toWorkspaceSummary(row: WorkspaceRow): WorkspaceSummary {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    logoUrl: logoUrl(row),
    role: row.role,
    deletedAt: toIsoOrNull(row.deleted_at),
    purgeAt: toIsoOrNull(row.purge_at),
  };
}

export function toWorkspaceDto(row: WorkspaceRow): Workspace {
  return { ...toWorkspaceSummary(row), createdAt: toIso(row.created_at), updatedAt: toIso(row.updated_at) };
}
