import { z } from "zod";
import { toIso } from "@/lib/platform/clock/clock";
import type { FullTestRunRow, TestQuestionRow, TestRunRow } from "./test-set.repository";
import { type TestQuestion, type TestRun, type TestRunSummary, testResultSchema } from "./test-set.schema";

export function toTestQuestionDto(row: TestQuestionRow): TestQuestion {
  return {
    id: row.id,
    question: row.question,
    // The database checks the words.
    expect: row.expect as TestQuestion["expect"],
    document:
      row.document_id === null || row.document_title === null
        ? null
        : { id: row.document_id, title: row.document_title },
    createdAt: toIso(row.created_at),
  };
}

export function toTestRunSummary(row: TestRunRow): TestRunSummary {
  return {
    id: row.id,
    questions: row.questions,
    hit1: row.hit1,
    hit5: row.hit5,
    falseRefusals: row.false_refusals,
    falseAnswers: row.false_answers,
    // Numerics come back as text.
    thresholds: { low: Number(row.threshold_low), high: Number(row.threshold_high) },
    createdBy: row.author,
    createdAt: toIso(row.created_at),
  };
}

/** What an older release wrote down in another shape is left out. */
export function toTestRunDto(row: FullTestRunRow): TestRun {
  const { data } = z.array(testResultSchema).safeParse(row.results);
  return { ...toTestRunSummary(row), results: data ?? [] };
}
