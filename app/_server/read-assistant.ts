import "server-only";
import { cache } from "react";
import { assistantRepository } from "@/lib/features/assistant/assistant.repository";
import type { Assistant } from "@/lib/features/assistant/assistant.schema";
import { toAssistantDto } from "@/lib/features/assistant/assistant.serializer";
import { getAssistant } from "@/lib/features/assistant/services/list-assistants";
import { withViewer } from "@/lib/platform/auth/viewer";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { uuid } from "@/lib/shared/schema";
import { readWorkspace } from "./read-me";

/** Null for what the viewer may not see: a title must not tell more than the page. */
export const readAssistant = cache(async (slug: string, assistantId: string): Promise<Assistant | null> => {
  const workspace = await readWorkspace(slug);
  if (workspace === null || workspace.deletedAt !== null || !uuid.safeParse(assistantId).success) return null;
  try {
    return await withViewer(async (tx) =>
      toAssistantDto(await getAssistant(assistantRepository(tx, workspace.id), assistantId)),
    );
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
});
