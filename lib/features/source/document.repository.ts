import "server-only";
import { sql } from "kysely";
import type { CutChunk } from "@/lib/features/assistant/retrieval/cut-document";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

export type NewDocument = {
  title: string;
  url: string | null;
  language: string;
  content_hash: string;
  body: string;
  page_count: number | null;
  page_starts: number[];
  words: string[];
};

/** Rows of one INSERT: twelve values each, of 65,535 that one statement may have. */
const chunkBatch = 100;

/** The only place that names `documents`, `chunks` and `corpora`; what callers see of them. */
export function documentRepository(tx: Tx, workspaceId: string) {
  const base = () =>
    tx
      .selectFrom("documents as d")
      .where("d.workspace_id", "=", workspaceId)
      .select(["d.id", "d.assistant_id", "d.source_id", "d.title", "d.url", "d.language", "d.page_count"])
      .select(["d.created_at", "d.updated_at"])
      .select(
        sql<number>`(select count(*)::int from public.chunks c
          where c.workspace_id = d.workspace_id and c.assistant_id = d.assistant_id and c.document_id = d.id)`.as(
          "chunk_count",
        ),
      );
  return {
    /** In the order of their coming, one more than `limit`. */
    list: (source: { id: string; assistant_id: string }, limit: number, after: KeysetPosition | undefined) => {
      const query = base()
        .where("d.assistant_id", "=", source.assistant_id)
        .where("d.source_id", "=", source.id)
        .orderBy("d.created_at")
        .orderBy("d.id")
        .limit(limit + 1);
      return (
        after
          ? query.where(sql<boolean>`(d.created_at, d.id) > (${after.value}::timestamptz, ${after.id}::uuid)`)
          : query
      ).execute();
    },

    /** With its text. */
    find: (id: string) => base().select(["d.body", "d.page_starts"]).where("d.id", "=", id).executeTakeFirst(),

    /** What an assistant knows, counted; undefined when the caller does not see the assistant. */
    counts: async (assistantId: string) =>
      await tx
        .selectFrom("corpora as k")
        .select("k.chunk_count")
        .select(
          sql<number>`(select count(*)::int from public.documents d
            where d.workspace_id = k.workspace_id and d.assistant_id = k.assistant_id)`.as("documents"),
        )
        .where("k.workspace_id", "=", workspaceId)
        .where("k.assistant_id", "=", assistantId)
        .executeTakeFirst(),
  };
}

/** Changes what an assistant knows; only the service or `elevated`. */
export function corpusWriter(tx: Tx, workspaceId: string) {
  return {
    /** Puts everybody who changes what an assistant knows in a line. @returns its number */
    lockCorpus: async (assistantId: string): Promise<number | undefined> => {
      const row = await tx
        .selectFrom("corpora")
        .select("id")
        .where("workspace_id", "=", workspaceId)
        .where("assistant_id", "=", assistantId)
        .forUpdate()
        .executeTakeFirst();
      return row?.id;
    },

    findByUrl: async (sourceId: string, url: string | null) =>
      await tx
        .selectFrom("documents")
        .select(["id", "content_hash"])
        .where("workspace_id", "=", workspaceId)
        .where("source_id", "=", sourceId)
        .where("url", url === null ? "is" : "=", url)
        .executeTakeFirst(),

    /** @returns its id, which stays the same from one version to the next */
    write: async (source: { id: string; assistant_id: string }, known: string | undefined, document: NewDocument) => {
      if (known === undefined) {
        const place = { workspace_id: workspaceId, assistant_id: source.assistant_id, source_id: source.id };
        const row = await tx
          .insertInto("documents")
          .values({ ...place, ...document })
          .returning("id")
          .executeTakeFirstOrThrow();
        return row.id;
      }
      await tx.deleteFrom("chunks").where("workspace_id", "=", workspaceId).where("document_id", "=", known).execute();
      await tx
        .updateTable("documents")
        .set(document)
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", known)
        .execute();
      return known;
    },

    addChunks: async (
      place: { assistant_id: string; corpus_id: number; document_id: string },
      chunks: readonly CutChunk[],
    ): Promise<void> => {
      for (let from = 0; from < chunks.length; from += chunkBatch)
        await tx
          .insertInto("chunks")
          .values(
            chunks.slice(from, from + chunkBatch).map(({ startAt, endAt, parts, ...chunk }) => ({
              ...{ ...chunk, ...place, workspace_id: workspaceId },
              ...{ start_at: startAt, end_at: endAt, parts: JSON.stringify(parts) },
            })),
          )
          .execute();
    },

    /** Takes away what a site no longer has. */
    keepOnly: async (sourceId: string, urls: readonly string[]): Promise<void> => {
      await sql`delete from public.documents d where d.workspace_id = ${workspaceId}::uuid and d.source_id = ${sourceId}::uuid
        and (d.url is null or d.url <> all (${urls}::text[]))`.execute(tx);
    },

    countOf: async (sourceId: string): Promise<number> => {
      const { count } = await tx
        .selectFrom("documents")
        .select(sql<number>`count(*)::int`.as("count"))
        .where("workspace_id", "=", workspaceId)
        .where("source_id", "=", sourceId)
        .executeTakeFirstOrThrow();
      return count;
    },
  };
}

type Repository = ReturnType<typeof documentRepository>;
export type DocumentSummaryRow = Awaited<ReturnType<Repository["list"]>>[number];
export type DocumentRow = NonNullable<Awaited<ReturnType<Repository["find"]>>>;
