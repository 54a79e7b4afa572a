import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { GET as download } from "@/app/api/v1/builds/[buildId]/download/route";
import { GET as list } from "@/app/api/v1/projects/[projectId]/exports/route";
import type { Export } from "@/lib/features/export/export.schema";
import { giveUpExports } from "@/lib/features/export/jobs/give-up.handler";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { createDesk } from "../factories/exports";
import { createKey, createWorkspace } from "../factories/people";
import { actionsOn, buildIn } from "../factories/templates";
import { call } from "../harness/call";
import { hasGit } from "../harness/github-peer";

// Pushes go to git's own `http-backend`. Where there is no git they cannot be tested; CI has to have it.
const withGit = hasGit || process.env.CI === "true" ? describe : describe.skip;
const { peer, mend, ws, editor, viewer, build, projectId, query, ...desk } = await createDesk("studio", 31_337);
const { ask, one, again, work, hurry, exported, toNew, toPull, name } = desk;
afterEach(mend);

const filesIn = (full: string, ref: string) => peer.git(full, "ls-tree", "-r", "--name-only", ref).split("\n");
const show = (full: string, ref: string, path: string) => peer.git(full, "show", `${ref}:${path}`);
/** The first such POST is done, but its answer never arrives. */
function loseFirst(path: string): void {
  let isLost = false;
  peer.interfere((asked) => {
    if (isLost || asked.method !== "POST" || !asked.path.endsWith(path)) return undefined;
    isLost = true;
    return "lose";
  });
}

