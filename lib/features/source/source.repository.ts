import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";
import type { FailureCode } from "./source.failure";
import type { SourceFormat, SourceKind, sourceStatuses } from "./source.schema";

export type SourceStatus = (typeof sourceStatuses)[number];
type NewSource = {
  kind: SourceKind;
  title: string;
  url?: string;
  file_name?: string;
  byte_size?: number;
  content_hash?: string;
  page_limit?: number;
  resync?: string;
};
type ListOptions = { limit: number; after: KeysetPosition | undefined; status: SourceStatus | "all"; q: string };
/** What only the service changes. */
export type SourceProgress = {
  status?: SourceStatus;
  progress?: number;
  error_code?: FailureCode | null;
  error_message?: string | null;
  title?: string;
  format?: SourceFormat;
  byte_size?: number;
  content_hash?: string;
  skipped_pages?: number;
  synced_at?: string;
};

const isOfSource = sql`d.workspace_id = s.workspace_id and d.assistant_id = s.assistant_id and d.source_id = s.id`;

/** The only place that names `sources` and their contents. Callers add, name and delete them; how they are read is for `sourceRuns`. */
export function sourceRepository(tx: Tx, workspaceId: string) {
  const base = () =>
    tx
      .selectFrom("sources as s")
      .where("s.workspace_id", "=", workspaceId)
      .select(["s.id", "s.assistant_id", "s.kind", "s.title", "s.url", "s.file_name", "s.format", "s.byte_size"])
      .select(["s.page_limit", "s.resync", "s.status", "s.progress", "s.error_code", "s.error_message", "s.run_id"])
      .select(["s.skipped_pages", "s.synced_at", "s.created_at"])
      .select([
        sql<number>`(select count(*)::int from public.documents d where ${isOfSource})`.as("document_count"),
        sql<number>`(select count(*)::int from public.documents d join public.chunks c
          on c.workspace_id = d.workspace_id and c.assistant_id = d.assistant_id and c.document_id = d.id
          where ${isOfSource})`.as("chunk_count"),
        sql<
          string | null
        >`(select d.id from public.documents d where ${isOfSource} order by d.created_at, d.id limit 1)`.as(
          "document_id",
        ),
      ]);
  return {
    /** Newest first, one more than `limit`. */
    list: (assistantId: string, { limit, after, status, q }: ListOptions) => {
      let query = base()
        .where("s.assistant_id", "=", assistantId)
        .orderBy("s.created_at", "desc")
        .orderBy("s.id", "desc")
        .limit(limit + 1);
      if (status !== "all") query = query.where("s.status", "=", status);
      if (q !== "") query = query.where("s.title", "ilike", `%${q.replace(/[\\%_]/g, "\\$&")}%`);
      if (after)
        query = query.where(sql<boolean>`(s.created_at, s.id) < (${after.value}::timestamptz, ${after.id}::uuid)`);
      return query.execute();
    },

    find: (id: string) => base().where("s.id", "=", id).executeTakeFirst(),

    findSame: (assistantId: string, { kind, url, content_hash }: NewSource) => {
      const query = base().where("s.assistant_id", "=", assistantId);
      return (
        url === undefined
          ? query.where("s.kind", "in", ["text", "file"]).where("s.content_hash", "=", content_hash ?? "")
          : query.where("s.kind", "=", kind).where("s.url", "=", url)
      ).executeTakeFirst();
    },

    /** Undefined when the assistant has the same already. */
    insert: async (assistantId: string, source: NewSource): Promise<string | undefined> => {
      const row = await tx
        .insertInto("sources")
        .values({ ...source, workspace_id: workspaceId, assistant_id: assistantId })
        .onConflict((conflict) => conflict.doNothing())
        .returning("id")
        .executeTakeFirst();
      return row?.id;
    },

    update: async (id: string, change: { title?: string; resync?: string; page_limit?: number }): Promise<boolean> => {
      const row = await tx
        .updateTable("sources")
        .set(change)
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },

    delete: async (id: string): Promise<boolean> => {
      const row = await tx
        .deleteFrom("sources")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Of all sources of an assistant. */
    summary: async (assistantId: string) =>
      await tx
        .selectFrom("sources")
        .select([
          sql<number>`count(*)::int`.as("sources"),
          sql<number>`(count(*) filter (where status in ('queued', 'parsing')))::int`.as("under_way"),
          sql<number>`(count(*) filter (where status = 'failed'))::int`.as("failed"),
          sql<number>`coalesce(sum(byte_size), 0)::float8`.as("bytes"),
        ])
        .where("workspace_id", "=", workspaceId)
        .where("assistant_id", "=", assistantId)
        .executeTakeFirstOrThrow(),
  };
}

/** What reading a source changes, for the service alone. A run that is not the current one any more changes nothing. */
export function sourceRuns(tx: Tx, workspaceId: string) {
  return {
    keepContent: async (assistantId: string, sourceId: string, bytes: Uint8Array): Promise<void> => {
      await tx
        .insertInto("private.source_contents")
        .values({
          source_id: sourceId,
          workspace_id: workspaceId,
          assistant_id: assistantId,
          bytes: Buffer.from(bytes),
        })
        .execute();
    },

    content: async (sourceId: string): Promise<Uint8Array | undefined> => {
      const row = await tx
        .selectFrom("private.source_contents")
        .select("bytes")
        .where("workspace_id", "=", workspaceId)
        .where("source_id", "=", sourceId)
        .executeTakeFirst();
      return row?.bytes;
    },

    /** From now on this run may write, and no earlier one. */
    beginRun: async (id: string, runId: string): Promise<void> => {
      await tx
        .updateTable("sources")
        .set({ status: "queued", progress: 0, run_id: runId, error_code: null, error_message: null })
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .execute();
    },

    /**
     * Keeps the source as it is until the transaction ends.
     * @returns whether this run may still write
     */
    holdRun: async (id: string, runId: string): Promise<boolean> => {
      const row = await tx
        .selectFrom("sources")
        .select("id")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .where("run_id", "=", runId)
        .where("status", "in", ["queued", "parsing"])
        .forUpdate()
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Nothing when another run has begun. @returns whether it was this run's to change */
    report: async (id: string, runId: string, change: SourceProgress): Promise<boolean> => {
      const row = await tx
        .updateTable("sources")
        .set(change)
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .where("run_id", "=", runId)
        .where("status", "in", ["queued", "parsing"])
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

export type SourceRow = NonNullable<Awaited<ReturnType<ReturnType<typeof sourceRepository>["find"]>>>;

/** Sources of all workspaces that are to be read again by now. Only the service. A failed one waits six hours. */
export async function dueSources(tx: Tx, limit: number): Promise<{ id: string; workspace_id: string }[]> {
  return await tx
    .selectFrom("sources")
    .select(["id", "workspace_id"])
    .where("kind", "in", ["url", "site"])
    .where("status", "in", ["ready", "failed"])
    .where(
      sql<boolean>`coalesce(synced_at, created_at) < now() - case resync when 'daily' then interval '1 day' else interval '7 days' end`,
    )
    .where("resync", "<>", "never")
    .where(sql<boolean>`(error_code is null or updated_at < now() - interval '6 hours')`)
    .orderBy("synced_at")
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Ends runs of all workspaces that nobody has touched for long: their job is gone. Only the service. */
export async function giveUpSources(
  tx: Tx,
  minutes: number,
  why: { code: FailureCode; message: string },
): Promise<void> {
  await sql`update public.sources s
    set status = case when exists (select from public.documents d where ${isOfSource}) then 'ready' else 'failed' end,
      error_code = ${why.code}, error_message = ${why.message}, run_id = null
    where s.status in ('queued', 'parsing') and s.updated_at < now() - make_interval(mins => ${minutes})`.execute(tx);
}
