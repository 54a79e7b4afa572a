import type { GenerationRow } from "@/lib/features/build/build.repository";
import { toBuildSummary } from "@/lib/features/build/build.serializer";
import type { Generation } from "./generation.schema";

export function toGenerationDto(row: GenerationRow): Generation {
  const { idea: _idea, ...summary } = toBuildSummary(row);
  return { ...summary, projectName: row.project_name, createdById: row.created_by };
}
