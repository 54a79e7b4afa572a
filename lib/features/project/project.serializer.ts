import { roles } from "@/lib/platform/auth/permissions";
import { toIso, toIsoOrNull } from "@/lib/platform/clock/clock";
import type { ListedProjectRow, ProjectRow } from "./project.repository";
import type { Project, ProjectDetail, Visibility } from "./project.schema";

export function toProjectDto(row: ListedProjectRow): Project {
  return {
    id: row.id,
    name: row.name,
    clientName: row.client_name,
    description: row.description,
    visibility: row.visibility as Visibility,
    archivedAt: toIsoOrNull(row.archived_at),
    createdAt: toIso(row.created_at),
    updatedAt: toIso(row.updated_at),
    latestBuild: row.latestBuild && {
      id: row.latestBuild.id,
      version: row.latestBuild.version,
      createdAt: toIso(row.latestBuild.created_at),
    },
  };
}

export function toProjectDetail(row: ProjectRow): ProjectDetail {
  const role = roles[row.my_rank - 1];
  return { ...toProjectDto(row), myRole: role === undefined || role === "guest" ? "viewer" : role };
}
