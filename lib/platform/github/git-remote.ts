import "server-only";
import fs from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as git from "isomorphic-git";
import { env } from "@/lib/platform/env/env";
import { gitHttp } from "./git-http";
import { type Leaf, leavesOf, treeOf } from "./git-tree";
import { GitHubError } from "./github-error";

export type Author = { name: string; email: string; at: Date };
type Remote = { owner: string; name: string; token: string; signal: AbortSignal };
type Head = { commit: string; tree: string; message: string; leaves: Map<string, Leaf> };
type Commit = { leaves: ReadonlyMap<string, Leaf>; parent: string | null; message: string; author: Author };

/**
 * One repository at GitHub, spoken to in git's own protocol, with a scratch folder that `close` removes. It pushes new
 * branches and nothing else: never by force, never onto a branch that is there. The token goes to the configured host alone
 * and is not written to the folder. Methods throw GitHubError, RangeError for a repository that is too large.
 */
export async function openRemote({ owner, name, token, signal }: Remote) {
  const gitdir = await mkdtemp(join(tmpdir(), "atrium-export-"));
  const remote = {
    http: gitHttp(signal),
    url: `${env().GITHUB_URL}/${owner}/${name}.git`,
    headers: { authorization: `Basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}` },
  };
  await git.init({ fs, gitdir, bare: true, defaultBranch: "main" });
  await git.addRemote({ fs, gitdir, remote: "origin", url: remote.url });
  return {
    gitdir,
    close: () => rm(gitdir, { recursive: true, force: true }),

    /** Branches of the repository and the commits they stand at; empty for an empty repository. */
    async branches(): Promise<Map<string, string>> {
      const refs = await translated(
        git.listServerRefs({ ...remote, forPush: true, protocolVersion: 1, prefix: "refs/heads/" }),
      );
      return new Map(
        refs.flatMap(({ ref, oid }) => (ref.startsWith("refs/heads/") ? [[ref.slice("refs/heads/".length), oid]] : [])),
      );
    },

    /** The newest commit of a branch with its files. */
    async fetchBranch(branch: string): Promise<Head> {
      const { fetchHead } = await translated(
        git.fetch({ ...remote, fs, gitdir, ref: branch, remoteRef: branch, singleBranch: true, depth: 1, tags: false }),
      );
      if (fetchHead === null) throw new GitHubError("not_found", `no branch ${branch}`);
      const { commit } = await git.readCommit({ fs, gitdir, oid: fetchHead });
      const { tree, message } = commit;
      return { commit: fetchHead, tree, message, leaves: await leavesOf(gitdir, tree) };
    },

    /** A commit in the scratch folder. The same input gives the same id, so a second try finds what a first one pushed. */
    async commit({ leaves, parent, message, author }: Commit): Promise<{ commit: string; tree: string }> {
      const tree = await treeOf(gitdir, leaves);
      const who = { ...signature(author) };
      const parents = parent === null ? [] : [parent];
      const commit = await git.commit({
        fs,
        gitdir,
        message,
        tree,
        parent: parents,
        author: who,
        committer: who,
        ref: "refs/heads/export",
      });
      return { commit, tree };
    },

    /** Pushes the last commit as a new branch. */
    async pushNew(branch: string): Promise<void> {
      const result = await translated(
        git.push({ ...remote, fs, gitdir, ref: "export", remoteRef: `refs/heads/${branch}`, force: false }),
      );
      const refused = Object.values(result.refs).find((ref) => !ref.ok);
      if (!result.ok || refused) throw new GitHubError("rejected", refused?.error ?? result.error ?? "push refused");
    },
  };
}

const signature = ({ name, email, at }: Author) => ({
  name,
  email,
  timestamp: Math.floor(at.getTime() / 1000),
  timezoneOffset: 0,
});

const byStatus = { 401: "unauthorized", 403: "forbidden", 404: "not_found", 429: "rate_limited" } as const;

/** isomorphic-git's errors in the words of the rest. */
async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof git.Errors.HttpError) {
      const { statusCode } = cause.data;
      const known = statusCode in byStatus ? byStatus[statusCode as keyof typeof byStatus] : undefined;
      throw new GitHubError(known ?? (statusCode >= 500 ? "unreachable" : "unexpected"), `git: ${statusCode}`, null, {
        cause,
      });
    }
    if (cause instanceof git.Errors.GitPushError)
      throw new GitHubError("rejected", cause.data.prettyDetails, null, { cause });
    throw cause;
  }
}
