import { sql } from "kysely";
import { POST as upload } from "@/app/api/v1/assistants/[assistantId]/sources/files/route";
import { POST as create, GET as list } from "@/app/api/v1/assistants/[assistantId]/sources/route";
import { GET as summary } from "@/app/api/v1/assistants/[assistantId]/sources/summary/route";
import { GET as getDocument } from "@/app/api/v1/documents/[documentId]/route";
import { GET as listDocuments } from "@/app/api/v1/sources/[sourceId]/documents/route";
import { POST as resync } from "@/app/api/v1/sources/[sourceId]/resync/route";
import { POST as retry } from "@/app/api/v1/sources/[sourceId]/retry/route";
import { GET as getOne, PATCH as patch, DELETE as remove } from "@/app/api/v1/sources/[sourceId]/route";
import { readSourceJob } from "@/lib/features/source/source.jobs";
import type { DocumentSummary, Source, SourceDocument, SourceSummary } from "@/lib/features/source/source.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { anyJob } from "@/lib/platform/jobs/define-job";
import { runDueJobs } from "@/lib/platform/jobs/run-due";
import { call } from "../harness/call";
import { createAssistant } from "./assistants";
import { addMember, createWorkspace, type Person } from "./people";

type Who = Person | { secret: string };

/** A workspace with an assistant that knows nothing, and what one does with its sources. */
export async function createShelf() {
  const ws = await createWorkspace();
  const editor = await addMember(ws, "editor");
  const viewer = await addMember(ws, "viewer");
  const assistant = await createAssistant(ws.id);
  const assistantId = assistant.id;
  const query = `workspace=${ws.slug}`;
  const ofAssistant = `/api/v1/assistants/${assistantId}/sources`;
  const add = (body: Record<string, unknown>, as: Who = editor) =>
    call<Source>(create, { as, method: "POST", path: `${ofAssistant}?${query}`, params: { assistantId }, body });
  const send = (bytes: Uint8Array, name: string, as: Who = editor) =>
    call<Source>(upload, {
      as,
      method: "POST",
      path: `${ofAssistant}/files?${query}&name=${encodeURIComponent(name)}`,
      params: { assistantId },
      raw: new Blob([new Uint8Array(bytes)]),
      headers: { "content-type": "application/octet-stream" },
    });
  const onSource = <T = Source>(handler: typeof getOne, sourceId: string, more: object = {}, suffix = "") =>
    call<T>(handler, {
      as: editor,
      path: `/api/v1/sources/${sourceId}${suffix}?${query}`,
      params: { sourceId },
      ...more,
    });
  const one = async (sourceId: string) => (await onSource(getOne, sourceId)).json.data;
  const work = () => runDueJobs([anyJob(readSourceJob)], { budgetMs: 60_000 });
  /** Adds, works, and says what became of it. */
  const added = async (answer: ReturnType<typeof add>): Promise<Source> => {
    const { status, text, json } = await answer;
    if (status !== 201 && status !== 202) throw new Error(`not accepted: ${text}`);
    await work();
    return await one(json.data.id);
  };
  return {
    ...{ ws, editor, viewer, assistantId, query, add, send, onSource, one, work, added },
    addedFile: (bytes: Uint8Array, name: string) => added(send(bytes, name)),
    list: (filters = "", as: Who = viewer) =>
      call<Source[]>(list, { as, path: `${ofAssistant}?${query}${filters}`, params: { assistantId } }),
    summary: async () =>
      (
        await call<SourceSummary>(summary, {
          as: viewer,
          path: `${ofAssistant}/summary?${query}`,
          params: { assistantId },
        })
      ).json.data,
    documents: async (sourceId: string) =>
      (await onSource<DocumentSummary[]>(listDocuments, sourceId, {}, "/documents")).json.data,
    read: (documentId: string, more = "", as: Who = viewer) =>
      call<SourceDocument>(getDocument, {
        as,
        path: `/api/v1/documents/${documentId}?${query}${more}`,
        params: { documentId },
      }),
    change: (sourceId: string, body: object) => onSource(patch, sourceId, { method: "PATCH", body }),
    remove: (sourceId: string, as: Who = editor) => onSource(remove, sourceId, { method: "DELETE", body: {}, as }),
    retry: (sourceId: string) => onSource(retry, sourceId, { method: "POST", body: {} }, "/retry"),
    resync: (sourceId: string) => onSource(resync, sourceId, { method: "POST", body: {} }, "/resync"),
  };
}

/** What the database holds of a source, and whether its index is whole. */
export async function heldOf(sourceId: string) {
  const { rows } = await sql<{
    documents: number;
    chunks: number;
    postings: number;
    terms: number;
    text: string | null;
  }>`
    with mine as (select c.*, d.body from public.chunks c join public.documents d on d.id = c.document_id where d.source_id = ${sourceId})
    select (select count(*)::int from public.documents where source_id = ${sourceId}) as documents,
      (select count(*)::int from mine) as chunks,
      (select count(*)::int from public.postings p join mine m on m.id = p.chunk_id) as postings,
      (select coalesce(sum(cardinality(terms)), 0)::int from mine) as terms,
      (select string_agg(text, ' ' order by document_id, ord) from mine) as text`.execute(await rawDatabase());
  const [row] = rows;
  if (!row) throw new Error("no answer");
  return row;
}
