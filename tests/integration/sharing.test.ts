import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { GET as listActivity } from "@/app/api/v1/activity/route";
import { POST as propose } from "@/app/api/v1/builds/[buildId]/proposals/route";
import { POST as invite } from "@/app/api/v1/invites/route";
import { DELETE as removeMember } from "@/app/api/v1/members/[userId]/route";
import { POST as makeBuild } from "@/app/api/v1/projects/[projectId]/builds/route";
import { DELETE as deleteProject, PATCH as patchProject } from "@/app/api/v1/projects/[projectId]/route";
import { POST as create } from "@/app/api/v1/projects/route";
import { GET as preview } from "@/app/api/v1/public-projects/[pageKey]/preview/route";
import type { Build } from "@/lib/features/build/build.schema";
import type { Activity } from "@/lib/features/notification/notification.schema";
import type { ProjectDetail } from "@/lib/features/project/project.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import {
  addGuest,
  addMember,
  createKey,
  createPerson,
  createWorkspace,
  type Person,
  type TestWorkspace,
} from "../factories/people";
import {
  buildFor,
  collaboratorsFor,
  keyOf,
  type Place,
  pageFor,
  peopleFor,
  projectFor,
  projectRow,
  projectsOf,
  putOn,
  share,
  sharingFor,
  takeOff,
} from "../factories/sharing";
import { call } from "../harness/call";

let ws: TestWorkspace;
let maker: Person;
let colleague: Person;
let viewer: Person;
let admin: Person;
let stranger: Person;
beforeAll(async () => {
  ws = await createWorkspace();
  maker = await addMember(ws, "editor");
  colleague = await addMember(ws, "editor");
  viewer = await addMember(ws, "viewer");
  admin = await addMember(ws, "admin");
  stranger = (await createWorkspace()).owner;
});

const idea = "An app for Fjord Coffee: parts and repairs, entered by Ola Nordmann";
async function projectOf(as: Person, visibility = "workspace"): Promise<Place> {
  const body = { name: `Shared by ${as.name}`, clientName: "Secret Client AS", visibility };
  const path = `/api/v1/projects?workspace=${ws.slug}`;
  const answer = await call<ProjectDetail>(create, { as, method: "POST", path, body });
  expect(answer.status, answer.text).toBe(201);
  return { ws, projectId: answer.json.data.id };
}
const buildAs = (place: Place, as: Person | { secret: string }) =>
  call<Build>(makeBuild, {
    as,
    method: "POST",
    path: `/api/v1/projects/${place.projectId}/builds?workspace=${ws.slug}`,
    params: { projectId: place.projectId },
    body: { idea },
  });
const seen = async (place: Place, as: Person | { secret: string }) => [
  (await projectFor(place, as)).status,
  (await projectsOf(ws, as)).includes(place.projectId),
];

describe("a private project", () => {
  it("is its creator's and the admins'; to others it does not exist, and neither do its versions", async () => {
    const place = await projectOf(maker, "private");
    const { json } = await buildAs(place, maker);
    for (const person of [maker, admin, ws.owner]) {
      expect(await seen(place, person)).toEqual([200, true]);
      expect((await buildFor(ws, person, json.data.id)).status).toBe(200);
    }
    for (const person of [colleague, viewer]) {
      expect(await seen(place, person)).toEqual([404, false]);
      expect((await buildFor(ws, person, json.data.id)).status).toBe(404);
      expect((await buildAs(place, person)).status).toBe(404);
      expect((await sharingFor(place, person)).status).toBe(404);
      expect((await peopleFor(place, person)).status).toBe(404);
    }
    const keys = {
      editor: await createKey(ws, ["projects.read", "builds.read", "builds.write"], "editor"),
      admin: await createKey(ws, ["projects.read"], "admin"),
    };
    expect(await seen(place, keys.editor)).toEqual([404, false]);
    expect(await seen(place, keys.admin)).toEqual([200, true]);
  });

  it("leaves no trace in the activity of others, also after it is deleted", async () => {
    const place = await projectOf(maker, "private");
    await buildAs(place, maker);
    const heard = async (as: Person) => {
      const path = `/api/v1/activity?workspace=${ws.slug}&limit=100`;
      return (await call<Activity[]>(listActivity, { as, path })).json.data.filter(
        (item) => item.projectId === place.projectId || item.targetId === place.projectId,
      ).length;
    };
    expect(await heard(maker)).toBeGreaterThanOrEqual(2);
    expect(await heard(colleague)).toBe(0);
    const gone = await call(deleteProject, {
      as: admin,
      method: "DELETE",
      path: `/api/v1/projects/${place.projectId}?workspace=${ws.slug}`,
      params: { projectId: place.projectId },
    });
    expect(gone.status).toBe(200);
    expect(await heard(colleague)).toBe(0);
    expect(await heard(admin)).toBe(0);
  });

  it("cannot be entered by inviting oneself as a guest, not even past the API", async () => {
    const place = await projectOf(maker, "private");
    const body = { email: "second-address@example.test", role: "guest", projectId: place.projectId };
    const path = `/api/v1/invites?workspace=${ws.slug}`;
    expect((await call(invite, { as: colleague, method: "POST", path, body })).status).toBe(404);
    expect((await call(invite, { as: maker, method: "POST", path, body })).status).toBe(201);
  });
});

