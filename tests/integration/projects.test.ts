import { beforeAll, describe, expect, it } from "vitest";
import { GET as read, DELETE as remove, PATCH as update } from "@/app/api/v1/projects/[projectId]/route";
import { POST as create, GET as list } from "@/app/api/v1/projects/route";
import type { Project } from "@/lib/features/project/project.schema";
import { asService } from "@/lib/platform/db/service-role";
import {
  addGuest,
  addMember,
  createKey,
  createPerson,
  createProject,
  createWorkspace,
  type TestWorkspace,
} from "../factories/people";
import { call } from "../harness/call";

let ws: TestWorkspace;
let other: TestWorkspace;
beforeAll(async () => {
  ws = await createWorkspace();
  other = await createWorkspace();
});
const at = (path: string, slug = ws.slug) => `/api/v1/projects${path}?workspace=${slug}`;

describe("projects", () => {
  it("creates, reads, renames, archives and deletes", async () => {
    const created = await call<Project>(create, {
      as: ws.owner,
      method: "POST",
      path: at(""),
      body: { name: "  Gym app ", clientName: "Harbour" },
    });
    expect(created.status).toBe(201);
    expect(created.json.data).toMatchObject({
      name: "Gym app",
      clientName: "Harbour",
      description: "",
      archivedAt: null,
      latestBuild: null,
    });
    const { id } = created.json.data;
    const renamed = await call<Project>(update, {
      as: ws.owner,
      method: "PATCH",
      path: at(`/${id}`),
      params: { projectId: id },
      body: { name: "Club app", archived: true },
    });
    expect(renamed.json.data).toMatchObject({ name: "Club app", archivedAt: expect.any(String) });
    const gone = await call(remove, { as: ws.owner, method: "DELETE", path: at(`/${id}`), params: { projectId: id } });
    expect(gone.status).toBe(200);
    expect((await call(read, { as: ws.owner, path: at(`/${id}`), params: { projectId: id } })).status).toBe(404);
  });

  it("pages through every row once, newest first", async () => {
    const mine = await createWorkspace();
    const ids = [];
    for (let i = 0; i < 7; i++) ids.push(await createProject(mine, `P${i}`));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof call<Project[]>>> = await call<Project[]>(list, {
        as: mine.owner,
        path: `${at("", mine.slug)}&limit=3${cursor ? `&cursor=${cursor}` : ""}`,
      });
      seen.push(...page.json.data.map((project) => project.id));
      cursor = page.json.page?.nextCursor ?? null;
    } while (cursor);
    expect(seen).toEqual(ids.toReversed());
  });

  it("finds by a part of the name, taking wildcards literally", async () => {
    const mine = await createWorkspace();
    await createProject(mine, "100% cotton");
    await createProject(mine, "1000 shirts");
    const found = await call<Project[]>(list, {
      as: mine.owner,
      path: `${at("", mine.slug)}&q=${encodeURIComponent("100%")}`,
    });
    expect(found.json.data.map((project) => project.name)).toEqual(["100% cotton"]);
  });

  it("answers a stranger, an unknown and a foreign id alike", async () => {
    const foreign = await createProject(other);
    const answers = [];
    for (const id of [foreign, "00000000-0000-4000-8000-000000000000", "nonsense"]) {
      const answer = await call(read, { as: ws.owner, path: at(`/${id}`), params: { projectId: id } });
      answers.push([answer.status, answer.json.error, answer.json.code]);
    }
    expect(new Set(answers.map(String)).size).toBe(1);
    expect(answers[0]?.[0]).toBe(404);
    expect((await call(list, { as: await createPerson(), path: at("") })).status).toBe(404);
    expect((await call(list, { as: null, path: at("") })).status).toBe(401);
  });

  it("lets a viewer read and not write, and leaves the row alone", async () => {
    const viewer = await addMember(ws, "viewer");
    const id = await createProject(ws, "Untouched");
    expect((await call(read, { as: viewer, path: at(`/${id}`), params: { projectId: id } })).status).toBe(200);
    const denied = await call(update, {
      as: viewer,
      method: "PATCH",
      path: at(`/${id}`),
      params: { projectId: id },
      body: { name: "Taken" },
    });
    expect(denied.status).toBe(403);
    const row = await asService((tx) =>
      tx.selectFrom("projects").select("name").where("id", "=", id).executeTakeFirst(),
    );
    expect(row?.name).toBe("Untouched");
  });

  it("shows a guest their project and no other", async () => {
    const mine = await createProject(ws, "Shared");
    const hidden = await createProject(ws, "Hidden");
    const guest = await addGuest(ws, mine);
    expect((await call(read, { as: guest, path: at(`/${mine}`), params: { projectId: mine } })).status).toBe(200);
    expect((await call(read, { as: guest, path: at(`/${hidden}`), params: { projectId: hidden } })).status).toBe(404);
    const listed = await call<Project[]>(list, { as: guest, path: at("") });
    expect(listed.json.data.map((project) => project.id)).toEqual([mine]);
  });

  it("takes an API key for its own workspace and its own scopes", async () => {
    const key = await createKey(ws, ["projects.read"]);
    expect((await call(list, { as: key, path: "/api/v1/projects" })).status).toBe(200);
    const denied = await call(create, { as: key, method: "POST", path: "/api/v1/projects", body: { name: "No" } });
    expect([denied.status, denied.json.code]).toEqual([403, "INSUFFICIENT_SCOPE"]);
    expect((await call(list, { as: key, path: at("", other.slug) })).status).toBe(404);
  });

  it("repeats the first answer for one Idempotency-Key", async () => {
    const mine = await createWorkspace();
    const options = {
      as: mine.owner,
      method: "POST",
      path: at("", mine.slug),
      body: { name: "Once" },
      headers: { "idempotency-key": "abc" },
    };
    const first = await call<Project>(create, options);
    const second = await call<Project>(create, options);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(second.json.data.id).toBe(first.json.data.id);
    const other = await call(create, { ...options, body: { name: "Twice" } });
    expect([other.status, other.json.code]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
    const { count } = await asService((tx) =>
      tx
        .selectFrom("projects")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("workspace_id", "=", mine.id)
        .executeTakeFirstOrThrow(),
    );
    expect(count).toBe(1);
  });

  it("refuses a cookie write from a foreign page and one that is not JSON", async () => {
    const base = { as: ws.owner, method: "POST", path: at("") };
    expect(
      (await call(create, { ...base, body: { name: "x" }, headers: { origin: "https://evil.example" } })).json.code,
    ).toBe("BAD_ORIGIN");
    expect(
      (await call(create, { ...base, raw: "name=x", headers: { "content-type": "application/x-www-form-urlencoded" } }))
        .status,
    ).toBe(415);
  });
});
