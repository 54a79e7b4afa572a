import "server-only";
import type { GeneratedFile } from "@/lib/features/builder";
import { env } from "@/lib/platform/env/env";
import type { Author } from "@/lib/platform/github/git-remote";
import { openRemote } from "@/lib/platform/github/git-remote";
import { textOf, withFiles } from "@/lib/platform/github/git-tree";
import type { GitHubClient, GitHubRepository } from "@/lib/platform/github/github-client";
import { githubClient } from "@/lib/platform/github/github-client";
import { GitHubError } from "@/lib/platform/github/github-error";
import { type FileChanges, planChanges, readManifest } from "../export.changes";
import { ExportFailure, workflowScopeMissing } from "../export.failure";
import type { GitRow } from "../export.repository";
import type { ExportStep } from "../export.schema";
import { commitMessage, exportTrailer, pullText } from "./export-words";

export type Done = {
  url: string;
  branch: string;
  commit_sha: string | null;
  pull_number: number | null;
  added: number;
  changed: number;
  removed: number;
};
export type ExportAsk = {
  row: GitRow;
  files: readonly GeneratedFile[];
  connection: { account_name: string; scopes: string[] | null; token: string };
  signal: AbortSignal;
  /** Writes down how far it has come; awaited before the step is done. */
  report: (step: ExportStep, change?: { creating_since?: string }) => Promise<void>;
  now: Date;
};

/**
 * Brings a build to GitHub. May be called again for the same export, whatever an earlier call came to: it finds what that one
 * left behind and goes on. Never pushes by force or onto an existing branch, never changes a repository's settings.
 * @throws ExportFailure, GitHubError
 */
export async function exportToGitHub(ask: ExportAsk): Promise<Done> {
  const { row, connection, files } = ask;
  await ask.report("checking");
  const bringsWorkflow = files.some((file) => file.path.startsWith(".github/workflows/"));
  if (bringsWorkflow && connection.scopes !== null && !connection.scopes.includes("workflow"))
    throw workflowScopeMissing(connection.account_name);
  const client = githubClient(connection.token, ask.signal);
  return row.target === "new_repository" ? await toNewRepository(client, ask) : await toPullRequest(client, ask);
}

/** Fixed for an export, so that every try makes the same commit. */
const authorOf = (row: GitRow): Author => ({
  name: "Atrium",
  email: "noreply@atrium.invalid",
  at: new Date(row.created_at),
});
const marker = (row: GitRow): string => `Built with Atrium, export ${row.id}`;

async function toNewRepository(client: GitHubClient, ask: ExportAsk): Promise<Done> {
  const { row, files, connection, signal } = ask;
  await ask.report("creating", row.creating_since === null ? { creating_since: ask.now.toISOString() } : {});
  const repository = await ownRepository(client, ask);
  if (!repository.private)
    throw new ExportFailure("NOT_PRIVATE", `${row.repository} was not created as a private one; nothing was pushed.`);
  await ask.report("pushing");
  const at = { owner: repository.owner.login, name: repository.name };
  const remote = await openRemote({ ...at, token: connection.token, signal });
  try {
    const leaves = await withFiles(remote.gitdir, new Map(), { write: files, remove: [] });
    const message = commitMessage(row);
    const { commit } = await remote.commit({ leaves, parent: null, message, author: authorOf(row) });
    const branches = await remote.branches();
    const pushed = branches.get("main");
    if (branches.size === 0) await remote.pushNew("main");
    // By an earlier try, which a newer compiler may have followed; or else somebody was quicker than we.
    else if (pushed === undefined || (pushed !== commit && !isOurs(await remote.fetchBranch("main"), row)))
      throw nameTaken(at.owner, at.name);
    return {
      url: addressOf(at),
      branch: "main",
      commit_sha: pushed ?? commit,
      pull_number: null,
      added: files.length,
      changed: 0,
      removed: 0,
    };
  } finally {
    await remote.close();
  }
}

const isOurs = (head: { message: string }, row: GitRow): boolean => head.message.includes(exportTrailer(row));

const nameTaken = (owner: string, name: string, cause?: unknown) =>
  new ExportFailure(
    "NAME_TAKEN",
    `${owner} already has a repository called ${name}. Choose another name, or open a pull request in that one.`,
    false,
    { cause },
  );

