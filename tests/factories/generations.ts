import { sql } from "kysely";
import { GET as usage } from "@/app/api/v1/generation-usage/route";
import { GET as history } from "@/app/api/v1/generations/route";
import { POST as build } from "@/app/api/v1/projects/[projectId]/builds/route";
import type { Build } from "@/lib/features/build/build.schema";
import type { Generation, GenerationUsage } from "@/lib/features/generation/generation.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { call } from "../harness/call";
import type { Person, TestWorkspace } from "./people";

type Who = Person | { secret: string };
export const perDay = () => env().GENERATIONS_PER_DAY;

export const generate = (
  ws: TestWorkspace,
  as: Who,
  projectId: string,
  options: { idea?: string; key?: string } = {},
) =>
  call<Build>(build, {
    as,
    method: "POST",
    path: `/api/v1/projects/${projectId}/builds?workspace=${ws.slug}`,
    params: { projectId },
    body: { idea: options.idea ?? "An app to track parts and repairs" },
    headers: options.key === undefined ? {} : { "idempotency-key": options.key },
  });
export const usageFor = (ws: TestWorkspace, as: Who) =>
  call<GenerationUsage>(usage, { as, path: `/api/v1/generation-usage?workspace=${ws.slug}` });
export const historyFor = (ws: TestWorkspace, as: Who, query = "") =>
  call<Generation[]>(history, { as, path: `/api/v1/generations?workspace=${ws.slug}${query}` });

/** Leaves a workspace so many of today's generations. */
export async function leave(ws: TestWorkspace, count: number): Promise<void> {
  const db = await rawDatabase();
  await sql`delete from private.generation_holds where workspace_id = ${ws.id}`.execute(db);
  await sql`insert into public.generation_usage (workspace_id, day, used) values (${ws.id}, private.generation_day(), ${perDay() - count})
    on conflict (workspace_id, day) do update set used = excluded.used`.execute(db);
}

/** What the counters say: uses of today, and places that are held. */
export async function counted(ws: TestWorkspace): Promise<{ used: number; held: number }> {
  const { rows } = await sql<{ used: number; held: number }>`
    select coalesce((select used from public.generation_usage where workspace_id = ${ws.id} and day = private.generation_day()), 0) as used,
      (select count(*)::int from private.generation_holds where workspace_id = ${ws.id}) as held`.execute(
    await rawDatabase(),
  );
  return rows[0] ?? { used: -1, held: -1 };
}
