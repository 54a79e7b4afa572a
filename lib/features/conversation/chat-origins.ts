/**
 * Whether one of the entries names the origin: word for word, or `https://*.example.com` for every subdomain of example.com on
 * that scheme and port, and not for example.com itself.
 * @param origin as a browser sends it; anything else matches nothing
 */
export function originMatches(origin: string, allowed: readonly string[]): boolean {
  const given = originOf(origin);
  if (given === null || given.origin !== origin) return false;
  return allowed.some((entry) => {
    const wild = /^(https?):\/\/\*\.([a-z0-9.-]+?)(?::(\d{1,5}))?$/i.exec(entry);
    if (!wild) return originOf(entry)?.origin === origin;
    const [, scheme = "", domain = "", port] = wild;
    const base = originOf(`${scheme}://${domain}${port === undefined ? "" : `:${port}`}`);
    if (base === null || given.protocol !== base.protocol || given.port !== base.port) return false;
    return given.hostname.endsWith(`.${base.hostname}`);
  });
}

/** Null for what names no website. */
function originOf(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return (url.protocol === "https:" || url.protocol === "http:") && url.origin !== "null" ? url : null;
}

/** Sources for `frame-ancestors`, without those that a policy could not hold. */
export function frameAncestors(allowed: readonly string[]): string {
  return ["'self'", ...allowed.filter((entry) => /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/i.test(entry))].join(" ");
}
