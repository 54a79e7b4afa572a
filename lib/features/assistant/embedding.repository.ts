import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

export type ChunkToEmbed = { id: number; corpus_id: number; title: string; heading: string; text: string };

/** The only place that writes `chunk_embeddings`. Wants `service_role`. */
export function embeddingRepository(tx: Tx) {
  return {
    /** Whether this database can keep vectors. */
    isThere: async (): Promise<boolean> => {
      const { rows } = await sql<{ there: boolean }>`
        select to_regclass('public.chunk_embeddings') is not null as there`.execute(tx);
      return rows[0]?.there ?? false;
    },

    /** Some of the assistants with chunks that have no vector of this model: drawn, so that those it fails for keep nobody waiting. */
    due: async (model: string, limit: number): Promise<{ workspaceId: string; assistantId: string }[]> => {
      const { rows } = await sql<{ workspaceId: string; assistantId: string }>`
        select k.workspace_id as "workspaceId", k.assistant_id as "assistantId" from public.corpora k
        join public.workspaces w on w.id = k.workspace_id and w.deleted_at is null
        where k.chunk_count > (select count(*) from public.chunk_embeddings e where e.corpus_id = k.id and e.model = ${model})
        order by random() limit ${limit}::int`.execute(tx);
      return rows;
    },

    missing: async (
      { workspaceId, assistantId }: { workspaceId: string; assistantId: string },
      model: string,
      limit: number,
    ): Promise<ChunkToEmbed[]> => {
      const { rows } = await sql<ChunkToEmbed>`
        select c.id::float8 as id, c.corpus_id, d.title, c.heading, c.text from public.chunks c
        join public.documents d on d.id = c.document_id and d.workspace_id = c.workspace_id and d.assistant_id = c.assistant_id
        where c.workspace_id = ${workspaceId}::uuid and c.assistant_id = ${assistantId}::uuid
          and not exists (select from public.chunk_embeddings e where e.chunk_id = c.id and e.model = ${model})
        order by c.id limit ${limit}::int`.execute(tx);
      return rows;
    },

    /** A chunk that went meanwhile is left out. */
    keep: async (model: string, vectors: { id: number; values: number[] }[]): Promise<void> => {
      await sql`
        insert into public.chunk_embeddings (chunk_id, workspace_id, assistant_id, corpus_id, model, embedding)
        select c.id, c.workspace_id, c.assistant_id, c.corpus_id, ${model}, v.value::extensions.vector
        from unnest(${vectors.map(({ id }) => id)}::bigint[], ${vectors.map(({ values }) => JSON.stringify(values))}::text[]) as v (id, value)
        join public.chunks c on c.id = v.id
        on conflict (chunk_id, model) do nothing`.execute(tx);
    },

    /** Vectors of models that are not used any more. */
    dropOthers: async (
      { workspaceId, assistantId }: { workspaceId: string; assistantId: string },
      model: string,
    ): Promise<void> => {
      await sql`delete from public.chunk_embeddings e
        where e.workspace_id = ${workspaceId}::uuid and e.assistant_id = ${assistantId}::uuid and e.model <> ${model}`.execute(
        tx,
      );
    },
  };
}
