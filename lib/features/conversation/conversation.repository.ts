import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";
import type { ConversationStatus, InboxView } from "./conversation.schema";

type ListOptions = {
  limit: number;
  after: KeysetPosition | undefined;
  view: InboxView;
  assistantId?: string | undefined;
  rating?: number | undefined;
  q?: string | undefined;
};
type Changes = {
  status?: ConversationStatus;
  assigned_to?: string | null;
  resolved_at?: string | null;
  resolved_by?: string | null;
  handoff_at?: RawBuilder<string>;
};

/** The caller, when it is a person. */
export const me = sql<string>`private.actor_user_id()`;
const views: Record<Exclude<InboxView, "all">, RawBuilder<boolean>> = {
  waiting: sql`c.status = 'waiting'`,
  mine: sql`c.assigned_to = (select ${me}) and c.status <> 'resolved'`,
  unassigned: sql`c.assigned_to is null and c.status in ('waiting', 'human')`,
  human: sql`c.status = 'human'`,
  bot: sql`c.status = 'bot'`,
  resolved: sql`c.status = 'resolved'`,
};

const conversationRows = (tx: Tx, workspaceId: string) =>
  tx
    .selectFrom("conversations as c")
    .innerJoin("assistants as a", "a.id", "c.assistant_id")
    .innerJoin("visitors as v", "v.id", "c.visitor_id")
    .leftJoin("profiles as p", "p.id", "c.assigned_to")
    .where("c.workspace_id", "=", workspaceId)
    .select(["c.id", "c.assistant_id", "a.name as assistant_name", "c.status", "c.subject", "c.last_text"])
    .select(["c.last_role", "c.last_message_at", "c.message_count", "c.language", "c.rating", "c.assigned_to"])
    .select(["p.display_name as assignee_name", "v.name as visitor_name", "v.email as visitor_email"])
    .select(["c.handoff_at", "c.created_at"]);

function conditionsOf(
  workspaceId: string,
  { after, view, assistantId, rating, q }: ListOptions,
): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = [];
  if (view !== "all") conditions.push(views[view]);
  if (assistantId) conditions.push(sql`c.assistant_id = ${assistantId}::uuid`);
  if (rating) conditions.push(sql`c.rating = ${rating}`);
  if (q) {
    const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
    conditions.push(sql`(c.subject ilike ${pattern} or v.name ilike ${pattern} or v.email ilike ${pattern}
      or exists (select from public.messages m where m.workspace_id = ${workspaceId}::uuid and m.assistant_id = c.assistant_id
        and m.conversation_id = c.id and m.body ilike ${pattern}))`);
  }
  if (after) conditions.push(sql`(c.last_message_at, c.id) < (${after.value}::timestamptz, ${after.id}::uuid)`);
  return conditions;
}

/**
 * The staff's side of `conversations`. What somebody of the workspace only tried out is no conversation here.
 */
export function conversationRepository(tx: Tx, workspaceId: string) {
  const base = () => conversationRows(tx, workspaceId);
  return {
    /** Whatever was said last first, one more than `limit`. */
    list(options: ListOptions) {
      let query = base()
        .orderBy("c.last_message_at", "desc")
        .orderBy("c.id", "desc")
        .limit(options.limit + 1);
      for (const condition of conditionsOf(workspaceId, options)) query = query.where(condition);
      return query.execute();
    },

    find(id: string) {
      return base()
        .where("c.id", "=", id)
        .leftJoin("profiles as r", "r.id", "c.resolved_by")
        .leftJoinLateral(
          (eb) =>
            eb
              .selectFrom("leads as l")
              .whereRef("l.conversation_id", "=", "c.id")
              .whereRef("l.assistant_id", "=", "c.assistant_id")
              .where("l.workspace_id", "=", workspaceId)
              .orderBy("l.created_at", "desc")
              .limit(1)
              .select(["l.id as lead_id", "l.email as lead_email", "l.name as lead_name", "l.status as lead_status"])
              .as("lead"),
          (join) => join.onTrue(),
        )
        .select(["c.page_url", "c.rating_comment", "c.resolved_at", "c.resolved_by", "r.display_name as resolver_name"])
        .select(["lead.lead_id", "lead.lead_email", "lead.lead_name", "lead.lead_status", "a.project_id"])
        .executeTakeFirst();
    },

    /** Waits for whoever is changing it; what is decided after it is decided on what is there. False: not there, or not for them. */
    async lock(id: string): Promise<boolean> {
      const row = await tx
        .selectFrom("conversations")
        .select("id")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .forUpdate()
        .executeTakeFirst();
      return row !== undefined;
    },

    async update(id: string, changes: Changes): Promise<boolean> {
      const row = await tx
        .updateTable("conversations")
        .set(changes)
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Of any number of people at once exactly one gets it. */
    async takeOver(id: string): Promise<boolean> {
      const row = await tx
        .updateTable("conversations")
        .set({ status: "human", assigned_to: me, handoff_at: firstHandoff })
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .where("status", "<>", "resolved")
        .where((eb) => eb.or([eb("assigned_to", "is", null), eb("assigned_to", "=", me)]))
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },

    async delete(id: string): Promise<boolean> {
      const row = await tx
        .deleteFrom("conversations")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

/** How many conversations want a person, and when something was said last. */
export async function countInbox(tx: Tx, workspaceId: string) {
  const { rows } = await sql<{ waiting: number; mine: number; unassigned: number; human: number }>`
    select count(*) filter (where ${views.waiting})::int as waiting, count(*) filter (where ${views.mine})::int as mine,
      count(*) filter (where ${views.unassigned})::int as unassigned, count(*) filter (where ${views.human})::int as human
    from public.conversations c
    where c.workspace_id = ${workspaceId}::uuid and c.visitor_id is not null and c.status in ('waiting', 'human')`.execute(
    tx,
  );
  const last = await tx
    .selectFrom("conversations")
    .select("last_message_at")
    .where("workspace_id", "=", workspaceId)
    .where("visitor_id", "is not", null)
    .orderBy("last_message_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return {
    ...(rows[0] ?? { waiting: 0, mine: 0, unassigned: 0, human: 0 }),
    lastMessageAt: last?.last_message_at ?? null,
  };
}

/** When a person came in first, whether asked for or not. */
export const firstHandoff = sql<string>`coalesce(handoff_at, now())`;

export type ConversationRepository = ReturnType<typeof conversationRepository>;
export type ConversationRow = Awaited<ReturnType<ConversationRepository["list"]>>[number];
export type ConversationDetailRow = NonNullable<Awaited<ReturnType<ConversationRepository["find"]>>>;
