import type { GeneratedFile } from "@/lib/features/builder";
import { toIso } from "@/lib/platform/clock/clock";
import type { BuildRow, BuildSummaryRow } from "./build.repository";
import type { Build, BuildSummary } from "./build.schema";

export function sizeOf(file: GeneratedFile): number {
  return new TextEncoder().encode(file.content).length;
}

export function toBuildSummary(row: BuildSummaryRow): BuildSummary {
  return {
    id: row.id,
    projectId: row.project_id,
    version: row.version,
    idea: row.idea,
    appName: row.app_name,
    entityCount: row.entity_count,
    origin: row.origin,
    note: row.note,
    createdBy: row.author,
    createdAt: toIso(row.created_at),
  };
}

export function toBuildDto(row: BuildRow, files: GeneratedFile[]): Build {
  return {
    ...toBuildSummary(row),
    blueprint: row.blueprint as Record<string, unknown>,
    compilerVersion: row.compiler_version,
    files: files.map((file) => ({ path: file.path, sizeBytes: sizeOf(file) })),
    readme: files.find((file) => file.path === "README.md")?.content ?? "",
  };
}