withGit("a new repository", () => {
  it("is private, holds the project to the byte, and is told to everybody in the workspace", async () => {
    const repository = name();
    const asked = await ask({ target: "new_repository", repository });
    expect(asked.json.data).toMatchObject({ status: "queued", step: "queued", version: 1, account: "studio" });
    await work();
    const done = await one(asked.json.data.id);
    expect(done).toMatchObject({
      status: "succeeded",
      step: "done",
      branch: "main",
      url: `${peer.url}/studio/${repository}`,
      changes: { added: build.files.length, changed: 0, removed: 0 },
      error: null,
      createdBy: editor.name,
    });
    const full = `studio/${repository}`;
    expect(peer.repositories.get(full)).toMatchObject({ private: true });
    expect(filesIn(full, "main").sort()).toEqual(build.files.map((file) => file.path).sort());
    expect(show(full, "main", "README.md")).toBe(build.readme.trim());
    expect(peer.git(full, "log", "--format=%an|%s", "main")).toBe(`Atrium|${build.appName}, version 1`);
    expect(peer.git(full, "fsck", "--strict")).toBe("");
    expect(await actionsOn(ws.id, done.id)).toEqual(["export.created", "export.succeeded"]);
    const { rows } = await sql<{ found: number }>`select count(*)::int as found from public.activity_feed
      where target_id = ${done.id} and action = 'export.succeeded' and project_id = ${projectId}`.execute(
      await rawDatabase(),
    );
    expect(rows[0]?.found).toBe(1);
    expect(peer.asked.some((line) => line.startsWith("PATCH") || line.startsWith("PUT"))).toBe(false);
  });

  it("is made once, wherever the job is killed", async () => {
    // Each call is made and its answer lost: nobody here knows whether it was done.
    for (const lost of ["/user/repos", "git-receive-pack"]) {
      const repository = name();
      const asked = await ask({ target: "new_repository", repository });
      loseFirst(lost);
      expect((await work()).retried).toBe(1);
      expect(await one(asked.json.data.id)).toMatchObject({ status: "running", error: { code: "GITHUB_UNREACHABLE" } });
      await hurry();
      expect((await work()).completed).toBe(1);
      expect(await one(asked.json.data.id), lost).toMatchObject({ status: "succeeded", error: null });
      expect(peer.git(`studio/${repository}`, "rev-list", "--count", "--all")).toBe("1");
    }
  });

  it("is known again when a later try would make another commit, and not when a person was there first", async () => {
    for (const [message, status] of [
      ["mine", "failed"],
      ["ours", "succeeded"],
    ] as const) {
      const repository = name();
      const full = `studio/${repository}`;
      const asked = await ask({ target: "new_repository", repository });
      loseFirst("/user/repos");
      await work();
      const trailer = message === "ours" ? `\n\nAtrium-Export: ${asked.json.data.id}` : "";
      peer.commit(full, "main", { "README.md": "another" }, `A commit${trailer}`);
      await hurry();
      await work();
      expect(await one(asked.json.data.id)).toMatchObject({ status });
      expect(peer.git(full, "rev-list", "--count", "--all")).toBe("1");
    }
  });

  it("does not take over one that somebody else has, not even an empty one", async () => {
    const [full, empty] = [name(), name()];
    peer.addRepository(`studio/${full}`, {}, { "mine.txt": "mine" });
    peer.addRepository(`studio/${empty}`, { description: "mine, too" });
    for (const repository of [full, empty]) {
      const refused = await toNew(repository);
      expect(refused).toMatchObject({ status: "failed", error: { code: "NAME_TAKEN" } });
      expect(refused.error?.message).toContain(repository);
      // A second try does not take it either.
      expect((await again(refused.id)).status).toBe(202);
      await work();
      expect(await one(refused.id)).toMatchObject({ status: "failed", error: { code: "NAME_TAKEN" } });
    }
    expect(filesIn(`studio/${full}`, "main")).toEqual(["mine.txt"]);
    expect(peer.git(`studio/${empty}`, "for-each-ref")).toBe("");
  });

  it("may belong to an organization, and bring the pipeline of GitLab", async () => {
    const repository = name();
    const done = await exported({ target: "new_repository", owner: "the-org", repository, ci: "gitlab" });
    expect(done).toMatchObject({ status: "succeeded", url: `${peer.url}/the-org/${repository}` });
    const paths = filesIn(`the-org/${repository}`, "main");
    expect(paths).toContain(".gitlab-ci.yml");
    expect(paths.filter((path) => path.startsWith(".github/"))).toEqual([]);
  });

  it("goes on after a failure was mended, with what was already made", async () => {
    const repository = name();
    peer.interfere(({ path }) => (path.endsWith("git-receive-pack") ? { status: 403 } : undefined));
    const failed = await toNew(repository);
    expect(failed).toMatchObject({ status: "failed", error: { code: "PERMISSION_MISSING" } });
    expect(failed.error?.message).toContain("Contents");
    peer.interfere();
    expect((await again(failed.id)).json.data).toMatchObject({ status: "queued", error: null });
    await work();
    expect(await one(failed.id)).toMatchObject({ status: "succeeded" });
    expect((await again(failed.id)).json.code).toBe("EXPORT_NOT_FAILED");
  });
});

