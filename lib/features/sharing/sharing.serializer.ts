import type { Visibility } from "@/lib/features/project/project.schema";
import { type Role, roleAllows, roleRank } from "@/lib/platform/auth/permissions";
import { toIso } from "@/lib/platform/clock/clock";
import type { CollaboratorRow, SharingRow } from "./sharing.repository";
import type { Collaborator, Sharing } from "./sharing.schema";

/** @param siteUrl public address of the installation, without a trailing slash */
export function toSharingDto(row: SharingRow, viewer: { role: Role; siteUrl: string }): Sharing {
  const isAdmin = roleRank(viewer.role) >= roleRank("admin");
  return {
    visibility: row.visibility as Visibility,
    pageUrl: row.page_key === null ? null : `${viewer.siteUrl}/p/${row.page_key}`,
    pageIndexed: row.page_indexed,
    pageShowsIdea: row.page_shows_idea,
    pageSummary: row.page_summary,
    pageVersion: row.page_version,
    canSetVisibility: isAdmin || (row.is_mine && roleAllows(viewer.role, "projects.share")),
  };
}

export function toCollaboratorDto(row: CollaboratorRow): Collaborator {
  return {
    userId: row.user_id,
    displayName: row.display_name,
    email: row.email,
    role: row.role,
    isGuest: row.is_guest,
    addedAt: toIso(row.created_at),
  };
}
