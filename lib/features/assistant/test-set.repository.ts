import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

type Place = { workspaceId: string; assistantId: string };
type NewRun = {
  questions: number;
  hit1: number;
  hit5: number;
  false_refusals: number;
  false_answers: number;
  threshold_low: number;
  threshold_high: number;
  results: string;
};

/** Reads and writes `test_questions` of one assistant. */
export function testSetRepository(tx: Tx, { workspaceId, assistantId }: Place) {
  const questions = () =>
    tx
      .selectFrom("test_questions as t")
      .leftJoin("documents as d", (join) =>
        join
          .onRef("d.id", "=", "t.document_id")
          .onRef("d.workspace_id", "=", "t.workspace_id")
          .onRef("d.assistant_id", "=", "t.assistant_id"),
      )
      .where("t.workspace_id", "=", workspaceId)
      .where("t.assistant_id", "=", assistantId)
      .select(["t.id", "t.question", "t.expect", "t.document_id", "t.created_at", "d.title as document_title"]);
  return {
    /** Newest first, one more than `limit`. */
    questions: (limit: number, after: KeysetPosition | undefined) => {
      const query = questions()
        .orderBy("t.created_at", "desc")
        .orderBy("t.id", "desc")
        .limit(limit + 1);
      return (
        after
          ? query.where(sql<boolean>`(t.created_at, t.id) < (${after.value}::timestamptz, ${after.id}::uuid)`)
          : query
      ).execute();
    },

    question: (id: string) => questions().where("t.id", "=", id).executeTakeFirst(),

    async countQuestions(): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from public.test_questions
        where workspace_id = ${workspaceId}::uuid and assistant_id = ${assistantId}::uuid`.execute(tx);
      return rows[0]?.count ?? 0;
    },

    /** Whoever else adds questions to this assistant waits. */
    async lock(): Promise<void> {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`tests:${assistantId}`}, 0))`.execute(tx);
    },

    async insertQuestion(fields: { question: string; expect: string; document_id: string | null }): Promise<string> {
      const { id } = await tx
        .insertInto("test_questions")
        .values({ ...fields, workspace_id: workspaceId, assistant_id: assistantId })
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },

    async updateQuestion(id: string, fields: { expect: string; document_id: string | null }): Promise<boolean> {
      const row = await tx
        .updateTable("test_questions")
        .set(fields)
        .where("workspace_id", "=", workspaceId)
        .where("assistant_id", "=", assistantId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },

    async deleteQuestion(id: string): Promise<boolean> {
      const row = await tx
        .deleteFrom("test_questions")
        .where("workspace_id", "=", workspaceId)
        .where("assistant_id", "=", assistantId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },

    /** By title; the first fifty. */
    documents: (q: string | undefined) => {
      const query = tx
        .selectFrom("documents")
        .select(["id", "title", "url"])
        .where("workspace_id", "=", workspaceId)
        .where("assistant_id", "=", assistantId)
        .orderBy(sql`lower(title)`)
        .orderBy("id")
        .limit(50);
      return (q ? query.where("title", "ilike", `%${q.replace(/[\\%_]/g, "\\$&")}%`) : query).execute();
    },
  };
}

/** Reads and writes `test_runs` of one assistant. */
export function testRunRepository(tx: Tx, { workspaceId, assistantId }: Place) {
  const runs = () =>
    tx
      .selectFrom("test_runs as r")
      .leftJoin("profiles as author", "author.id", "r.created_by")
      .where("r.workspace_id", "=", workspaceId)
      .where("r.assistant_id", "=", assistantId)
      .select(["r.id", "r.questions", "r.hit1", "r.hit5", "r.false_refusals", "r.false_answers", "r.threshold_low"])
      .select(["r.threshold_high", "r.created_at", "author.display_name as author"]);
  return {
    runs: (limit: number, after: KeysetPosition | undefined) => {
      const query = runs()
        .orderBy("r.created_at", "desc")
        .orderBy("r.id", "desc")
        .limit(limit + 1);
      return (
        after
          ? query.where(sql<boolean>`(r.created_at, r.id) < (${after.value}::timestamptz, ${after.id}::uuid)`)
          : query
      ).execute();
    },

    run: (id: string) => runs().select("r.results").where("r.id", "=", id).executeTakeFirst(),

    async insertRun({ results, ...run }: NewRun): Promise<string> {
      const { id } = await tx
        .insertInto("test_runs")
        .values({ ...run, results: sql`${results}::jsonb`, workspace_id: workspaceId, assistant_id: assistantId })
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },
  };
}

type Repository = ReturnType<typeof testSetRepository>;
type RunRepository = ReturnType<typeof testRunRepository>;
export type TestQuestionRow = NonNullable<Awaited<ReturnType<Repository["question"]>>>;
export type TestRunRow = Awaited<ReturnType<RunRepository["runs"]>>[number];
export type FullTestRunRow = NonNullable<Awaited<ReturnType<RunRepository["run"]>>>;
