import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

type ListOptions = {
  limit: number;
  after: KeysetPosition | undefined;
  projectId: string | undefined;
  q: string | undefined;
};
type NewAssistant = { name: string; project_id: string | null; language: string; greeting: string };
export type AssistantColumns = {
  name: string;
  project_id: string | null;
  enabled: boolean;
  language: string;
  greeting: string;
  suggested_questions: string[];
  color: string;
  position: string;
  theme: string;
  avatar: string;
  allowed_origins: string[];
  handoff_enabled: boolean;
  lead_enabled: boolean;
  lead_phone: boolean;
  lead_consent: string;
  answer_mode: string;
  threshold_low: number | null;
  threshold_high: number | null;
  monthly_conversations: number | null;
  retention_days: number | null;
};

/** Reads and writes `assistants`. Every query filters by workspace itself; row level security is the wall behind it. */
export function assistantRepository(tx: Tx, workspaceId: string) {
  const base = () =>
    tx
      .selectFrom("assistants as a")
      .leftJoin("projects as p", (join) =>
        join.onRef("p.id", "=", "a.project_id").onRef("p.workspace_id", "=", "a.workspace_id"),
      )
      .where("a.workspace_id", "=", workspaceId)
      .selectAll("a")
      .select("p.name as project_name")
      .select([
        sql<number>`(select count(*)::int from public.sources s where s.workspace_id = a.workspace_id and s.assistant_id = a.id)`.as(
          "sources",
        ),
        sql<number>`coalesce((select k.chunk_count from public.corpora k where k.workspace_id = a.workspace_id and k.assistant_id = a.id), 0)`.as(
          "chunks",
        ),
        sql<number>`coalesce((select u.used from public.conversation_usage u where u.workspace_id = a.workspace_id and u.scope = a.id
          and u.month = date_trunc('month', now() at time zone 'UTC')::date), 0)`.as("conversations_this_month"),
      ]);
  return {
    /** Newest first, one more than `limit`. */
    list: ({ limit, after, projectId, q }: ListOptions) => {
      let query = base()
        .orderBy("a.created_at", "desc")
        .orderBy("a.id", "desc")
        .limit(limit + 1);
      if (after)
        query = query.where(sql<boolean>`(a.created_at, a.id) < (${after.value}::timestamptz, ${after.id}::uuid)`);
      if (projectId !== undefined) query = query.where("a.project_id", "=", projectId);
      if (q) query = query.where("a.name", "ilike", `%${q.replace(/[\\%_]/g, "\\$&")}%`);
      return query.execute();
    },

    find: (id: string) => base().where("a.id", "=", id).executeTakeFirst(),

    async insert(fields: NewAssistant): Promise<string> {
      const { id } = await tx
        .insertInto("assistants")
        .values({ workspace_id: workspaceId, ...fields })
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },

    async update(id: string, changes: Partial<AssistantColumns>): Promise<boolean> {
      const row = await tx
        .updateTable("assistants")
        .set(changes)
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },

    async delete(id: string): Promise<boolean> {
      const row = await tx
        .deleteFrom("assistants")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

export type AssistantRepository = ReturnType<typeof assistantRepository>;
export type AssistantRow = NonNullable<Awaited<ReturnType<AssistantRepository["find"]>>>;
