import { describe, expect, it } from "vitest";
import { GET as list } from "@/app/api/v1/activity/route";
import type { Activity } from "@/lib/features/activity/activity.schema";
import { asService } from "@/lib/platform/db/service-role";
import { addGuest, addMember, createKey, createPerson, createProject, createWorkspace } from "../factories/people";
import { call } from "../harness/call";

const at = (slug: string, query = "") => `/api/v1/activity?workspace=${slug}${query}`;

describe("activity", () => {
  it("tells what happened, newest first, page by page, and of one project alone", async () => {
    const ws = await createWorkspace();
    const alpha = await createProject(ws, "Alpha");
    const beta = await createProject(ws, "Beta");
    await asService(
      (tx) =>
        tx.updateTable("projects").set({ archived_at: new Date().toISOString() }).where("id", "=", alpha).execute(),
      { userId: ws.owner.id },
    );
    const first = await call<Activity[]>(list, { as: ws.owner, path: at(ws.slug, "&limit=2") });
    const second = await call<Activity[]>(list, {
      as: ws.owner,
      path: at(ws.slug, `&limit=50&cursor=${first.json.page?.nextCursor}`),
    });
    const all = [...first.json.data, ...second.json.data];
    expect(all.map((row) => row.action)).toEqual([
      "project.archived",
      "project.created",
      "project.created",
      "member.created",
      "workspace.created",
    ]);
    expect(all[0]).toMatchObject({ actorName: ws.owner.name, targetLabel: "Alpha", projectId: alpha });
    const ofBeta = await call<Activity[]>(list, { as: ws.owner, path: at(ws.slug, `&projectId=${beta}`) });
    expect(ofBeta.json.data.map((row) => row.targetId)).toEqual([beta]);
  });

  it("is for members: guests, strangers and other workspaces see nothing of it", async () => {
    const ws = await createWorkspace();
    const project = await createProject(ws, "Secret");
    const viewer = await addMember(ws, "viewer");
    const other = await createWorkspace();
    expect((await call(list, { as: viewer, path: at(ws.slug) })).status).toBe(200);
    expect((await call(list, { as: await addGuest(ws, project), path: at(ws.slug) })).status).toBe(403);
    expect((await call(list, { as: await createPerson(), path: at(ws.slug) })).status).toBe(404);
    const foreign = await call<Activity[]>(list, { as: other.owner, path: at(other.slug, `&projectId=${project}`) });
    expect(foreign.json.data).toEqual([]);
    const key = await createKey(ws, ["activity.read"]);
    expect((await call(list, { as: key, path: "/api/v1/activity" })).status).toBe(200);
    expect((await call(list, { as: viewer, path: at(ws.slug, "&cursor=zzz") })).json.code).toBe("BAD_CURSOR");
  });
});
