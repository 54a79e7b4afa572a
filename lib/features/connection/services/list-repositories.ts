import "server-only";
import type { Tx } from "@/lib/platform/db/db";
import {
  BadRequestError,
  ConflictError,
  EncryptionError,
  ExternalApiError,
  NotFoundError,
  ValidationError,
} from "@/lib/platform/errors/errors";
import { type GitHubClient, type GitHubPage, githubClient, githubPageSize } from "@/lib/platform/github/github-client";
import { GitHubError } from "@/lib/platform/github/github-error";
import { decodeCursor, encodeCursor } from "@/lib/platform/http/cursor";
import { connectionRepository } from "../connection.repository";
import type { Owner, Repository } from "../connection.schema";
import { type OpenConnection, openConnection, refuseConnection } from "./open-connection";
import { refusedListing } from "./provider-refusal";

/** Of one request, everything together: somebody waits in front of a field. */
const listMs = 20_000;
/** GitHub cannot be asked for a part of a name here; so many of its pages are looked through for one of ours. */
const pagesPerRequest = 5;
/** Rows beyond which nobody pages any more. */
const furthest = 10_000;

export type ListAsk = { workspaceId: string; id: string; account: string; from: number; limit: number };
export type Listed<T> = { rows: T[]; nextCursor: string | null };

/**
 * What has to be known before GitHub is asked: that the caller sees the connection, and that the page is one of its list.
 * @throws NotFoundError, ValidationError WRONG_CONNECTION, BadRequestError BAD_CURSOR
 */
export async function prepareListing(
  tx: Tx,
  workspaceId: string,
  { id, cursor, limit }: { id: string; cursor?: string | undefined; limit: number },
): Promise<ListAsk> {
  const row = await connectionRepository(tx, workspaceId).find(id);
  if (!row) throw new NotFoundError();
  if (row.provider !== "github")
    throw new ValidationError("WRONG_CONNECTION", "Only a connection to GitHub has repositories to choose from.");
  const position = decodeCursor(cursor, "integer");
  const from = position === undefined ? 0 : Number(position.value);
  // A page marker of another connection's list would leave out a part of this one.
  if ((position !== undefined && position.id !== id) || from > furthest)
    throw new BadRequestError("BAD_CURSOR", "This page marker is not valid. Start from the first page.");
  return { workspaceId, id, account: row.account_name, from, limit };
}

/**
 * Repositories the connection's account sees, last pushed to first; with `q` those whose `owner/name` contains it. A page may
 * have fewer rows than asked for, or none, and still a next one. Waits for the network.
 * @throws ConflictError CONNECTION_REFUSED, CONNECTION_UNREADABLE, PERMISSION_MISSING, RateLimitError, ExternalApiError
 */
export async function listRepositories(
  ask: ListAsk & { q: string | undefined },
  signal: AbortSignal,
): Promise<Listed<Repository>> {
  const part = ask.q?.toLowerCase() ?? "";
  const { rows, nextCursor } = await asking(ask, signal, (client) =>
    collect(ask, client.repositories, (row) => `${row.owner.login}/${row.name}`.toLowerCase().includes(part)),
  );
  return {
    rows: rows.map(({ owner, name, archived, permissions, private: isPrivate }) => ({
      owner: owner.login,
      name,
      isPrivate,
      archived,
      // A token that is not told its rights finds out by pushing.
      canPush: permissions?.push ?? true,
    })),
    nextCursor,
  };
}

/**
 * The account and its organizations, in which it may or may not be allowed to create repositories. Waits for the network.
 * @returns `isWhole` false when GitHub does not tell this token of organizations
 * @throws as `listRepositories`
 */
export async function listOwners(ask: ListAsk, signal: AbortSignal): Promise<Listed<Owner> & { isWhole: boolean }> {
  // The account stands first in the list; GitHub's list begins after it.
  const isFirst = ask.from === 0;
  const own: Owner[] = isFirst ? [{ login: ask.account, kind: "account" }] : [];
  const others = { ...ask, from: isFirst ? 0 : ask.from - 1, limit: ask.limit - own.length, before: 1 };
  return await asking(ask, signal, async (client) => {
    try {
      const { rows, nextCursor } = await collect(others, client.organizations, () => true);
      const organizations = rows.map(({ login }): Owner => ({ login, kind: "organization" }));
      return { rows: [...own, ...organizations], nextCursor, isWhole: true };
    } catch (cause) {
      if (!(cause instanceof GitHubError) || !["forbidden", "not_found", "sso_required"].includes(cause.failure))
        throw cause;
      return { rows: own, nextCursor: null, isWhole: false };
    }
  });
}

/** Asks GitHub with the connection's token, and says in our words what it refuses. */
async function asking<T>(
  { workspaceId, id, account }: ListAsk,
  signal: AbortSignal,
  ask: (client: GitHubClient) => Promise<T>,
): Promise<T> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(listMs)]);
  let connection: OpenConnection | undefined;
  try {
    connection = await openConnection(workspaceId, id, limited);
    if (!connection) throw new NotFoundError();
    return await ask(githubClient(connection.token, limited));
  } catch (cause) {
    if (signal.aborted) throw new BadRequestError("REQUEST_GIVEN_UP", "The request was given up.", { cause });
    if (limited.aborted)
      throw new ExternalApiError("PROVIDER_UNREACHABLE", "GitHub took too long to answer. Try again in a moment.", {
        cause,
      });
    if (cause instanceof EncryptionError)
      throw new ConflictError(
        "CONNECTION_UNREADABLE",
        `The token of ${account} cannot be read any more: the installation's keys have changed. Connect the account again.`,
        { cause },
      );
    if (!(cause instanceof GitHubError)) throw cause;
    if (cause.failure === "unauthorized" && connection) await refuseConnection(workspaceId, id, connection.token);
    throw refusedListing(cause, account);
  }
}

/**
 * Rows that fit, from a place in GitHub's list on. The list may change in between: a row can then be missed or come twice.
 * @param ask `before`: how many rows our list has before GitHub's
 */
async function collect<T>(
  { id, from, limit, before = 0 }: ListAsk & { before?: number },
  read: (page: number) => Promise<GitHubPage<T>>,
  fits: (row: T) => boolean,
): Promise<Listed<T>> {
  const rows: T[] = [];
  const next = (at: number): Listed<T> => ({
    rows,
    nextCursor: at + before > furthest ? null : encodeCursor({ value: String(at + before), id }),
  });
  const first = Math.floor(from / githubPageSize);
  for (let page = first; page < first + pagesPerRequest; page++) {
    const { items, hasMore } = await read(page + 1);
    for (let at = page === first ? from % githubPageSize : 0; at < items.length; at++) {
      const row = items[at];
      if (row === undefined || !fits(row)) continue;
      if (rows.length === limit) return next(page * githubPageSize + at);
      rows.push(row);
    }
    if (!hasMore) return { rows, nextCursor: null };
  }
  return next((first + pagesPerRequest) * githubPageSize);
}
