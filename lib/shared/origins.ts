/** Origins of websites that may show an assistant: exact ones, and `https://*.example.com` for the subdomains of one. Pure. */

const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const host = new RegExp(`^(?:${label}\\.)*${label}$`);

/**
 * The origin as browsers send it (scheme, host, port that is not the scheme's own), or undefined for what is none. Takes
 * whatever stands before a path, so that an address out of the address bar works; a wildcard stands for whole labels in front.
 */
export function normaliseOrigin(text: string): string | undefined {
  const trimmed = text.trim().toLowerCase();
  const isWild = /^https?:\/\/\*\./.test(trimmed);
  let url: URL;
  try {
    url = new URL(isWild ? trimmed.replace("*.", "") : trimmed);
  } catch {
    return undefined;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "" || url.pathname !== "/")
    return undefined;
  const name = url.hostname;
  const isAddress = /^\[[0-9a-f:.]+\]$/.test(name) || /^\d+(?:\.\d+){3}$/.test(name);
  if (!isAddress && !host.test(name)) return undefined;
  // A wildcard over everything below a top-level domain would be everybody's.
  if (isWild && (isAddress || !name.includes("."))) return undefined;
  return isWild ? url.origin.replace("://", "://*.") : url.origin;
}

/** True for addresses that only this machine, or this network, can open. */
export function isLocalAddress(siteUrl: string): boolean {
  const { hostname } = new URL(siteUrl);
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname.endsWith(".local") ||
    hostname === "[::1]" ||
    (/^[\d.]+$/.test(hostname) && /^(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(hostname))
  );
}
