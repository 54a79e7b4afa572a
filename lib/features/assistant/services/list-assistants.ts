import "server-only";
import type { z } from "zod";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { AssistantRepository, AssistantRow } from "../assistant.repository";
import type { listAssistantsQuery } from "../assistant.schema";

/** Newest first. @throws BadRequestError for a forged cursor */
export async function listAssistants(
  assistants: Pick<AssistantRepository, "list">,
  query: z.infer<typeof listAssistantsQuery>,
): Promise<{ rows: AssistantRow[]; nextCursor: string | null }> {
  const rows = await assistants.list({
    limit: query.limit,
    after: decodeCursor(query.cursor),
    projectId: query.projectId,
    q: query.q || undefined,
  });
  return pageOf(rows, query.limit, (row) => ({ value: row.created_at, id: row.id }));
}

/** @throws NotFoundError, also for an assistant of a project that is kept from the caller */
export async function getAssistant(assistants: Pick<AssistantRepository, "find">, id: string): Promise<AssistantRow> {
  const row = await assistants.find(id);
  if (!row) throw new NotFoundError();
  return row;
}
