/** Set by server.mjs, which overwrites this header with the socket's own address. */
export const peerHeader = "x-atrium-peer";
type Holder = typeof globalThis & { __atriumPeerHeader?: boolean };

/**
 * The caller's address, or null where it cannot be known. `X-Forwarded-For` is only believed for as many hops as
 * TRUSTED_PROXIES says, counted from the right: everything further left was written by the caller.
 */
export function clientIp(headers: Headers, trustedProxies: number): string | null {
  if (trustedProxies === 0) {
    return (globalThis as Holder).__atriumPeerHeader === true ? valid(headers.get(peerHeader)) : null;
  }
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  return valid(hops[hops.length - trustedProxies]);
}

function valid(address: string | null | undefined): string | null {
  return address && /^[0-9a-fA-F.:]{2,45}$/.test(address) ? address : null;
}
