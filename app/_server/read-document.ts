import "server-only";
import { cache } from "react";
import { getDocument } from "@/lib/features/source/services/list-sources";
import { withViewer } from "@/lib/platform/auth/viewer";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { uuid } from "@/lib/shared/schema";
import { readWorkspace } from "./read-me";

/** A document's title; null for what the viewer may not see, or what is another assistant's. */
export const readDocumentTitle = cache(
  async (slug: string, assistantId: string, documentId: string): Promise<string | null> => {
    const workspace = await readWorkspace(slug);
    if (workspace === null || workspace.deletedAt !== null || !uuid.safeParse(documentId).success) return null;
    try {
      const document = await withViewer((tx) => getDocument(tx, workspace.id, documentId));
      return document?.assistant_id === assistantId ? document.title : null;
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
  },
);
