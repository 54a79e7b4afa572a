import "server-only";
import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";

export type PinnedAddress = { address: string; family: 4 | 6 };

/** True for addresses of the public internet alone: what is private, local, reserved or wraps another address is not. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, "");
  // IPv4 inside of IPv6 (::ffff:127.0.0.1) counts as what it is.
  return ipaddr.isValid(bare) && ipaddr.process(bare).range() === "unicast";
}

/**
 * Every address of a host, looked up once, so that whoever checks them can connect to the very ones that were checked.
 * @throws Error when there is none
 */
export async function resolveHost(hostname: string): Promise<PinnedAddress[]> {
  const bare = hostname.replace(/^\[|\]$/g, "");
  const found = await lookup(bare, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}
