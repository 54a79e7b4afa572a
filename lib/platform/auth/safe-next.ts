/**
 * A path on this site to go to after signing in, or the default. Anything a browser could read as another site is
 * refused: `//evil`, `/\evil`, `https:evil`, `javascript:`, control characters, encoded forms of these.
 */
export function safeNext(next: string | null | undefined, fallback = "/workspaces"): string {
  if (!next || next.length > 500 || !next.startsWith("/") || /[\\\p{Cc}]/u.test(next) || /^\/[/\\]/.test(next))
    return fallback;
  if (/^\/(%2f|%5c)/i.test(next)) return fallback;
  if (!URL.canParse(next, "https://atrium.invalid")) return fallback;
  const url = new URL(next, "https://atrium.invalid");
  return url.origin === "https://atrium.invalid" ? `${url.pathname}${url.search}${url.hash}` : fallback;
}
