import { z } from "zod";

/** Shapes every feature shares. Isomorphic: no server import may enter this file. */

export const uuid = z.uuid();
/** ISO 8601 with offset, as every timestamp leaves the API. */
export const timestamp = z.iso.datetime({ offset: true });

/** Opaque keyset cursor; only the server that issued it can read it. */
export const cursor = z.string().min(1).max(400);

export const pageQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** Trimmed single-line text. Control characters are refused: they forge log lines and mail headers. */
export function line(max: number, min = 1) {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, "Must not contain line breaks or control characters");
}

/** Multi-line text: tabs and line breaks allowed, NUL and other control characters refused (PostgreSQL text cannot hold NUL). */
export function multiline(max: number, min = 0) {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((value) => !/[^\P{Cc}\t\r\n]/u.test(value), "Must not contain control characters");
}

export const email = z.string().trim().toLowerCase().pipe(z.email("Enter a valid e-mail address").max(254));

export const emptyBody = z.strictObject({});
