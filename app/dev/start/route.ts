import { startProcess } from "@/lib/features/start-process";
import { env } from "@/lib/platform/env/env";

export const dynamic = "force-dynamic";

/** server.mjs asks for this in development once the first page is compiled. In production the start comes before all requests. */
export async function GET(): Promise<Response> {
  if (env().NODE_ENV === "production") return new Response(null, { status: 404 });
  await startProcess();
  return new Response(null, { status: 204 });
}
