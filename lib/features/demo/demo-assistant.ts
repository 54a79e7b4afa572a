import "server-only";
import { sql } from "kysely";
import type { Engine } from "@/lib/platform/db/engine";
import { env } from "@/lib/platform/env/env";

/** The same in every installation, so that a later start finds it, whatever somebody has called it meanwhile. */
export const demoAssistantId = "f10bdc0f-fee0-4c0f-8a00-000000000001";

export type DemoSite = {
  port: number;
  /** The page's address; its origin is among those the assistant allows. */
  address: string;
  atrium: string;
  assistantKey: string;
};

/**
 * The website that shows the demo's assistant, or null where there is none: outside the demo, switched off, or the assistant
 * was deleted. It may stand at another port than last time, so its address is allowed anew.
 */
export async function findDemoSite(engine: Engine): Promise<DemoSite | null> {
  const { demoSite, SITE_URL: atrium } = env();
  if (demoSite === null) return null;
  const { rows } = await sql<{ key: string; allowed: boolean }>`
    select public_key as key, ${demoSite.address} = any (allowed_origins) as allowed
    from public.assistants where id = ${demoAssistantId}::uuid`.execute(engine.kysely);
  const [found] = rows;
  if (!found) return null;
  if (!found.allowed)
    await sql`update public.assistants set allowed_origins = (array_prepend(${demoSite.address}::text, allowed_origins))[1:50]
      where id = ${demoAssistantId}::uuid`.execute(engine.kysely);
  return { ...demoSite, atrium, assistantKey: found.key };
}
