import { z } from "zod";
import { buildSummaryDto } from "@/lib/features/build/build.schema";
import { cursor, timestamp, uuid } from "@/lib/shared/schema";

/** What a workspace has taken of today's plans. Edits, templates and restored versions are not counted: no engine writes a plan. */
export const generationUsageDto = z.strictObject({
  /** Versions made and plans being written since the day began, UTC. */
  used: z.number().int().min(0),
  /** Null: this installation sets none. */
  limit: z.number().int().min(1).nullable(),
  resetsAt: timestamp,
});
export const generationOrigins = ["idea", "edit", "restore", "template"] as const;
export const listGenerationsQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  projectId: uuid.optional(),
  /** Who made it. */
  userId: uuid.optional(),
  origin: z.enum(generationOrigins).optional(),
  engine: z.enum(["offline", "llm"]).optional(),
});
/** One version: who made it, when, from what and by which engine. */
export const generationDto = buildSummaryDto.omit({ idea: true }).extend({
  projectName: z.string(),
  createdById: uuid.nullable(),
});
export type GenerationUsage = z.infer<typeof generationUsageDto>;
export type Generation = z.infer<typeof generationDto>;
