import "server-only";
import { runtime } from "@/lib/platform/db/runtime";
import { vacuumDue } from "@/lib/platform/db/vacuum";
import { env } from "@/lib/platform/env/env";
import type { JobHandler } from "@/lib/platform/jobs/define-job";

/** A database server vacuums on its own. */
export const vacuum: JobHandler<Record<string, never>> = async (_data, { signal }) => {
  if (env().mode !== "embedded") return;
  const { engine } = await runtime();
  await vacuumDue(engine, signal);
};
