import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { cutDocument } from "@/lib/features/assistant/retrieval/cut-document";
import { sha256 } from "@/lib/platform/crypto/crypto";
import type { Tx } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";

export type TestAssistant = { id: string; key: string; workspaceId: string };

/** An assistant that knows nothing yet. */
export async function createAssistant(
  workspaceId: string,
  options: { name?: string; projectId?: string; allowedOrigins?: string[] } = {},
): Promise<TestAssistant> {
  const { rows } = await asService((tx) =>
    sql<{ id: string; key: string }>`
      insert into public.assistants (workspace_id, project_id, name, allowed_origins)
      values (${workspaceId}, ${options.projectId ?? null}, ${options.name ?? "Desk"}, ${options.allowedOrigins ?? []})
      returning id, public_key as key`.execute(tx),
  );
  const [row] = rows;
  if (!row) throw new Error("the assistant was not written");
  return { ...row, workspaceId };
}

export type AssistantRows = {
  assistantId: string;
  assistantKey: string;
  sourceId: string;
  documentId: string;
  conversationId: string;
  messageId: string;
  visitorId: string;
  leadId: string;
  gapId: string;
  curatedAnswerId: string;
  testQuestionId: string;
  testRunId: string;
  cannedReplyId: string;
};

const writer = (tx: Tx) => async (query: ReturnType<typeof sql<{ id: string }>>) => {
  const { rows } = await query.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("a row was not written");
  return id;
};

/** An assistant with one row in every table of what it knows and of what visitors say to it. */
export async function seedAssistant(
  tx: Tx,
  workspaceId: string,
  ownerId: string,
  projectId: string | null = null,
): Promise<AssistantRows> {
  const one = writer(tx);
  const { rows } = await sql<{ id: string; key: string }>`
    with made as (insert into public.assistants (workspace_id, project_id, name, created_by)
      values (${workspaceId}, ${projectId}, 'Desk', ${ownerId})
      returning id, public_key as key)
    select made.id, made.key from made`.execute(tx);
  const assistant = rows[0];
  if (!assistant) throw new Error("the assistant was not written");
  const place = sql`${workspaceId}::uuid, ${assistant.id}::uuid`;
  const text = "The workshop opens at nine.";
  const hash = sha256(text).toString("hex");
  const sourceId = await one(sql`
    insert into public.sources (workspace_id, assistant_id, kind, title, content_hash, status, created_by)
    values (${place}, 'text', 'Opening hours', ${hash}, 'ready', ${ownerId}) returning id`);
  await sql`insert into private.source_contents (source_id, workspace_id, assistant_id, bytes)
    values (${sourceId}, ${place}, ${Buffer.from(text)})`.execute(tx);
  const documentId = await one(sql`
    insert into public.documents (workspace_id, assistant_id, source_id, title, content_hash, body, words)
    values (${place}, ${sourceId}, 'Opening hours', ${hash}, ${text}, '{workshop,opens,nine}') returning id`);
  await sql`insert into public.chunks (workspace_id, assistant_id, corpus_id, document_id, ord, start_at, end_at, text, terms, tfs, len)
    select ${place}, k.id, ${documentId}, 0, 0, ${text.length}, ${text}, '{workshop,open,nine}', '{1,1,1}', 3
    from public.corpora k where k.assistant_id = ${assistant.id}`.execute(tx);
  const vectors = await sql<{
    there: boolean;
  }>`select to_regclass('public.chunk_embeddings') is not null as there`.execute(tx);
  if (vectors.rows[0]?.there)
    await sql`insert into public.chunk_embeddings (chunk_id, workspace_id, assistant_id, corpus_id, model, embedding)
      select c.id, c.workspace_id, c.assistant_id, c.corpus_id, 'sample', array_fill(0.5, array[512])::extensions.vector
      from public.chunks c where c.assistant_id = ${assistant.id}`.execute(tx);
  const curatedAnswerId = await one(sql`
    insert into public.curated_answers (workspace_id, assistant_id, question, answer, created_by)
    values (${place}, 'When do you open?', 'At nine.', ${ownerId}) returning id`);
  await sql`insert into public.remembered_answers (workspace_id, assistant_id, corpus_id, key, answer)
    select ${place}, k.id, ${randomBytes(32)}, '{}' from public.corpora k where k.assistant_id = ${assistant.id}`.execute(
    tx,
  );
  const testQuestionId = await one(sql`
    insert into public.test_questions (workspace_id, assistant_id, question, expect, document_id, created_by)
    values (${place}, 'When do you open?', 'document', ${documentId}, ${ownerId}) returning id`);
  const testRunId = await one(sql`
    insert into public.test_runs (workspace_id, assistant_id, questions, hit1, hit5, false_refusals, false_answers, threshold_low,
      threshold_high, results, created_by)
    values (${place}, 1, 1, 1, 0, 0, 0.7, 0.95, '[]', ${ownerId}) returning id`);
  const talk = await seedTalk(tx, { workspaceId, assistantId: assistant.id, documentId, text });
  const gapId = await one(sql`
    insert into public.gaps (workspace_id, assistant_id, key, question)
    values (${place}, 'do you sell bikes', 'Do you sell bikes?') returning id`);
  const leadId = await one(sql`
    insert into public.leads (workspace_id, assistant_id, visitor_id, conversation_id, email, consent_text, consent_version)
    values (${place}, ${talk.visitorId}, ${talk.conversationId}, 'visitor@example.test', 'Yes', 1) returning id`);
  return {
    assistantId: assistant.id,
    assistantKey: assistant.key,
    sourceId,
    documentId,
    ...talk,
    leadId,
    gapId,
    curatedAnswerId,
    testQuestionId,
    testRunId,
    cannedReplyId: await seedDesk(tx, workspaceId, ownerId),
  };
}

