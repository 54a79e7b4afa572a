import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as edit } from "@/app/api/v1/builds/[buildId]/edits/route";
import { POST as restore } from "@/app/api/v1/builds/[buildId]/restore/route";
import { libraryId } from "@/lib/features/template/library/library-blueprint";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { counted, generate, historyFor, leave, perDay, usageFor } from "../factories/generations";
import {
  addGuest,
  addMember,
  createKey,
  createProject,
  createTeam,
  createWorkspace,
  type Person,
  type TestWorkspace,
} from "../factories/people";
import { share } from "../factories/sharing";
import { useFor } from "../factories/templates";
import { call } from "../harness/call";

let ws: TestWorkspace;
let editor: Person;
let viewer: Person;
let projectId: string;
beforeAll(async () => {
  ({ ws, editor, viewer } = await createTeam("editor", "viewer"));
  projectId = await createProject(ws, "Counted");
});
const post = (handler: typeof edit, buildId: string, rest: string, body?: unknown) =>
  call(handler, {
    as: editor,
    method: "POST",
    path: `/api/v1/builds/${buildId}/${rest}?workspace=${ws.slug}`,
    params: { buildId },
    body: body ?? {},
  });

describe("the limit of a day", () => {
  it("counts plans that an engine wrote; changes, templates and restored versions are free", async () => {
    const before = await counted(ws);
    const built = await generate(ws, editor, projectId);
    expect(built.status, built.text).toBe(201);
    const edited = await post(edit, built.json.data.id, "edits", {
      operations: [{ kind: "renameApp", name: "Other" }],
    });
    expect(edited.status, edited.text).toBe(201);
    expect((await post(restore, built.json.data.id, "restore")).status).toBe(201);
    expect((await useFor(ws, editor, libraryId("sales-crm"), { projectId })).status).toBe(201);
    expect(await counted(ws)).toEqual({ used: before.used + 1, held: 0 });
    const shown = await usageFor(ws, viewer);
    expect(shown.json.data).toMatchObject({ used: before.used + 1, limit: perDay() });
    const left = Date.parse(shown.json.data.resetsAt) - Date.now();
    expect(left > 0 && left <= 86_400_000).toBe(true);
  });

  it("refuses with the time it begins anew, keeps nothing, and lets free things pass", async () => {
    await leave(ws, 1);
    const last = await generate(ws, editor, projectId);
    expect(last.status).toBe(201);
    const refused = await generate(ws, editor, projectId);
    expect([refused.status, refused.json.code]).toEqual([429, "GENERATION_LIMIT"]);
    expect(refused.json.details).toMatchObject({ limit: perDay() });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await counted(ws)).toEqual({ used: perDay(), held: 0 });
    expect((await post(restore, last.json.data.id, "restore")).status).toBe(201);
    // Another workspace is not concerned.
    const other = await createWorkspace();
    expect((await generate(other, other.owner, await createProject(other))).status).toBe(201);
    await leave(ws, 100);
  });

  it("does not charge for what failed: before the work, in it, or while keeping it", async () => {
    const before = await counted(ws);
    expect(
      (await generate(ws, editor, projectId, { idea: "a site that sells stolen credit card numbers" })).status,
    ).toBe(422);
    expect((await generate(ws, viewer, projectId)).status).toBe(403);
    const full = await createProject(ws, "Full");
    await asService((tx) => sql`update public.projects set last_build_version = 200 where id = ${full}`.execute(tx));
    expect((await generate(ws, editor, full)).json.code).toBe("TOO_MANY_VERSIONS");
    expect(await counted(ws)).toEqual({ ...before, held: 0 });
  });

  it("one Idempotency-Key is one generation", async () => {
    const before = await counted(ws);
    const key = crypto.randomUUID();
    const first = await generate(ws, editor, projectId, { key });
    const second = await generate(ws, editor, projectId, { key });
    expect([first.status, second.json.data.id]).toEqual([201, first.json.data.id]);
    expect(await counted(ws)).toEqual({ used: before.used + 1, held: 0 });
  });

  it("a hold whose process died runs out, and nobody makes room by deleting projects", async () => {
    await leave(ws, 1);
    await sql`insert into private.generation_holds (id, workspace_id, expires_at)
      values (gen_random_uuid(), ${ws.id}, now() + interval '1 minute')`.execute(await rawDatabase());
    expect((await generate(ws, editor, projectId)).status).toBe(429);
    await sql`update private.generation_holds set expires_at = now() - interval '1 second' where workspace_id = ${ws.id}`.execute(
      await rawDatabase(),
    );
    const doomed = await createProject(ws, "Doomed");
    expect((await generate(ws, editor, doomed)).status).toBe(201);
    await asService((tx) => tx.deleteFrom("projects").where("id", "=", doomed).execute());
    expect((await generate(ws, editor, projectId)).status).toBe(429);
    await leave(ws, 100);
  });

  it("is nothing for guests and keys to read", async () => {
    const guest = await addGuest(ws, projectId);
    const key = await createKey(ws, ["builds.read"]);
    for (const who of [guest, key]) {
      expect((await usageFor(ws, who)).status).toBe(403);
      expect((await historyFor(ws, who)).status).toBe(403);
    }
  });
});

