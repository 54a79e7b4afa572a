import "server-only";
import { cache } from "react";
import { readPublicProject } from "@/lib/features/sharing/services/public-page";
import type { PublicProject } from "@/lib/features/sharing/sharing.schema";
import { NotFoundError } from "@/lib/platform/errors/errors";

/** Once per request, never longer: a page that was taken back must be gone. Null when the address leads nowhere. */
export const findPublicProject = cache(async (pageKey: string): Promise<PublicProject | null> => {
  try {
    return await readPublicProject(pageKey);
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
});
