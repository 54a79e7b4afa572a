import "server-only";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Answer } from "@/lib/features/assistant/answers/answer.schema";
import { quotedAnswer } from "@/lib/features/assistant/services/answer-question";
import { createCuratedAnswer } from "@/lib/features/assistant/services/write-curated-answer";
import { testSetRepository } from "@/lib/features/assistant/test-set.repository";
import { type ChatPlace, chatRepository } from "@/lib/features/conversation/chat.repository";
import { chatDoorRepository } from "@/lib/features/conversation/chat-door.repository";
import { chatNote } from "@/lib/features/conversation/chat-notes";
import { gapKey } from "@/lib/features/conversation/services/answer-visitor";
import { readBytes } from "@/lib/features/source/readers/read-bytes";
import { type Prepared, prepareDocument, saveDocument } from "@/lib/features/source/services/save-document";
import { sourceRepository, sourceRuns } from "@/lib/features/source/source.repository";
import { now, ticks } from "@/lib/platform/clock/clock";
import { randomToken, sha256 } from "@/lib/platform/crypto/crypto";
import type { Tx } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { demoAssistantId } from "./demo-assistant";
import * as fjord from "./fjord-coffee";

type ReadDocument = { title: string; fileName: string; bytes: Buffer; prepared: Prepared };
type Place = { workspaceId: string; assistantId: string };
type MessageColumns = {
  reply_to?: string;
  author_id?: string;
  author_name?: string;
  status?: string;
  mode?: string;
  confidence?: number | null;
  feedback?: number | null;
  curated_id?: string | null;
  first_ms?: number;
  total_ms?: number;
};
type Staff = (email: string) => { id: string; name: string };

/** What takes long, before the transaction. */
export async function readDemoDocuments(): Promise<ReadDocument[]> {
  return await Promise.all(
    fjord.documents.map(async ({ title, fileName, text }) => {
      const bytes = Buffer.from(text);
      const { document } = await readBytes(bytes);
      return { title, fileName, bytes, prepared: await prepareDocument({ ...document, title }, null) };
    }),
  );
}

/** The assistant of a made-up roastery with what it knows and two weeks of conversations. Part of the demo's transaction. */
export async function seedAssistant(
  tx: Tx,
  workspace: { id: string; projectId: string; staff: Staff },
  documents: readonly ReadDocument[],
): Promise<void> {
  const site = env().demoSite?.address;
  const place = { workspaceId: workspace.id, assistantId: demoAssistantId };
  await tx
    .insertInto("assistants")
    .values({
      id: demoAssistantId,
      workspace_id: workspace.id,
      project_id: workspace.projectId,
      created_by: workspace.staff("demo@atrium.local").id,
      name: "Fjord Coffee",
      greeting: "Hei! Ask me about our coffee, deliveries, subscriptions or brewing.",
      suggested_questions: fjord.suggestedQuestions,
      color: "#1f5c66",
      avatar: "☕",
      allowed_origins: site === undefined ? [] : [site],
    })
    .execute();
  for (const document of documents) await addSource(tx, place, document);
  for (const curated of fjord.curatedAnswers)
    await createCuratedAnswer({ tx, ...place }, { ...curated, url: null, enabled: true, gapIds: [] });
  await addTestQuestions(tx, place);
  // Oldest first, so that numbers and months are counted as they would have been.
  for (const conversation of fjord.conversations.toReversed())
    await addConversation(
      tx,
      { place, staff: workspace.staff, site: site ?? "https://fjord-coffee.example" },
      conversation,
    );
}

async function addSource(tx: Tx, place: Place, { title, fileName, bytes, prepared }: ReadDocument): Promise<void> {
  const runs = sourceRuns(tx, place.workspaceId);
  const id = await sourceRepository(tx, place.workspaceId).insert(place.assistantId, {
    kind: "file",
    title,
    file_name: fileName,
    byte_size: bytes.length,
    content_hash: sha256(bytes).toString("hex"),
  });
  if (id === undefined) throw new Error(`the demo names ${fileName} twice`);
  await runs.keepContent(place.assistantId, id, bytes);
  const runId = randomUUID();
  await runs.beginRun(id, runId);
  await saveDocument(tx, place.workspaceId, { id, assistant_id: place.assistantId }, prepared);
  await runs.report(id, runId, {
    status: "ready",
    progress: 100,
    format: "markdown",
    synced_at: now().toISOString(),
  });
}

async function addTestQuestions(tx: Tx, place: Place): Promise<void> {
  const known = await tx
    .selectFrom("documents")
    .select(["id", "title"])
    .where("assistant_id", "=", place.assistantId)
    .execute();
  for (const { question, document } of fjord.testQuestions)
    await testSetRepository(tx, place).insertQuestion({
      question,
      expect: document === null ? "unknown" : "document",
      document_id: known.find(({ title }) => title === document)?.id ?? null,
    });
}

