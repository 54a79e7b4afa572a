import "server-only";
import { sql } from "kysely";
import { now, toIso } from "@/lib/platform/clock/clock";
import type { Tx } from "@/lib/platform/db/db";
import { asService, elevated } from "@/lib/platform/db/service-role";

export type ChainState = { entries: number; brokenAt: number | null };
export type ChainCheck = {
  checkedAt: string;
  workspaces: number;
  entries: number;
  broken: { workspaceId: string; seq: number }[];
};

/** Walks one workspace's hash chain. Works in a request and in a job. */
export async function verifyChain(tx: Tx, workspaceId: string): Promise<ChainState & { checkedAt: string }> {
  return await elevated(tx, async () => {
    const { rows } = await sql<{ entries: number; broken_at: number | null }>`
      select entries, broken_at from private.verify_audit_chain(${workspaceId}::uuid)`.execute(tx);
    return { entries: rows[0]?.entries ?? 0, brokenAt: rows[0]?.broken_at ?? null, checkedAt: now().toISOString() };
  });
}

/** Walks every chain there is, also those of workspaces long gone, and keeps what was found. */
export async function verifyAllChains(signal?: AbortSignal): Promise<ChainCheck> {
  const ids = await asService(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select workspace_id as id from private.audit_heads union select distinct workspace_id from public.audit_logs`.execute(
      tx,
    );
    return rows.map((row) => row.id);
  });
  let entries = 0;
  const broken: ChainCheck["broken"] = [];
  for (const workspaceId of ids) {
    signal?.throwIfAborted();
    const state = await asService((tx) => verifyChain(tx, workspaceId));
    entries += state.entries;
    if (state.brokenAt !== null) broken.push({ workspaceId, seq: state.brokenAt });
  }
  const checkedAt = await asService(async (tx) => {
    const { rows } = await sql<{ at: string }>`
      insert into private.audit_checks (checked_at, workspaces, entries, broken)
      values (clock_timestamp(), ${ids.length}, ${entries}, ${JSON.stringify(broken)}::jsonb) returning checked_at as at`.execute(
      tx,
    );
    await sql`delete from private.audit_checks where checked_at < now() - interval '60 days'`.execute(tx);
    return toIso(rows[0]?.at ?? now());
  });
  return { checkedAt, workspaces: ids.length, entries, broken };
}

/** The newest kept result, or null before the first night. */
export async function lastChainCheck(): Promise<ChainCheck | null> {
  return await asService(async (tx) => {
    const { rows } = await sql<{ at: string; workspaces: number; entries: number; broken: ChainCheck["broken"] }>`
      select checked_at as at, workspaces, entries, broken from private.audit_checks order by checked_at desc limit 1`.execute(
      tx,
    );
    const row = rows[0];
    return row
      ? { checkedAt: toIso(row.at), workspaces: row.workspaces, entries: row.entries, broken: row.broken }
      : null;
  });
}
