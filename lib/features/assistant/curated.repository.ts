import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

type Place = { workspaceId: string; assistantId: string };
export type CuratedColumns = {
  question: string;
  wordings: string[];
  answer: string;
  url: string | null;
  enabled: boolean;
};

/** Reads and writes `curated_answers` of one assistant. What answers visitors reads them in the knowledge repository. */
export function curatedRepository(tx: Tx, { workspaceId, assistantId }: Place) {
  const base = () =>
    tx
      .selectFrom("curated_answers")
      .selectAll()
      .where("workspace_id", "=", workspaceId)
      .where("assistant_id", "=", assistantId);
  return {
    /** Newest first, one more than `limit`. */
    list: (limit: number, after: KeysetPosition | undefined, q: string | undefined) => {
      let query = base()
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(limit + 1);
      if (after) query = query.where(sql<boolean>`(created_at, id) < (${after.value}::timestamptz, ${after.id}::uuid)`);
      if (q) {
        const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
        query = query.where(
          sql<boolean>`(question ilike ${pattern} or answer ilike ${pattern} or array_to_string(wordings, ' | ') ilike ${pattern})`,
        );
      }
      return query.execute();
    },

    /** All of them, oldest first: there are never more than five hundred. */
    all: () => base().orderBy("created_at").orderBy("id").execute(),

    find: (id: string) => base().where("id", "=", id).executeTakeFirst(),

    async count(): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from public.curated_answers
        where workspace_id = ${workspaceId}::uuid and assistant_id = ${assistantId}::uuid`.execute(tx);
      return rows[0]?.count ?? 0;
    },

    /** Whoever else adds answers to this assistant waits: what is counted after it stays as it was counted. */
    async lock(): Promise<void> {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`curated:${assistantId}`}, 0))`.execute(tx);
    },

    async insert(columns: CuratedColumns[]): Promise<string[]> {
      if (columns.length === 0) return [];
      const rows = await tx
        .insertInto("curated_answers")
        .values(columns.map((each) => ({ ...each, workspace_id: workspaceId, assistant_id: assistantId })))
        .returning("id")
        .execute();
      return rows.map(({ id }) => id);
    },

    async update(id: string, changes: Partial<CuratedColumns>): Promise<boolean> {
      const row = await tx
        .updateTable("curated_answers")
        .set({ ...changes, updated_at: sql`now()` })
        .where("workspace_id", "=", workspaceId)
        .where("assistant_id", "=", assistantId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },

    async delete(id: string): Promise<boolean> {
      const row = await tx
        .deleteFrom("curated_answers")
        .where("workspace_id", "=", workspaceId)
        .where("assistant_id", "=", assistantId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

/** Reads `gaps` of one assistant and changes what became of them. Visitors' questions add them. */
export function gapRepository(tx: Tx, { workspaceId, assistantId }: Place) {
  return {
    /** The most asked first, one more than `limit`. */
    list: (limit: number, after: KeysetPosition | undefined, status: string) => {
      const query = tx
        .selectFrom("gaps")
        .selectAll()
        .where("workspace_id", "=", workspaceId)
        .where("assistant_id", "=", assistantId)
        .where("status", "=", status)
        .orderBy("count", "desc")
        .orderBy("id", "desc")
        .limit(limit + 1);
      return (
        after ? query.where(sql<boolean>`(count, id) < (${after.value}::int, ${after.id}::uuid)`) : query
      ).execute();
    },

    /** @returns the ids that are there */
    async set(ids: string[], status: string, curatedId: string | null): Promise<string[]> {
      if (ids.length === 0) return [];
      const rows = await tx
        .updateTable("gaps")
        .set({ status, curated_id: curatedId })
        .where("workspace_id", "=", workspaceId)
        .where("assistant_id", "=", assistantId)
        .where("id", "in", ids)
        .returning("id")
        .execute();
      return rows.map(({ id }) => id);
    },

    /** Opens the questions that had this answer. */
    async reopen(curatedId: string): Promise<string[]> {
      const rows = await tx
        .updateTable("gaps")
        .set({ status: "open", curated_id: null })
        .where("workspace_id", "=", workspaceId)
        .where("assistant_id", "=", assistantId)
        .where("curated_id", "=", curatedId)
        .returning("id")
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}

export type CuratedAnswerRow = NonNullable<Awaited<ReturnType<ReturnType<typeof curatedRepository>["find"]>>>;
export type GapRow = Awaited<ReturnType<ReturnType<typeof gapRepository>["list"]>>[number];
