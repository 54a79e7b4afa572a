import "server-only";
import { sql } from "kysely";
import type { Role } from "@/lib/platform/auth/permissions";
import type { Tx } from "@/lib/platform/db/db";

/** An assistant or what it said, as a notice names it. */
export type NoticeSubject = { slug: string; assistantName: string; projectId: string | null };

/** Whom news of an assistant concerns. Sees everybody, so it wants a transaction in `service_role`. */
export function inboxAudience(tx: Tx, workspaceId: string) {
  return {
    /** Members of at least that role; of those, whoever sees the assistant's project. */
    async people(minRole: Role, projectId: string | null): Promise<string[]> {
      const { rows } = await sql<{ user_id: string }>`
        select m.user_id from public.workspace_members m
        join public.workspaces w on w.id = m.workspace_id and w.deleted_at is null
        where m.workspace_id = ${workspaceId}::uuid and private.role_rank(m.role) >= private.role_rank(${minRole})
          and (${projectId}::uuid is null or private.project_rank(${projectId}::uuid, m.user_id) >= private.role_rank('viewer'))
        order by m.user_id`.execute(tx);
      return rows.map((row) => row.user_id);
    },

    async conversation(id: string) {
      const { rows } = await sql<NoticeSubject & { subject: string; lastText: string; handoffAt: string | null }>`
        select w.slug, a.name as "assistantName", a.project_id as "projectId", c.subject, c.last_text as "lastText",
          c.handoff_at::text as "handoffAt"
        from public.conversations c join public.assistants a on a.id = c.assistant_id join public.workspaces w on w.id = c.workspace_id
        where c.workspace_id = ${workspaceId}::uuid and c.id = ${id}::uuid and c.tried_by is null`.execute(tx);
      return rows[0];
    },

    async lead(id: string) {
      const { rows } = await sql<NoticeSubject & { name: string; email: string; message: string }>`
        select w.slug, a.name as "assistantName", a.project_id as "projectId", l.name, l.email, l.message
        from public.leads l join public.assistants a on a.id = l.assistant_id join public.workspaces w on w.id = l.workspace_id
        where l.workspace_id = ${workspaceId}::uuid and l.id = ${id}::uuid`.execute(tx);
      return rows[0];
    },

    /** The month that is counted now, and the assistant if there is one. */
    async quota(assistantId: string | null) {
      const { rows } = await sql<{
        slug: string;
        month: string;
        assistantName: string | null;
        projectId: string | null;
      }>`
        select w.slug, private.usage_month()::text as month, a.name as "assistantName", a.project_id as "projectId"
        from public.workspaces w left join public.assistants a on a.workspace_id = w.id and a.id = ${assistantId}::uuid
        where w.id = ${workspaceId}::uuid and (${assistantId}::uuid is null or a.id is not null)`.execute(tx);
      return rows[0];
    },
  };
}