withGit("a pull request", () => {
  /** A repository that holds the project, with more commits on top of it. */
  async function repositoryWith(changes: Record<string, string | null>) {
    const repository = name();
    const full = `studio/${repository}`;
    expect(await toNew(repository)).toMatchObject({ status: "succeeded" });
    if (Object.keys(changes).length > 0) peer.commit(full, "main", changes);
    return { repository, full };
  }

  it("adds the project beside what is there, on a branch of its own, and leaves the base alone", async () => {
    const repository = name();
    const full = `studio/${repository}`;
    peer.addRepository(full, { defaultBranch: "trunk" }, { "notes/mine.txt": "mine", "README.md": "# Ours\n" });
    const before = peer.git(full, "rev-parse", "trunk");
    const done = await toPull(repository);
    expect(done).toMatchObject({
      status: "succeeded",
      pullRequest: 1,
      url: `${peer.url}/${full}/pull/1`,
      changes: { added: build.files.length - 1, changed: 1, removed: 0 },
    });
    expect(done.branch).toMatch(/^atrium\/v1-[0-9a-f]{8}$/);
    expect(peer.git(full, "rev-parse", "trunk")).toBe(before);
    expect(peer.git(full, "rev-parse", `${done.branch}^`)).toBe(before);
    expect(show(full, done.branch ?? "", "notes/mine.txt")).toBe("mine");
    expect(peer.repositories.get(full)?.pulls[0]).toMatchObject({ base: "trunk", head: done.branch });
    expect(peer.git(full, "fsck", "--strict")).toBe("");
  });

  it("has nothing to say when nothing changed", async () => {
    const { repository, full } = await repositoryWith({});
    expect(await toPull(repository)).toMatchObject({
      status: "succeeded",
      pullRequest: null,
      changes: { added: 0, changed: 0, removed: 0 },
    });
    expect(peer.git(full, "branch", "--format=%(refname:short)")).toBe("main");
  });

  it("removes what the project no longer has, keeps what people added or changed, and names what needs a look", async () => {
    const { repository, full } = await repositoryWith({});
    // As if the former version had two more files, and people had worked on the repository since.
    const manifest = JSON.parse(show(full, "main", "generation.json")) as { files: Record<string, string> };
    const hash = (text: string) => createHash("sha256").update(text).digest("hex");
    const old: Record<string, string> = {
      ...manifest.files,
      "old/page.tsx": hash("old page\n"),
      "old/edited.tsx": hash("as exported\n"),
    };
    // The project changes this one too, for the former export had written something else.
    old["tsconfig.json"] = hash("{}\n");
    peer.commit(full, "main", {
      "generation.json": JSON.stringify({ ...manifest, files: old }),
      "old/page.tsx": "old page\n",
      "old/edited.tsx": "changed by hand\n",
      "old/added.tsx": "added by hand\n",
      "README.md": "# Changed by hand\n",
      "tsconfig.json": "{ }\n",
      "custom/README.md": "our own\n",
      "custom/tool.ts": "export {};\n",
      Dockerfile: null,
    });
    const done = await toPull(repository);
    expect(done).toMatchObject({ status: "succeeded", changes: { added: 0, changed: 2, removed: 2 } });
    const paths = filesIn(full, done.branch ?? "");
    expect(paths).not.toContain("old/page.tsx");
    expect(paths).not.toContain("old/edited.tsx");
    // Taken away by hand, and the project has nothing new for it.
    expect(paths).not.toContain("Dockerfile");
    expect(paths).toEqual(expect.arrayContaining(["old/added.tsx", "custom/tool.ts"]));
    expect(show(full, done.branch ?? "", "README.md")).toBe("# Changed by hand");
    expect(show(full, done.branch ?? "", "custom/README.md")).toBe("our own");
    const { body } = peer.repositories.get(full)?.pulls[0] ?? { body: "" };
    const [look = "", left = ""] = body.split("### Left as they are here");
    expect(look).toContain("`tsconfig.json`");
    expect(look).toContain("`old/edited.tsx`");
    expect(left).toContain("`README.md`");
    expect(left).toContain("`Dockerfile`");
  });

  it("is opened once, wherever the job is killed", async () => {
    for (const lost of ["git-receive-pack", "/pulls"]) {
      const repository = name();
      const full = `studio/${repository}`;
      peer.addRepository(full, {}, { "mine.txt": "mine" });
      const asked = await ask({ target: "pull_request", owner: "studio", repository });
      loseFirst(lost);
      expect((await work()).retried).toBe(1);
      // Somebody merges something meanwhile.
      peer.commit(full, "main", { "meanwhile.txt": "x" });
      await hurry();
      await work();
      expect(await one(asked.json.data.id), lost).toMatchObject({ status: "succeeded", pullRequest: 1 });
      expect(peer.repositories.get(full)?.pulls).toHaveLength(1);
      expect(peer.git(full, "branch", "--list", "atrium/*").split("\n")).toHaveLength(1);
    }
  });

  it("goes to a public repository only when that is wanted, and does not hide it", async () => {
    const repository = name();
    const full = `studio/${repository}`;
    peer.addRepository(full, { private: false }, { "a.txt": "a" });
    expect(await toPull(repository)).toMatchObject({ status: "failed", error: { code: "REPOSITORY_PUBLIC" } });
    expect(peer.git(full, "branch", "--list", "atrium/*")).toBe("");
    expect(await toPull(repository, { allowPublic: true })).toMatchObject({ status: "succeeded" });
    expect(peer.repositories.get(full)).toMatchObject({ private: false });
  });
});