describe("collaborators", () => {
  it("see and build by their role in the project, and lose both at once", async () => {
    const place = await projectOf(maker, "private");
    const { json } = await buildAs(place, maker);
    expect((await putOn(place, maker, viewer.id, "viewer")).json.data).toMatchObject({
      role: "viewer",
      isGuest: false,
    });
    expect((await projectFor(place, viewer)).json.data.myRole).toBe("viewer");
    const refused = await buildAs(place, viewer);
    expect([refused.status, refused.json.code]).toEqual([403, "PROJECT_READ_ONLY"]);
    const proposal = await call(propose, {
      as: viewer,
      method: "POST",
      path: `/api/v1/builds/${json.data.id}/proposals?workspace=${ws.slug}`,
      params: { buildId: json.data.id },
      body: { request: "call the app Other" },
    });
    expect(proposal.status).toBe(403);

    expect((await putOn(place, maker, viewer.id, "editor")).status).toBe(200);
    expect((await buildAs(place, viewer)).status).toBe(201);
    // What the project is called and who sees it stays with the editors of the workspace.
    const renamed = await call(patchProject, {
      as: viewer,
      method: "PATCH",
      path: `/api/v1/projects/${place.projectId}?workspace=${ws.slug}`,
      params: { projectId: place.projectId },
      body: { name: "Mine now" },
    });
    expect(renamed.status).toBe(403);
    expect((await projectRow(place)).name).toContain("Shared by");

    expect((await takeOff(place, maker, viewer.id)).status).toBe(200);
    expect(await seen(place, viewer)).toEqual([404, false]);
    expect((await takeOff(place, maker, viewer.id)).status).toBe(404);
  });

  it("an editor of the workspace who may only look at a private project neither changes nor shares it", async () => {
    const place = await projectOf(maker, "private");
    await putOn(place, maker, colleague.id, "viewer");
    expect((await putOn(place, colleague, viewer.id, "editor")).json.code).toBe("FORBIDDEN");
    expect((await share(place, colleague, { visibility: "public" })).json.code).toBe("PROJECT_READ_ONLY");
    expect((await putOn(place, colleague, colleague.id, "editor")).json.code).toBe("PROJECT_READ_ONLY");
    expect(await projectRow(place)).toMatchObject({ visibility: "private", page_key: null });
    const listed = (await collaboratorsFor(place, maker)).json.data;
    expect(listed.map(({ userId, role }) => [userId, role])).toEqual([[colleague.id, "viewer"]]);
  });

  it("a guest sees the projects they are on and no others, builds where they are an editor, and shares nothing", async () => {
    const place = await projectOf(maker);
    const other = await projectOf(maker);
    const { json } = await buildAs(place, maker);
    const guest = await addGuest(ws, place.projectId);
    expect(await projectsOf(ws, guest)).toEqual([place.projectId]);
    expect((await buildFor(ws, guest, json.data.id)).status).toBe(200);
    expect((await buildAs(place, guest)).status).toBe(403);
    expect((await putOn(place, maker, guest.id, "editor")).json.data).toMatchObject({ role: "editor", isGuest: true });
    expect((await buildAs(place, guest)).status).toBe(201);
    expect((await buildAs(other, guest)).status).toBe(404);
    expect((await share(place, guest, { visibility: "public" })).status).toBe(403);
    expect((await collaboratorsFor(place, guest)).status).toBe(403);
    // A guest of one project can be added to a second one; a stranger to none.
    expect((await putOn(other, maker, guest.id, "viewer")).status).toBe(200);
    expect((await putOn(other, maker, stranger.id, "viewer")).json.code).toBe("NOT_FOUND");
    expect((await putOn(other, maker, (await createPerson()).id, "viewer")).status).toBe(404);
  });

  it("are told, leave with the workspace, and the log says who added whom to what", async () => {
    const place = await projectOf(maker, "private");
    const leaver = await addMember(ws, "editor");
    await putOn(place, maker, leaver.id, "editor");
    await putOn(place, maker, leaver.id, "viewer");
    const db = await rawDatabase();
    const told = await db.selectFrom("notifications").selectAll().where("user_id", "=", leaver.id).execute();
    expect(told).toMatchObject([{ type: "project.shared", project_id: place.projectId }]);
    const removed = await call(removeMember, {
      as: admin,
      method: "DELETE",
      path: `/api/v1/members/${leaver.id}?workspace=${ws.slug}`,
      params: { userId: leaver.id },
    });
    expect(removed.status).toBe(200);
    expect((await collaboratorsFor(place, maker)).json.data).toEqual([]);
    const entries = await db
      .selectFrom("audit_logs")
      .select([
        "action",
        sql<string>`coalesce(changes -> 'project_id' ->> 'to', changes -> 'project_id' ->> 'from')`.as("project"),
      ])
      .where("workspace_id", "=", ws.id)
      .where("target_id", "=", leaver.id)
      .where("target_type", "in", ["collaborator", "guest"])
      .orderBy("seq")
      .execute();
    expect(entries.map(({ action }) => action.split(".")[1])).toEqual(["created", "role_changed", "deleted"]);
    expect(entries.every(({ project }) => project === place.projectId)).toBe(true);
  });

  it("are listed page by page, and so are the people a comment can mention", async () => {
    const place = await projectOf(maker, "private");
    for (const person of [colleague, viewer]) await putOn(place, maker, person.id, "viewer");
    const first = await collaboratorsFor(place, maker, "&limit=1");
    const cursor = encodeURIComponent(first.json.page?.nextCursor ?? "");
    const second = await collaboratorsFor(place, maker, `&limit=1&cursor=${cursor}`);
    expect([...first.json.data, ...second.json.data].map((person) => person.userId)).toEqual([colleague.id, viewer.id]);
    const ids: string[] = [];
    let next: string | null = null;
    do {
      const answer = await peopleFor(
        place,
        viewer,
        `&limit=2${next === null ? "" : `&cursor=${encodeURIComponent(next)}`}`,
      );
      ids.push(...answer.json.data.map((person) => person.userId));
      next = answer.json.page?.nextCursor ?? null;
    } while (next !== null && ids.length < 50);
    expect(ids.sort()).toEqual([maker, colleague, viewer, admin, ws.owner].map((person) => person.id).sort());
    const found = await peopleFor(place, viewer, `&q=${encodeURIComponent(maker.name)}`);
    expect(found.json.data).toEqual([{ userId: maker.id, displayName: maker.name }]);
    expect((await peopleFor(place, viewer, "&q=((*")).json.data).toEqual([]);
  });
});

