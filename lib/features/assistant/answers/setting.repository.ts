import "server-only";
import type { Tx } from "@/lib/platform/db/db";
import { defaultThresholds, type Thresholds, vectorThresholds } from "../retrieval/thresholds";

export type AnswerSetting = {
  name: string;
  language: string;
  handoffEnabled: boolean;
  leadEnabled: boolean;
  answerMode: "auto" | "extractive";
  /** Null: the defaults. */
  thresholds: { low: number | null; high: number | null };
  configVersion: number;
};

/** What of an assistant's settings an answer depends on; undefined for an assistant the caller does not see. */
export async function readAnswerSetting(
  tx: Tx,
  { workspaceId, assistantId }: { workspaceId: string; assistantId: string },
): Promise<AnswerSetting | undefined> {
  const row = await tx
    .selectFrom("assistants")
    .select(["name", "language", "handoff_enabled", "lead_enabled", "answer_mode", "threshold_low", "threshold_high"])
    .select("config_version")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", assistantId)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    name: row.name,
    language: row.language,
    handoffEnabled: row.handoff_enabled,
    leadEnabled: row.lead_enabled,
    answerMode: row.answer_mode === "extractive" ? "extractive" : "auto",
    // Numerics come back as text.
    thresholds: { low: numberOrNull(row.threshold_low), high: numberOrNull(row.threshold_high) },
    configVersion: row.config_version,
  };
}

const numberOrNull = (value: number | string | null): number | null => (value === null ? null : Number(value));

/** What holds for a search: the owner's own numbers, or the defaults for the kind of search it was. */
export function thresholdsOf({ thresholds }: AnswerSetting, usedVectors: boolean): Thresholds {
  const usual = usedVectors ? vectorThresholds : defaultThresholds;
  const low = thresholds.low ?? usual.low;
  return { low, high: Math.max(low, thresholds.high ?? usual.high) };
}