describe("a ZIP", () => {
  it.each([
    ["", ".github/workflows/ci.yml", ".gitlab-ci.yml"],
    ["&ci=gitlab", ".gitlab-ci.yml", ".github/"],
  ])("has the pipeline that is asked for (%s), and the download is audited", async (choice, has, hasNot) => {
    const before = (await actionsOn(ws.id, build.id)).length;
    const answer = await call(download, {
      as: viewer,
      path: `/api/v1/builds/${build.id}/download${query}${choice}`,
      params: { buildId: build.id },
    });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/zip"]);
    expect(answer.text).toContain(has);
    expect(answer.text).not.toContain(hasNot);
    expect((await actionsOn(ws.id, build.id)).slice(before)).toEqual(["build.downloaded"]);
  });
});

describe("asking for an export", () => {
  it("is for editors in person, with a connection and a build of this workspace", async () => {
    const wish = { target: "new_repository", repository: "x" };
    expect((await ask(wish, viewer)).status).toBe(403);
    const key = await createKey(ws, ["builds.read", "builds.write"], "admin");
    expect((await ask(wish, key)).status).toBe(403);
    const other = await createWorkspace();
    const foreign = await buildIn(other, other.owner);
    expect((await ask(wish, editor, foreign.build.id)).status).toBe(404);
    expect((await ask({ ...wish, connectionId: foreign.build.id })).status).toBe(404);
    for (const wrong of ["", "..", "a b", "a/b", "x.git", "ü", "a".repeat(101)])
      expect((await ask({ ...wish, repository: wrong })).status).toBe(422);
    expect((await ask({ ...wish, owner: "../evil" })).status).toBe(422);
    expect((await ask({ target: "pull_request", repository: "x" })).status).toBe(422);
  });

  it("is listed with the project, in pages", async () => {
    const fresh = await buildIn(ws, editor);
    const ids: string[] = [];
    for (let i = 0; i < 3; i++)
      ids.unshift((await ask({ target: "new_repository", repository: "x" }, editor, fresh.build.id)).json.data.id);
    const page = (cursor = "") =>
      call<Export[]>(list, {
        as: viewer,
        path: `/api/v1/projects/${fresh.projectId}/exports${query}&limit=2${cursor}`,
        params: { projectId: fresh.projectId },
      });
    const first = await page();
    const second = await page(`&cursor=${encodeURIComponent(first.json.page?.nextCursor ?? "")}`);
    expect([...first.json.data, ...second.json.data].map((row) => row.id)).toEqual(ids);
    await asService((tx) => sql`delete from public.exports where build_id = ${fresh.build.id}`.execute(tx));
  });

  it("ends with a sentence when its connection is removed or its job is lost", async () => {
    const gone = await ask({ target: "new_repository", repository: "x" });
    const lost = await ask({ target: "new_repository", repository: "x" });
    await asService((tx) =>
      sql`update public.exports set connection_id = null where id = ${gone.json.data.id}`.execute(tx),
    );
    await sql`delete from pgboss.job where data ->> 'exportId' = ${lost.json.data.id}`.execute(await rawDatabase());
    await work();
    expect(await one(gone.json.data.id)).toMatchObject({ status: "failed", error: { code: "CONNECTION_GONE" } });
    const run = { jobId: "x", attempt: 1, signal: new AbortController().signal };
    await giveUpExports({}, run);
    expect((await one(lost.json.data.id)).status).toBe("queued");
    await sql`alter table public.exports disable trigger guard_export`.execute(await rawDatabase());
    await sql`update public.exports set updated_at = now() - interval '1 hour' where id = ${lost.json.data.id}`.execute(
      await rawDatabase(),
    );
    await sql`alter table public.exports enable trigger guard_export`.execute(await rawDatabase());
    await giveUpExports({}, run);
    expect(await one(lost.json.data.id)).toMatchObject({ status: "failed", error: { code: "INTERRUPTED" } });
  });
});