/** Creates the repository, or finds the one that an earlier try of this very export has created. */
async function ownRepository(client: GitHubClient, { row, connection }: ExportAsk): Promise<GitHubRepository> {
  const owner = row.owner ?? connection.account_name;
  const isAccount = owner.toLowerCase() === connection.account_name.toLowerCase();
  try {
    const wish = { name: row.repository, description: marker(row) };
    return await client.createRepository(isAccount ? null : owner, wish);
  } catch (cause) {
    const isTaken = cause instanceof GitHubError && cause.failure === "rejected" && /already exists/i.test(cause.said);
    if (!isTaken || row.creating_since === null) throw cause;
    const found = await client.repository(owner, row.repository);
    // The description names this export: nobody else can have written it.
    if (found.description !== marker(row)) throw nameTaken(owner, row.repository, cause);
    return found;
  }
}

async function toPullRequest(client: GitHubClient, ask: ExportAsk): Promise<Done> {
  const { row, connection, signal } = ask;
  const repository = await client.repository(row.owner ?? connection.account_name, row.repository);
  const at = { owner: repository.owner.login, name: repository.name };
  checkRepository(repository, row, connection.account_name);
  await ask.report("comparing");
  const remote = await openRemote({ ...at, token: connection.token, signal });
  try {
    const branch = `atrium/v${row.version}-${row.id.slice(0, 8)}`;
    const branches = await remote.branches();
    const base = repository.default_branch;
    if (!branches.has(base))
      throw new ExportFailure(
        "REPOSITORY_EMPTY",
        `${at.owner}/${at.name} has no commit on ${base} that a pull request could change. Add a first file there, or export to a new repository.`,
      );
    const standing = await remote.fetchBranch(base);
    const changes = await compare(remote.gitdir, standing.leaves, ask.files);
    const leaves = await withFiles(remote.gitdir, standing.leaves, changes);
    const message = commitMessage(row);
    const made = await remote.commit({ leaves, parent: standing.commit, message, author: authorOf(row) });
    const counts = countsOf(changes, standing.leaves);
    const pushed = branches.get(branch);
    if (made.tree === standing.tree && pushed === undefined)
      return { url: addressOf(at), branch: base, commit_sha: null, pull_number: null, ...counts };
    await ask.report("pushing");
    // Pushed by an earlier try: nobody else knows the name of this branch.
    if (pushed === undefined) await remote.pushNew(branch);
    await ask.report("opening");
    const pull =
      (await client.findPull(at, branch)) ??
      (await client.openPull(at, { ...pullText(row, changes, counts), head: branch, base }));
    return { url: pull.html_url, branch, commit_sha: pushed ?? made.commit, pull_number: pull.number, ...counts };
  } finally {
    await remote.close();
  }
}

function checkRepository(repository: GitHubRepository, row: GitRow, account: string): void {
  const full = `${repository.owner.login}/${repository.name}`;
  if (repository.archived)
    throw new ExportFailure("REPOSITORY_ARCHIVED", `${full} is archived at GitHub; nothing can be pushed to it.`);
  if (repository.permissions?.push === false)
    throw new ExportFailure("NO_PUSH_RIGHT", `${account} may read ${full} but not push to it.`);
  if (!repository.private && !row.allow_public)
    throw new ExportFailure(
      "REPOSITORY_PUBLIC",
      `Everybody can read ${full}. Allow a public repository if the project may be seen by all, or choose a private one.`,
    );
}

type Leaves = Awaited<ReturnType<Awaited<ReturnType<typeof openRemote>>["fetchBranch"]>>["leaves"];

async function compare(gitdir: string, leaves: Leaves, files: readonly GeneratedFile[]): Promise<FileChanges> {
  const manifest = await textOf(gitdir, leaves.get("generation.json"));
  const paths = new Set([...files.map((file) => file.path), ...readManifest(manifest).keys(), "generation.json"]);
  const texts = new Map<string, string>();
  for (const path of paths) {
    const text = await textOf(gitdir, leaves.get(path));
    if (text !== undefined) texts.set(path, text);
  }
  return planChanges(files, { has: (path) => leaves.has(path), read: (path) => texts.get(path) });
}

function countsOf(changes: FileChanges, leaves: Leaves): { added: number; changed: number; removed: number } {
  const changed = changes.write.filter((file) => leaves.has(file.path)).length;
  return { added: changes.write.length - changed, changed, removed: changes.remove.length };
}

const addressOf = (at: { owner: string; name: string }): string => `${env().GITHUB_URL}/${at.owner}/${at.name}`;
