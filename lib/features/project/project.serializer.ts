import { toIso, toIsoOrNull } from "@/lib/platform/clock/clock";
import type { ProjectRow } from "./project.repository";
import type { Project } from "./project.schema";

export function toProjectDto(row: ProjectRow): Project {
  return {
    id: row.id,
    name: row.name,
    clientName: row.client_name,
    description: row.description,
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
