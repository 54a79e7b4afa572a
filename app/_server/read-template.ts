import "server-only";
import { cache } from "react";
import { getTemplate } from "@/lib/features/template/services/get-template";
import { withViewer } from "@/lib/platform/auth/viewer";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { uuid } from "@/lib/shared/schema";
import { readWorkspace } from "./read-me";

/** Null for what the viewer may not see: a title must not tell more than the page. */
export const readTemplateName = cache(async (slug: string, templateId: string): Promise<string | null> => {
  const workspace = await readWorkspace(slug);
  if (workspace === null || workspace.deletedAt !== null || !uuid.safeParse(templateId).success) return null;
  try {
    return await withViewer(async (tx) => (await getTemplate(tx, workspace.id, templateId)).name);
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
});
