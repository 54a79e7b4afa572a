import "server-only";
import { configureRuntime, runtime } from "@/lib/platform/db/runtime";
import { env } from "@/lib/platform/env/env";
import { createLite } from "@/lib/platform/supabase/lite";
import { type DemoSite, findDemoSite } from "./demo/demo-assistant";
import { seedDemo } from "./demo/seed-demo";
import { startJobs } from "./jobs";
import { seedLibrary } from "./template/services/seed-library";

/** The composition root: what the platform plugs together, and nothing else. Safe to import more than once. */
configureRuntime({
  createLite,
  afterMigrate: async ({ lite, engine }) => {
    await seedLibrary(engine);
    if (env().demo && lite) await seedDemo(lite, engine);
  },
});

/** Opens the database and starts the job runner of this process. @returns the demo's website, if there is to be one */
export async function start(): Promise<DemoSite | null> {
  const { engine } = await runtime();
  await startJobs();
  return await findDemoSite(engine);
}