/** A visitor of an assistant who asked something and was answered from its document. */
export async function seedTalk(
  tx: Tx,
  { workspaceId, assistantId, documentId, text }: Record<"workspaceId" | "assistantId" | "documentId" | "text", string>,
): Promise<Pick<AssistantRows, "visitorId" | "conversationId" | "messageId">> {
  const one = writer(tx);
  const place = sql`${workspaceId}::uuid, ${assistantId}::uuid`;
  const visitorId = await one(sql`
    insert into public.visitors (workspace_id, assistant_id, secret_hash) values (${place}, ${randomBytes(32)}) returning id`);
  const conversationId = await one(sql`
    insert into public.conversations (workspace_id, assistant_id, visitor_id) values (${place}, ${visitorId}) returning id`);
  const questionId = await one(sql`
    insert into public.messages (workspace_id, assistant_id, conversation_id, role, body)
    values (${place}, ${conversationId}, 'visitor', 'When do you open?') returning id`);
  const messageId = await one(sql`
    insert into public.messages (workspace_id, assistant_id, conversation_id, role, body, status, mode, reply_to)
    values (${place}, ${conversationId}, 'assistant', ${text}, 'answered', 'extractive', ${questionId}) returning id`);
  await sql`insert into public.message_citations (message_id, ord, workspace_id, assistant_id, document_id, title, quote, start_at, end_at)
    values (${messageId}, 1, ${place}, ${documentId}, 'Opening hours', ${text}, 0, ${text.length})`.execute(tx);
  return { visitorId, conversationId, messageId };
}

/** What a workspace has beside its assistants, once however many they are. @returns the ready-made reply */
async function seedDesk(tx: Tx, workspaceId: string, ownerId: string): Promise<string> {
  await sql`insert into public.conversation_usage (workspace_id, scope, month, used)
    values (${workspaceId}, ${workspaceId}, '2026-01-01', 1) on conflict do nothing`.execute(tx);
  await sql`insert into public.ai_spend (workspace_id, day, tokens) values (${workspaceId}, '2026-01-01', 7)
    on conflict do nothing`.execute(tx);
  // A title of its own: two workspaces with the same one would keep a reply from being moved between them, whatever the policy says.
  const title = `Thanks ${randomBytes(4).toString("hex")}`;
  return await writer(tx)(sql`
    insert into public.canned_replies (workspace_id, title, body, created_by)
    values (${workspaceId}, ${title}, 'Thank you for waiting.', ${ownerId}) returning id`);
}

/** Adds a document to what an assistant knows, cut and indexed as a source's reader would leave it. @returns its id */
export async function addDocument(
  { id, workspaceId }: TestAssistant,
  doc: { title: string; body: string; headings?: { at: number; path: string }[]; pageStarts?: number[]; url?: string },
): Promise<string> {
  const cut = cutDocument({
    title: doc.title,
    body: doc.body,
    headings: doc.headings ?? [],
    pageStarts: doc.pageStarts ?? [],
  });
  const hash = sha256(`${randomBytes(8).toString("hex")}${doc.body}`).toString("hex");
  return await asService(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      with source as (
        insert into public.sources (workspace_id, assistant_id, kind, title, content_hash, status, synced_at)
        values (${workspaceId}, ${id}, 'text', ${doc.title}, ${hash}, 'ready', now()) returning id)
      insert into public.documents (workspace_id, assistant_id, source_id, title, url, content_hash, body, language, words, page_starts)
      select ${workspaceId}::uuid, ${id}::uuid, s.id, ${doc.title}, ${doc.url ?? null}, ${hash}, ${doc.body}, ${cut.language}, ${cut.words},
        ${doc.pageStarts ?? []}::int[]
      from source s returning id`.execute(tx);
    const documentId = rows[0]?.id;
    if (documentId === undefined) throw new Error("the document was not written");
    await sql`
      insert into public.chunks (workspace_id, assistant_id, corpus_id, document_id, ord, heading, page, parts, start_at, end_at, text, terms, tfs, len)
      select ${workspaceId}, ${id}, k.id, ${documentId}, c.ord, c.heading, c.page, c.parts, c.start_at, c.end_at, c.text, c.terms, c.tfs, c.len
      from public.corpora k, jsonb_to_recordset(${JSON.stringify(
        cut.chunks.map((c) => ({ ...c, start_at: c.startAt, end_at: c.endAt })),
      )}::jsonb) as c (ord int, heading text, page int, parts jsonb, start_at int, end_at int, text text, terms text[], tfs smallint[], len int)
      where k.assistant_id = ${id}`.execute(tx);
    return documentId;
  });
}
