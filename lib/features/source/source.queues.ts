import { z } from "zod";
import { uuid } from "@/lib/shared/schema";

const address = z.string().max(2000);

/** How far a site has been read: what one job hands to the next, so that no job takes long and none begins again. */
export const siteStateSchema = z.strictObject({
  queue: z.array(address).max(1000),
  /** Addresses that were in the queue before. */
  seen: z.array(address).max(2000),
  /** Whether links lead on: a site without a map. */
  follow: z.boolean(),
  /** Addresses of documents that stay. */
  kept: z.array(address).max(1000),
  read: z.number().int(),
  skipped: z.number().int(),
  bytes: z.number().int(),
  robots: z.string().max(100_000),
});
export type SiteState = z.infer<typeof siteStateSchema>;

/** The queue of the job that reads a source; apart from its handler, which puts the rest of a site into it. */
export const readSourceQueue = {
  name: "source.read",
  schema: z.strictObject({ workspaceId: uuid, sourceId: uuid, runId: uuid, site: siteStateSchema.optional() }),
  retryLimit: 3,
  retryDelaySeconds: 5,
  timeoutSeconds: 90,
};
export type ReadSource = z.infer<typeof readSourceQueue.schema>;
