import type { UsageTotals } from "@/lib/features/ai-usage/ai-usage.schema";
import type { GeneratedFile } from "@/lib/features/builder";
import { toIso } from "@/lib/platform/clock/clock";
import type { BuildRow, BuildSummaryRow } from "./build.repository";
import { type Build, type BuildSummary, fallbackSentences } from "./build.schema";

export function sizeOf(file: GeneratedFile): number {
  return new TextEncoder().encode(file.content).length;
}

/** What a summary is made of; rows of other lists may hold more. */
type SummaryRow = Omit<BuildSummaryRow, "compiler_version" | "run_id">;

export function toBuildSummary(row: SummaryRow): BuildSummary {
  return {
    id: row.id,
    projectId: row.project_id,
    version: row.version,
    idea: row.idea,
    appName: row.app_name,
    entityCount: row.entity_count,
    origin: row.origin,
    note: row.note,
    engine: {
      kind: row.engine === "llm" ? "llm" : "offline",
      model: row.model,
      fallback: row.fallback === null ? null : { code: row.fallback, message: sentenceOf(row.fallback) },
    },
    costMicroUsd: row.cost_micro_usd === null ? null : Number(row.cost_micro_usd),
    createdBy: row.author,
    createdAt: toIso(row.created_at),
  };
}

const sentences: Record<string, string> = fallbackSentences;
const sentenceOf = (code: string): string => sentences[code] ?? "The offline engine wrote the plan.";

type Parts = { files: GeneratedFile[]; usage: UsageTotals | null };

export function toBuildDto(row: BuildRow, { files, usage }: Parts): Build {
  return {
    ...toBuildSummary(row),
    blueprint: row.blueprint as Record<string, unknown>,
    compilerVersion: row.compiler_version,
    files: files.map((file) => ({ path: file.path, sizeBytes: sizeOf(file) })),
    readme: files.find((file) => file.path === "README.md")?.content ?? "",
    usage,
  };
}
