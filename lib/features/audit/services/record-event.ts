import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

type Event = {
  workspaceId: string;
  action: `${string}.${string}`;
  targetType: string;
  targetId: string | null;
  changes?: Record<string, unknown>;
};

/** Audits a deed that changes no row: an export, a download. In the caller's transaction, like every audit entry. */
export async function recordEvent(tx: Tx, event: Event): Promise<void> {
  await sql`select private.record_event(${event.workspaceId}::uuid, ${event.action}, ${event.targetType}, ${event.targetId}, ${JSON.stringify(event.changes ?? {})}::jsonb)`.execute(
    tx,
  );
}
