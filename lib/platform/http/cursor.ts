import { z } from "zod";
import { BadRequestError } from "@/lib/platform/errors/errors";

const key = z.tuple([z.string().min(1).max(130), z.string().min(1).max(60)]);
export type KeysetPosition = { value: string; id: string };

/** Opaque position of the last row of a page: its sort value and its id, which breaks ties. */
export function encodeCursor(position: KeysetPosition): string {
  return Buffer.from(JSON.stringify([position.value, position.id])).toString("base64url");
}

const badCursor = () => new BadRequestError("BAD_CURSOR", "This page marker is not valid. Start from the first page.");

/**
 * @param kind what the values must look like; checked here, so that a forged cursor is a 400 and never reaches a cast
 * @throws BadRequestError
 */
export function decodeCursor(
  cursor: string | undefined,
  kind: "timestamp" | "integer" | "text" = "timestamp",
): KeysetPosition | undefined {
  if (cursor === undefined) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch (cause) {
    throw new BadRequestError("BAD_CURSOR", "This page marker is not valid. Start from the first page.", { cause });
  }
  const result = key.safeParse(parsed);
  if (!result.success) throw badCursor();
  const [value, id] = result.data;
  if (encodeCursor({ value, id }) !== cursor) throw badCursor();
  const valueOk =
    kind === "integer"
      ? /^\d{1,15}$/.test(value)
      : kind === "text"
        ? !/\p{Cc}/u.test(value)
        : /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}(:?\d{2})?)$/.test(value) &&
          !Number.isNaN(Date.parse(value.replace(/([+-]\d{2})$/, "$1:00")));
  if (!valueOk || !z.uuid().safeParse(id).success) throw badCursor();
  return { value, id };
}

/** Cuts the extra row that tells whether there is a next page. Ask the database for `limit + 1`. */
export function pageOf<T>(
  rows: T[],
  limit: number,
  position: (row: T) => KeysetPosition,
): { rows: T[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(position(last)) : null };
}