describe("a public page", () => {
  const makePublic = async () => {
    const place = await projectOf(maker);
    await buildAs(place, maker);
    const { status, json } = await share(place, maker, { visibility: "public" });
    expect(status).toBe(200);
    return { place, key: keyOf(json.data) };
  };

  it("is for whoever has the address, and says nothing of people, client, project or idea", async () => {
    const { key } = await makePublic();
    const page = await pageFor(key);
    expect(page.status).toBe(200);
    expect(page.headers.get("cache-control")).toBe("private, no-store");
    expect(page.json.data).toMatchObject({ version: 1, idea: null, indexed: false });
    expect(page.json.data.entities.length).toBeGreaterThan(0);
    const shown = await call(preview, { path: `/api/v1/public-projects/${key}/preview`, params: { pageKey: key } });
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(shown.headers.get("content-security-policy")).toContain("sandbox");
    for (const secret of ["Secret Client", "Ola Nordmann", maker.name, maker.email, ws.slug, "Shared by"])
      expect(page.text.includes(secret) || shown.text.includes(secret), secret).toBe(false);
  });

  it("shows words and idea once they are chosen", async () => {
    const { place, key } = await makePublic();
    const changed = await share(place, maker, { pageSummary: "Repairs, tidy", pageShowsIdea: true, pageIndexed: true });
    expect(changed.status).toBe(200);
    expect((await pageFor(key)).json.data).toMatchObject({ summary: "Repairs, tidy", idea, indexed: true });
  });

  it("stays with the version it is given while the project goes on, and follows the newest again", async () => {
    const { place, key } = await makePublic();
    expect((await share(place, maker, { pageVersion: 1 })).json.data.pageVersion).toBe(1);
    expect((await buildAs(place, maker)).status).toBe(201);
    expect((await pageFor(key)).json.data.version).toBe(1);
    // Other changes leave it; so do taking the page down and putting it up again.
    await share(place, maker, { pageIndexed: true });
    await share(place, maker, { visibility: "workspace" });
    const again = keyOf((await share(place, maker, { visibility: "public" })).json.data);
    expect((await pageFor(again)).json.data.version).toBe(1);
    const unknown = await share(place, maker, { pageVersion: 3 });
    expect([unknown.status, unknown.json.code]).toEqual([422, "VERSION_UNKNOWN"]);
    expect(unknown.json.details).toEqual({ fields: { pageVersion: "The newest version is 2." } });
    for (const pageVersion of [0, -1, 1.5, "1", 2 ** 31])
      expect((await share(place, maker, { pageVersion })).status, String(pageVersion)).toBe(422);
    const pastTheApi = sql`update public.projects set page_version = 3 where id = ${place.projectId}`;
    await expect(pastTheApi.execute(await rawDatabase())).rejects.toThrow(/projects_page_version_exists/);
    const refused = await share(place, colleague, { pageVersion: null });
    expect([refused.status, refused.json.code]).toEqual([403, "NOT_YOURS_TO_SHARE"]);
    expect(await projectRow(place)).toMatchObject({ page_version: 1 });
    expect((await share(place, admin, { pageVersion: null })).json.data.pageVersion).toBeNull();
    expect((await pageFor(again)).json.data.version).toBe(2);
    const empty = await projectOf(maker);
    expect((await share(empty, maker, { pageVersion: 1 })).status).toBe(422);
  });

  it("is gone with the next request when it is taken back, renewed, archived or its workspace deleted", async () => {
    const { place, key } = await makePublic();
    const renewed = keyOf((await share(place, maker, { newAddress: true })).json.data);
    expect(renewed).not.toBe(key);
    expect((await pageFor(key)).status).toBe(404);
    expect((await pageFor(renewed)).status).toBe(200);
    expect((await share(place, maker, { visibility: "workspace" })).json.data.pageUrl).toBeNull();
    expect((await pageFor(renewed)).status).toBe(404);
    // The old address stays dead when the project is public again.
    const again = keyOf((await share(place, maker, { visibility: "public" })).json.data);
    expect([again === renewed, (await pageFor(renewed)).status, (await pageFor(again)).status]).toEqual([
      false,
      404,
      200,
    ]);
    const db = await rawDatabase();
    await db
      .updateTable("projects")
      .set({ archived_at: new Date().toISOString() })
      .where("id", "=", place.projectId)
      .execute();
    expect((await pageFor(again)).status).toBe(404);
    await db.updateTable("projects").set({ archived_at: null }).where("id", "=", place.projectId).execute();
    const deleted = (at: string | null) =>
      asService((tx) =>
        sql`update public.workspaces set deleted_at = ${at}, purge_at = ${at} where id = ${ws.id}`.execute(tx),
      );
    await deleted(new Date().toISOString());
    expect((await pageFor(again)).status).toBe(404);
    await deleted(null);
    expect((await pageFor(again)).status).toBe(200);
  });

  it("is put up and taken down by the creator and by admins, and its address is nobody's choice", async () => {
    const { place, key } = await makePublic();
    const refused = await share(place, colleague, { visibility: "workspace" });
    expect([refused.status, refused.json.code]).toEqual([403, "NOT_YOURS_TO_SHARE"]);
    expect((await share(place, colleague, { pageShowsIdea: true })).status).toBe(403);
    expect(await projectRow(place)).toMatchObject({ visibility: "public", page_key: key, page_shows_idea: false });
    expect((await share(place, viewer, { visibility: "workspace" })).status).toBe(403);
    await (await rawDatabase())
      .updateTable("projects")
      .set({ page_key: "0".repeat(24) })
      .where("id", "=", place.projectId)
      .execute();
    expect((await projectRow(place)).page_key).not.toBe("0".repeat(24));
    expect((await share(place, admin, { visibility: "workspace" })).status).toBe(200);
  });

  it("answers every other address alike, and a project without a version not at all", async () => {
    const empty = await projectOf(maker);
    const { json } = await share(empty, maker, { visibility: "public" });
    const answers = [await pageFor(keyOf(json.data)), await pageFor("f".repeat(24)), await pageFor("no-such-page")];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});
