import { z } from "zod";
import { ServiceUnavailableError } from "@/lib/platform/errors/errors";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]", "host.docker.internal"]);

const schema = z.object({
  /** Where Atrium answers. Credentials travel there, so it takes TLS, except on the machine itself. */
  ATRIUM_URL: z
    .url({ protocol: /^https?$/ })
    .refine((value) => URL.canParse(value) && isPrivateEnough(new URL(value)))
    .transform((value) => value.replace(/\/+$/, "")),
  /** Origins of web pages that may call, separated by commas; none when it is not set. */
  ATRIUM_ALLOWED_ORIGINS: z
    .string()
    .regex(/^https?:\/\/[^\s,/]+(,https?:\/\/[^\s,/]+)*$/)
    .transform((value): readonly string[] => value.split(","))
    .default([]),
  /** For one answer of Atrium's with its body, in seconds. Supabase itself gives up after 150. */
  ATRIUM_TIMEOUT_SECONDS: z.coerce.number().min(0.1).max(390).default(140),
});

export type Settings = { appUrl: string; allowedOrigins: readonly string[]; timeoutMs: number };

function isPrivateEnough(url: URL): boolean {
  return url.protocol === "https:" || loopback.has(url.hostname);
}

/**
 * The secrets of a function; an empty one counts as not set.
 * @throws ServiceUnavailableError NOT_CONFIGURED, with the name of the one that is missing or wrong
 */
export function readSettings(variable: (name: string) => string | undefined): Settings {
  const names = Object.keys(schema.shape);
  const parsed = schema.safeParse(Object.fromEntries(names.map((name) => [name, variable(name) || undefined])));
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? "ATRIUM_URL");
    const wrong = variable(name) ? "has no usable value" : "is not set";
    throw new ServiceUnavailableError("NOT_CONFIGURED", `This function's secret ${name} ${wrong}.`, {
      details: { variable: name },
    });
  }
  const { ATRIUM_URL, ATRIUM_ALLOWED_ORIGINS, ATRIUM_TIMEOUT_SECONDS } = parsed.data;
  return {
    appUrl: ATRIUM_URL,
    allowedOrigins: ATRIUM_ALLOWED_ORIGINS,
    timeoutMs: ATRIUM_TIMEOUT_SECONDS * 1000,
  };
}