describe("history", () => {
  let own: TestWorkspace;
  let maker: Person;
  let other: Person;
  let open: string;
  let secret: string;
  beforeAll(async () => {
    own = await createWorkspace();
    maker = await addMember(own, "editor");
    other = await addMember(own, "editor");
    open = await createProject(own, "Open");
    secret = await createProject(own, "Secret");
    await generate(own, maker, open);
    await generate(own, other, open);
    await useFor(own, maker, libraryId("sales-crm"), { projectId: open });
    const runId = crypto.randomUUID();
    await generate(own, maker, secret);
    await share({ ws: own, projectId: secret }, own.owner, { visibility: "private" });
    // As a run of a model would have left it.
    const db = await rawDatabase();
    await db
      .updateTable("builds")
      .set({ engine: "llm", model: "peer", run_id: runId })
      .where("project_id", "=", secret)
      .execute();
    await db
      .insertInto("ai_usage")
      .values(
        [2500, 700].map((cost) => ({
          workspace_id: own.id,
          run_id: runId,
          model: "peer",
          outcome: "ok",
          cost_micro_usd: cost,
        })),
      )
      .execute();
  });
  const found = async (as: Person, query = "") => {
    const answer = await historyFor(own, as, query);
    expect(answer.status, answer.text).toBe(200);
    return answer.json.data;
  };

  it("says who made what, when, from what, by which engine and at what cost, newest first", async () => {
    const all = await found(own.owner);
    expect(all.map(({ projectName, version, origin, createdBy }) => [projectName, version, origin, createdBy])).toEqual(
      [
        ["Secret", 1, "idea", maker.name],
        ["Open", 3, "template", maker.name],
        ["Open", 2, "idea", other.name],
        ["Open", 1, "idea", maker.name],
      ],
    );
    expect(all[0]).toMatchObject({ engine: { kind: "llm", model: "peer" }, costMicroUsd: 3200, createdById: maker.id });
    expect(all[3]).toMatchObject({ engine: { kind: "offline" }, costMicroUsd: null });
    expect(all[0]).not.toHaveProperty("idea");
  });

  it("leaves out projects the reader does not see, and costs for whoever may not see those", async () => {
    expect((await found(other)).map(({ projectName }) => projectName)).toEqual(["Open", "Open", "Open"]);
    const db = await rawDatabase();
    await asService((tx) =>
      tx
        .insertInto("project_collaborators")
        .values({ workspace_id: own.id, project_id: secret, user_id: maker.id })
        .execute(),
    );
    expect((await found(maker))[0]).toMatchObject({ projectName: "Secret", costMicroUsd: null });
    await db.deleteFrom("project_collaborators").where("project_id", "=", secret).execute();
  });

  it("is filtered and paged", async () => {
    expect((await found(own.owner, `&userId=${other.id}`)).map(({ version }) => version)).toEqual([2]);
    expect((await found(own.owner, "&origin=template")).map(({ version }) => version)).toEqual([3]);
    expect((await found(own.owner, "&engine=llm")).map(({ projectName }) => projectName)).toEqual(["Secret"]);
    expect(await found(own.owner, `&projectId=${open}`)).toHaveLength(3);
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const answer = await historyFor(
        own,
        own.owner,
        `&limit=1${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      ids.push(...answer.json.data.map(({ id }) => id));
      cursor = answer.json.page?.nextCursor ?? null;
    } while (cursor !== null && ids.length < 20);
    expect(ids).toEqual((await found(own.owner)).map(({ id }) => id));
    for (const wrong of ["&origin=magic", "&userId=me", "&engine=gpt"])
      expect((await historyFor(own, own.owner, wrong)).status).toBe(422);
    expect((await historyFor(own, own.owner, "&cursor=nonsense")).status).toBe(400);
  });
});
