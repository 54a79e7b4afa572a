import { POST as start } from "@/app/api/v1/connections/github/route";
import { GET as list } from "@/app/api/v1/connections/route";
import { GET as callback } from "@/app/auth/connections/github/route";
import type { Authorization, Connection } from "@/lib/features/connection/connection.schema";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { call } from "../harness/call";
import type { GitHubPeer } from "../harness/github-peer";
import type { Person, TestWorkspace } from "./people";

/** The first step: asks for the address of GitHub's page. */
export const startAs = (as: Person | { secret: string } | null, ws: TestWorkspace) =>
  call<Authorization>(start, {
    as,
    method: "POST",
    path: `/api/v1/connections/github?workspace=${ws.slug}`,
    body: {},
  });

/** What a browser does at GitHub. @returns the address GitHub sends it back to */
export async function visit(url: string): Promise<URL> {
  const answer = await fetch(url, { redirect: "manual" });
  return new URL(answer.headers.get("location") ?? "http://nowhere.invalid");
}

/** The way back. @returns where it ends: a path with its query */
export async function comeBack(as: Person | null, back: URL): Promise<string> {
  const headers = new Headers(as === null ? {} : { cookie: as.cookie });
  const answer = await callback(new Request(back, { headers }));
  const place = new URL(answer.headers.get("location") ?? "http://nowhere.invalid");
  if (answer.status !== 302 || place.origin !== new URL(env().SITE_URL).origin)
    throw new Error(`${answer.status} to ${place.href}`);
  return `${place.pathname}${place.search}`;
}

/** The whole way, in the session of one person. @returns where it ends */
export async function connectByClick(as: Person, ws: TestWorkspace): Promise<string> {
  return await comeBack(as, await visit((await startAs(as, ws)).json.data.url));
}

export async function connectionsOf(ws: TestWorkspace): Promise<Connection[]> {
  const path = `/api/v1/connections?workspace=${ws.slug}`;
  return (await call<Connection[]>(list, { as: ws.owner, path })).json.data;
}

export const secretOf = async (id: string) =>
  await asService((tx) =>
    tx.selectFrom("private.connection_secrets").selectAll().where("connection_id", "=", id).executeTakeFirstOrThrow(),
  );

/** As if its token ended at this distance from now. */
export async function endTokenIn(id: string, seconds: number): Promise<void> {
  const at = new Date(Date.now() + seconds * 1000).toISOString();
  await asService((tx) =>
    tx
      .updateTable("private.connection_secrets")
      .set({ token_expires_at: at })
      .where("connection_id", "=", id)
      .execute(),
  );
}

/** People at the peer, each new one signed in there in place of the one before; their tokens, and what became of them here. */
export function peopleAt(peer: GitHubPeer, prefix: string, firstId: number) {
  let count = 0;
  return {
    newPerson: (): string => {
      count += 1;
      const login = `${prefix}-${count}`;
      peer.oauth.person = { id: firstId + count, login, scopes: null };
      return login;
    },
    found: async (login: string, at: TestWorkspace) => (await connectionsOf(at)).find((row) => row.account === login),
    tokensOf: (login: string) =>
      [...peer.tokens].flatMap(([token, account]) => (account.login === login ? [token] : [])),
  };
}
