import "server-only";
import type { z } from "zod";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { TemplateRepository, TemplateRow, TemplateSort } from "../template.repository";
import type { listTemplatesQuery } from "../template.schema";

const cursorKinds = {
  popular: "integer",
  rating: "integer",
  newest: "timestamp",
  name: "text",
} as const satisfies Record<TemplateSort, string>;
const maxWords = 8;

/** @throws BadRequestError for a forged cursor, or one of another sort */
export async function listTemplates(
  templates: Pick<TemplateRepository, "list">,
  query: z.infer<typeof listTemplatesQuery>,
): Promise<{ rows: TemplateRow[]; nextCursor: string | null }> {
  const { q, category, feature, stack, language, premium, mine, sort, limit } = query;
  const rows = await templates.list({
    filters: {
      words: (q ?? "").match(/[\p{L}\p{N}]+/gu)?.slice(0, maxWords) ?? [],
      category,
      feature,
      stack,
      language,
      premium: premium === undefined ? undefined : premium === "true",
      mine: mine === "true",
    },
    sort,
    limit,
    after: decodeCursor(query.cursor, cursorKinds[sort]),
  });
  return pageOf(rows, limit, (row) => ({ value: row.sort_value, id: row.id }));
}
