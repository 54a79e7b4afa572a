import { toIso, toIsoOrNull } from "@/lib/platform/clock/clock";
import type { CuratedAnswerRow, GapRow } from "./curated.repository";
import type { CuratedAnswer, Gap } from "./curated.schema";

export function toCuratedAnswerDto(row: CuratedAnswerRow): CuratedAnswer {
  return {
    id: row.id,
    question: row.question,
    wordings: row.wordings,
    answer: row.answer,
    url: row.url,
    enabled: row.enabled,
    hits: row.hits,
    lastHitAt: toIsoOrNull(row.last_hit_at),
    createdAt: toIso(row.created_at),
    updatedAt: toIso(row.updated_at),
  };
}

export function toGapDto(row: GapRow): Gap {
  return {
    id: row.id,
    question: row.question,
    count: row.count,
    // The database checks the words.
    status: row.status as Gap["status"],
    curatedAnswerId: row.curated_id,
    lastAt: toIso(row.last_at),
    createdAt: toIso(row.created_at),
  };
}