type Setting = { place: Place; staff: Staff; site: string };

async function addConversation(tx: Tx, { place, staff, site }: Setting, talk: fjord.DemoConversation): Promise<void> {
  const begun = now().getTime() - talk.minutesAgo * 60_000;
  const at = (minutes: number) => new Date(begun + minutes * 60_000).toISOString();
  const columns = { workspace_id: place.workspaceId, assistant_id: place.assistantId };
  // Nobody holds the secret: these visitors do not come back.
  const { rows } = await sql<{ id: string }>`
    insert into public.visitors (workspace_id, assistant_id, secret_hash, name, email, language, created_at, last_seen_at)
    values (${place.workspaceId}, ${place.assistantId}, ${sha256(randomToken())}, ${talk.visitor?.name ?? ""},
      ${talk.visitor?.email ?? ""}, 'en', ${at(0)}, ${at(0)})
    returning id`.execute(tx);
  const visitorId = rows[0]?.id ?? "";
  await chatDoorRepository(tx).admit(place, { all: null, own: null });
  const { id } = await tx
    .insertInto("conversations")
    .values({ ...columns, visitor_id: visitorId, language: "en", page_url: `${site}/`, created_at: at(0) })
    .returning("id")
    .executeTakeFirstOrThrow();

  const script = new Script(tx, { ...place, visitorId }, id, at);
  for (const turn of talk.turns) {
    if ("visitor" in turn) await script.ask(turn.visitor, turn.thumb ?? null);
    else await script.reply(staff(turn.agent), turn.text);
  }
  const resolver = talk.resolvedBy === undefined ? null : staff(talk.resolvedBy).id;
  await tx
    .updateTable("conversations")
    .set({
      status: resolver ? "resolved" : script.handedOver ? "waiting" : "bot",
      handoff_at: script.handedOver,
      assigned_to: resolver,
      resolved_by: resolver,
      resolved_at: resolver && script.lastAt,
      last_message_at: script.lastAt,
      rating: talk.rating?.stars ?? null,
      rating_comment: talk.rating?.comment ?? "",
    })
    .where("id", "=", id)
    .execute();
  if (talk.lead && talk.visitor) {
    const { lead_consent, lead_consent_version } = await tx
      .selectFrom("assistants")
      .select(["lead_consent", "lead_consent_version"])
      .where("id", "=", place.assistantId)
      .executeTakeFirstOrThrow();
    const consent = { consent_text: lead_consent, consent_version: lead_consent_version, consented_at: script.lastAt };
    await tx
      .insertInto("leads")
      .values({
        ...{ ...columns, ...talk.visitor, ...talk.lead, ...consent },
        ...{ visitor_id: visitorId, conversation_id: id, page_url: `${site}/`, created_at: script.lastAt },
      })
      .execute();
  }
}

/** Plays one conversation: questions are answered from the documents as they are, not from what somebody wrote here. */
class Script {
  handedOver: string | null = null;
  #minutes = 0;

  constructor(
    private readonly tx: Tx,
    private readonly place: ChatPlace,
    private readonly conversationId: string,
    private readonly at: (minutes: number) => string,
  ) {}

  get lastAt(): string {
    return this.at(this.#minutes);
  }

  async ask(text: string, thumb: 1 | -1 | null): Promise<void> {
    const asked = await this.#say("visitor", text, {});
    if (this.handedOver) return;
    const began = ticks();
    const answer = await quotedAnswer(this.tx, { ...this.place, question: text, history: [], language: "en" });
    const { status, mode, confidence, curatedId } = answer;
    const totalMs = Math.max(1, Math.round(ticks() - began));
    const id = await this.#say("assistant", answer.text, {
      ...{ reply_to: asked, status, mode, confidence, feedback: thumb },
      ...{ curated_id: curatedId, first_ms: totalMs, total_ms: totalMs },
    });
    await this.#after(id, text, answer);
  }

  async reply({ id, name }: { id: string; name: string }, text: string): Promise<void> {
    this.#minutes += 3;
    await this.#say("agent", text, { author_id: id, author_name: name });
  }

  async #after(id: string, question: string, answer: Answer): Promise<void> {
    const chat = chatRepository(this.tx, this.place);
    await chat.cite(id, answer.citations);
    if (answer.isGap) await chat.countGap(gapKey(question), question);
    if (answer.status !== "handoff") return;
    this.handedOver = this.lastAt;
    await this.#say("system", chatNote("handedOver", "en"), {});
  }

  async #say(role: string, body: string, more: MessageColumns): Promise<string> {
    this.#minutes += role === "visitor" ? 1 : 0.05;
    const { id } = await this.tx
      .insertInto("messages")
      .values({
        ...{ workspace_id: this.place.workspaceId, assistant_id: this.place.assistantId },
        ...{ conversation_id: this.conversationId, role, body, created_at: this.lastAt, ...more },
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return id;
  }
}
