import { Buffer } from "node:buffer";
import type { z } from "zod";
import {
  BadRequestError,
  ForbiddenError,
  NotFoundError,
  PayloadTooLargeError,
  UnsupportedMediaTypeError,
  ValidationError,
} from "@/lib/platform/errors/errors";

/** Bytes of a body where a route names no limit of its own. */
export const defaultBodyLimit = 64 * 1024;

/** Field path -> sentence, as forms need it. */
export function fieldErrors(error: z.ZodError): Record<string, string> {
  // No prototype: a field called "constructor" is a field like any other.
  const fields: Record<string, string> = Object.create(null);
  for (const issue of error.issues) {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [];
    for (const key of keys) fields[[...issue.path, key].join(".")] ??= "This field is not known";
    if (keys.length === 0) fields[issue.path.join(".") || "_"] ??= issue.message;
  }
  return fields;
}

/** @throws ValidationError with `details.fields` */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success)
    throw new ValidationError(undefined, undefined, { details: { fields: fieldErrors(result.error) } });
  return result.data;
}

/** Ids that cannot exist are simply not found: a caller learns nothing from the form of an id. @throws NotFoundError */
export function parseParams<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new NotFoundError();
  return result.data;
}

/** @throws BadRequestError when a parameter is repeated: servers disagree about which one counts */
export function readQuery(url: URL): Record<string, string> {
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of url.searchParams) {
    if (name in query)
      throw new BadRequestError("DUPLICATE_PARAMETER", `The parameter "${name.slice(0, 60)}" is given twice.`);
    if (value.includes("\0")) throw new BadRequestError("BAD_VALUE", "A value has the wrong form.");
    query[name] = value;
  }
  return { ...query };
}

/**
 * Reads at most `limitBytes`, counting what really arrives: the declared length may lie.
 * @throws PayloadTooLargeError
 */
export async function readBytes(request: Request, limitBytes: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new PayloadTooLargeError(undefined, `The request is larger than ${Math.floor(limitBytes / 1024)} KB.`);
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw tooLarge();
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws UnsupportedMediaTypeError */
export function requireContentType(request: Request, accepted: readonly string[]): string {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!accepted.includes(type)) throw new UnsupportedMediaTypeError(undefined, `Send ${accepted.join(" or ")}.`);
  return type;
}

/** @throws BadRequestError on anything but one JSON document in UTF-8 */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes), (key, value: unknown) => {
      // Dropped here, so that no later merge can be talked into changing a prototype.
      if (key === "__proto__") throw new SyntaxError("forbidden key");
      return value;
    });
  } catch (cause) {
    throw new BadRequestError("BAD_JSON", "The request body is not valid JSON.", { cause });
  }
}

/**
 * A write that rides on a cookie must come from our own pages.
 * @throws ForbiddenError when `Origin` is missing, `null` or foreign (OWASP CSRF cheat sheet: verifying origin)
 */
export function requireOwnOrigin(request: Request, siteUrl: string): void {
  const origin = request.headers.get("origin");
  if (origin === new URL(siteUrl).origin) return;
  throw new ForbiddenError("BAD_ORIGIN", "This request did not come from Atrium's own pages.");
}
