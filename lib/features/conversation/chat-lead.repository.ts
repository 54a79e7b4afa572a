import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

export type NewLead = {
  workspace_id: string;
  assistant_id: string;
  visitor_id: string;
  conversation_id: string | null;
  email: string;
  name: string;
  phone: string;
  message: string;
  page_url: string | null;
  consent_text: string;
  consent_version: number;
};

/** A visitor's side of `leads`: they leave one, and read none. Wants the service's role. */
export function chatLeadRepository(tx: Tx) {
  return {
    /** Waits for whoever leaves the same address at the same assistant. */
    async lock(assistantId: string, email: string): Promise<void> {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`lead:${assistantId}:${email}`}, 0))`.execute(tx);
    },

    /** Somebody who sends the form twice in a day means one lead; what is left empty the second time stays. */
    async renew(lead: NewLead): Promise<string | null> {
      const { rows } = await sql<{ id: string }>`
        update public.leads l set
          name = coalesce(nullif(${lead.name}, ''), l.name), phone = coalesce(nullif(${lead.phone}, ''), l.phone),
          message = coalesce(nullif(${lead.message}, ''), l.message), page_url = coalesce(${lead.page_url}, l.page_url),
          conversation_id = coalesce(${lead.conversation_id}::uuid, l.conversation_id),
          consent_text = ${lead.consent_text}, consent_version = ${lead.consent_version}::int, consented_at = now()
        where l.id = (
          select p.id from public.leads p
          where p.workspace_id = ${lead.workspace_id} and p.assistant_id = ${lead.assistant_id} and p.email = ${lead.email}
            and p.created_at > now() - interval '24 hours'
          order by p.created_at desc limit 1)
        returning l.id`.execute(tx);
      return rows[0]?.id ?? null;
    },

    async insert(lead: NewLead): Promise<string> {
      const { id } = await tx.insertInto("leads").values(lead).returning("id").executeTakeFirstOrThrow();
      return id;
    },

    /** How the inbox calls the visitor from now on. */
    async nameVisitor(place: { workspaceId: string; visitorId: string }, name: string, email: string): Promise<void> {
      await sql`update public.visitors v set email = ${email}, name = coalesce(nullif(${name}, ''), v.name)
        where v.workspace_id = ${place.workspaceId} and v.id = ${place.visitorId}`.execute(tx);
    },
  };
}
