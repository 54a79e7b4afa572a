import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { ChunkPart } from "./retrieval/cut-document";

type Place = { workspaceId: string; assistantId: string };

export type CorpusRow = {
  id: number;
  chunk_count: number;
  total_len: number;
  version: number;
  languages: string[];
  /** Whether this database can keep vectors. */
  has_vectors: boolean;
};
/** A question as numbers, and the model that made them. */
export type QuestionVector = { model: string; values: number[] };
export type PassageRow = {
  id: number;
  document_id: string;
  title: string;
  url: string | null;
  language: string;
  heading: string;
  page: number | null;
  parts: ChunkPart[];
  start_at: number;
  text: string;
  score: number;
  /** Cosine of passage and question, where there are vectors. */
  cosine: number | null;
};
export type CuratedRow = { id: string; question: string; wordings: string[]; answer: string; url: string | null };
/** A term to look for: what it weighs, and which word of the question it stands for. */
export type WeighedTerm = { term: string; weight: number; slot: number };

/** BM25 as Robertson and Zaragoza give it (The Probabilistic Relevance Framework, 2009), with the usual k1 and b. */
const k1 = 1.2;
const b = 0.75;

/** The only place that reads what an assistant knows. Row level security draws the same line a second time. */
export function knowledgeRepository(tx: Tx, { workspaceId, assistantId }: Place) {
  return {
    corpus: async (): Promise<CorpusRow | undefined> => {
      const { rows } = await sql<CorpusRow>`
        select k.id, k.chunk_count, k.total_len::float8 as total_len, k.version::float8 as version,
          coalesce((select array_agg(distinct d.language) from public.documents d
            where d.workspace_id = k.workspace_id and d.assistant_id = k.assistant_id), '{}') as languages,
          to_regclass('public.chunk_embeddings') is not null as has_vectors
        from public.corpora k where k.workspace_id = ${workspaceId}::uuid and k.assistant_id = ${assistantId}::uuid`.execute(
        tx,
      );
      return rows[0];
    },

    /** In how many chunks each term occurs; terms that occur in none are missing. */
    frequencies: async (corpusId: number, terms: string[]): Promise<Map<string, number>> => {
      const { rows } = await sql<{ term: string; df: number }>`
        select p.term, count(*)::int as df from public.postings p
        where p.corpus_id = ${corpusId}::int and p.term = any (${terms}::text[]) group by p.term`.execute(tx);
      return new Map(rows.map(({ term, df }) => [term, df]));
    },

    /** Words that begin or end as this one does and are about as long, the usual ones first. */
    similarWords: async (corpusId: number, word: string): Promise<{ word: string; df: number }[]> => {
      const { rows } = await sql<{ word: string; df: number }>`
        select w.word, w.df from public.corpus_words w
        where w.corpus_id = ${corpusId}::int and (w.head = left(${word}, 2) or w.tail = right(${word}, 2))
          and char_length(w.word) between ${word.length - 2}::int and ${word.length + 4}::int
        order by w.df desc limit 2000`.execute(tx);
      return rows;
    },

    /** Of these words, those that occur; and words that have `word` as their first or last part. */
    relatedWords: async (corpusId: number, word: string, parts: string[]): Promise<string[]> => {
      const { rows } = await sql<{ word: string }>`
        (select w.word from public.corpus_words w where w.corpus_id = ${corpusId}::int and w.word = any (${parts}::text[]))
        union
        (select w.word from public.corpus_words w where w.corpus_id = ${corpusId}::int
          and ((w.head = left(${word}, 2) and starts_with(w.word, ${word})) or (w.tail = right(${word}, 2) and right(w.word, char_length(${word})) = ${word}))
          and char_length(w.word) <= ${word.length + 14}::int order by w.df desc limit 6)`.execute(tx);
      return rows.map((row) => row.word);
    },

    /** How many chunks have a vector of this model. */
    embedded: async (corpusId: number, model: string): Promise<number> => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from public.chunk_embeddings e
        where e.corpus_id = ${corpusId}::int and e.model = ${model}`.execute(tx);
      return rows[0]?.count ?? 0;
    },

    /** The chunks that are nearest to a question in meaning; an exact scan of this corpus alone. */
    nearest: async (corpusId: number, { model, values }: QuestionVector, limit: number): Promise<number[]> => {
      const { rows } = await sql<{ id: number }>`
        select e.chunk_id::float8 as id from public.chunk_embeddings e
        where e.corpus_id = ${corpusId}::int and e.model = ${model}
        order by e.embedding operator(extensions.<=>) ${JSON.stringify(values)}::extensions.vector, e.chunk_id limit ${limit}::int`.execute(
        tx,
      );
      return rows.map((row) => row.id);
    },

    cosines: async (chunkIds: number[], { model, values }: QuestionVector): Promise<Map<number, number>> => {
      const { rows } = await sql<{ id: number; cosine: number }>`
        select e.chunk_id::float8 as id, 1 - (e.embedding operator(extensions.<=>) ${JSON.stringify(values)}::extensions.vector) as cosine
        from public.chunk_embeddings e where e.chunk_id = any (${chunkIds}::bigint[]) and e.model = ${model}`.execute(
        tx,
      );
      return new Map(rows.map(({ id, cosine }) => [id, cosine]));
    },

    /**
     * The best chunks by BM25, and with them those of `also` whatever their words. Of the terms that stand for one word of the
     * question the best one counts.
     *
     * `offset 0` has each chunk looked up by its id. Left the choice, a planner without statistics reads all of the
     * assistant's chunks for each of the best: ten times as long at 5,000 chunks.
     */
    rank: async (
      corpusId: number,
      averageLength: number,
      terms: WeighedTerm[],
      { limit, also = [] }: { limit: number; also?: number[] },
    ): Promise<PassageRow[]> => {
      const { rows } = await sql<PassageRow>`
        with wanted as (
          select * from unnest(${terms.map((t) => t.term)}::text[], ${terms.map((t) => t.weight)}::float8[], ${terms.map((t) => t.slot)}::int[])
            as w (term, weight, slot)),
        parts as (
          select p.chunk_id, w.slot,
            max(w.weight * p.tf * ${k1 + 1}::float8 / (p.tf + ${k1}::float8 * (${1 - b}::float8 + ${b}::float8 * p.len / ${averageLength}::float8))) as part
          from wanted w join public.postings p on p.corpus_id = ${corpusId}::int and p.term = w.term
          group by p.chunk_id, w.slot),
        sums as (select chunk_id, sum(part) as score from parts group by chunk_id),
        best as (
          (select chunk_id, score from sums order by score desc, chunk_id limit ${limit}::int)
          union
          select a.id, coalesce(s.score, 0) from unnest(${also}::bigint[]) as a (id) left join sums s on s.chunk_id = a.id)
        select c.id::float8 as id, c.document_id, d.title, d.url, d.language, c.heading, c.page, c.parts, c.start_at, c.text,
          best.score, null::float8 as cosine
        from best
        cross join lateral (select * from public.chunks where id = best.chunk_id offset 0) c
        join public.documents d on d.id = c.document_id and d.workspace_id = c.workspace_id and d.assistant_id = c.assistant_id
        where c.workspace_id = ${workspaceId}::uuid and c.assistant_id = ${assistantId}::uuid
        order by best.score desc, c.id`.execute(tx);
      return rows;
    },

    curated: async (): Promise<CuratedRow[]> =>
      await tx
        .selectFrom("curated_answers")
        .select(["id", "question", "wordings", "answer", "url"])
        .where("workspace_id", "=", workspaceId)
        .where("assistant_id", "=", assistantId)
        .where("enabled", "=", true)
        .orderBy("created_at")
        .orderBy("id")
        .limit(1000)
        .execute(),

    remembered: async (corpusId: number, key: Buffer): Promise<unknown> => {
      const { rows } = await sql<{ answer: unknown }>`
        select r.answer from public.remembered_answers r where r.corpus_id = ${corpusId}::int and r.key = ${key}`.execute(
        tx,
      );
      return rows[0]?.answer;
    },
  };
}
export type KnowledgeRepository = ReturnType<typeof knowledgeRepository>;
