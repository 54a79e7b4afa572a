import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { GET as me, PATCH as updateMe } from "@/app/api/v1/me/route";
import { DELETE as endSession } from "@/app/api/v1/me/sessions/[sessionId]/route";
import { GET as sessions } from "@/app/api/v1/me/sessions/route";
import { GET as listProjects } from "@/app/api/v1/projects/route";
import { POST as leave } from "@/app/api/v1/workspaces/[workspaceId]/leave/route";
import { DELETE as dropLogo, GET as getLogo, PUT as putLogo } from "@/app/api/v1/workspaces/[workspaceId]/logo/route";
import { POST as restore } from "@/app/api/v1/workspaces/[workspaceId]/restore/route";
import { GET as read, DELETE as remove, PATCH as update } from "@/app/api/v1/workspaces/[workspaceId]/route";
import { POST as transfer } from "@/app/api/v1/workspaces/[workspaceId]/transfer/route";
import { POST as create, GET as list } from "@/app/api/v1/workspaces/route";
import type { Me, Session, WorkspaceSummary } from "@/lib/features/account/account.schema";
import type { Workspace } from "@/lib/features/workspace/workspace.schema";
import { asService } from "@/lib/platform/db/service-role";
import { addGuest, addMember, createPerson, createProject, createWorkspace, type Person } from "../factories/people";
import { call } from "../harness/call";

const on = (id: string, rest = "") => ({ path: `/api/v1/workspaces/${id}${rest}`, params: { workspaceId: id } });
async function rolesIn(workspaceId: string) {
  const rows = await asService((tx) =>
    tx.selectFrom("workspace_members").select(["user_id", "role"]).where("workspace_id", "=", workspaceId).execute(),
  );
  return Object.fromEntries(rows.map((row) => [row.user_id, row.role]));
}

describe("workspaces", () => {
  it("gives the creator ownership and a readable, free address", async () => {
    const person = await createPerson();
    const name = `Café ${person.name}`;
    const first = await call<WorkspaceSummary>(create, {
      as: person,
      method: "POST",
      path: "/api/v1/workspaces",
      body: { name },
    });
    const second = await call<WorkspaceSummary>(create, {
      as: person,
      method: "POST",
      path: "/api/v1/workspaces",
      body: { name },
    });
    expect([first.status, first.json.data.role]).toEqual([201, "owner"]);
    expect(first.json.data.slug).toMatch(/^cafe-person-/);
    expect(second.json.data.slug).toBe(`${first.json.data.slug}-2`);
    const mine = await call<Me>(me, { as: person, path: "/api/v1/me" });
    expect(mine.json.data.workspaces).toHaveLength(2);
    expect(mine.json.data.lastWorkspaceId).toBe(second.json.data.id);
  });

  it("refuses taken, reserved and malformed addresses, and people who have not confirmed theirs", async () => {
    const ws = await createWorkspace();
    const post = (slug: string, as: Person = ws.owner) =>
      call(create, { as, method: "POST", path: "/api/v1/workspaces", body: { name: "X", slug } });
    expect((await post(ws.slug)).json.code).toBe("SLUG_TAKEN");
    expect((await post("settings")).status).toBe(422);
    expect((await post("-a-")).status).toBe(422);
    expect((await post("free-enough", await createPerson({ verified: false }))).json.code).toBe("EMAIL_UNVERIFIED");
  });

  it("lets admins rename and editors not", async () => {
    const ws = await createWorkspace();
    const [admin, editor] = [await addMember(ws, "admin"), await addMember(ws, "editor")];
    const body = { name: "New name" };
    expect((await call<Workspace>(update, { as: admin, method: "PATCH", ...on(ws.id), body })).json.data.name).toBe(
      "New name",
    );
    expect((await call(update, { as: editor, method: "PATCH", ...on(ws.id), body: { name: "Taken" } })).status).toBe(
      403,
    );
    expect((await call<Workspace>(read, { as: editor, ...on(ws.id) })).json.data.name).toBe("New name");
  });

  it("keeps the last owner, lets others leave, and guests too", async () => {
    const ws = await createWorkspace();
    const member = await addMember(ws, "viewer");
    const guest = await addGuest(ws, await createProject(ws));
    const stuck = await call(leave, { as: ws.owner, method: "POST", ...on(ws.id, "/leave"), body: {} });
    expect([stuck.status, stuck.json.code]).toEqual([409, "LAST_OWNER"]);
    expect((await rolesIn(ws.id))[ws.owner.id]).toBe("owner");
    for (const person of [member, guest]) {
      expect((await call(leave, { as: person, method: "POST", ...on(ws.id, "/leave"), body: {} })).status).toBe(200);
      expect((await call(read, { as: person, ...on(ws.id) })).status).toBe(404);
    }
  });

  it("transfers ownership in one step, to a verified member only", async () => {
    const ws = await createWorkspace();
    const admin = await addMember(ws, "admin");
    const unverified = await addMember(ws, "editor", await createPerson({ verified: false }));
    const go = (as: Person, userId: string) =>
      call(transfer, { as, method: "POST", ...on(ws.id, "/transfer"), body: { userId, myNewRole: "editor" } });
    expect((await go(admin, admin.id)).status).toBe(403);
    expect((await go(ws.owner, unverified.id)).json.code).toBe("EMAIL_UNVERIFIED");
    expect((await go(ws.owner, (await createPerson()).id)).status).toBe(404);
    expect((await go(ws.owner, admin.id)).status).toBe(200);
    expect(await rolesIn(ws.id)).toMatchObject({ [admin.id]: "owner", [ws.owner.id]: "editor" });
  });

  it("is deleted by typing its address, hidden from everybody but its owner, and restored", async () => {
    const ws = await createWorkspace();
    const admin = await addMember(ws, "admin");
    const del = (as: Person, confirmSlug: string) =>
      call(remove, { as, method: "DELETE", ...on(ws.id), body: { confirmSlug } });
    expect((await del(admin, ws.slug)).status).toBe(403);
    expect((await del(ws.owner, "wrong")).json.code).toBe("CONFIRMATION_MISMATCH");
    expect((await del(ws.owner, ws.slug)).status).toBe(200);
    expect((await call(read, { as: admin, ...on(ws.id) })).status).toBe(404);
    expect((await call(listProjects, { as: ws.owner, path: `/api/v1/projects?workspace=${ws.slug}` })).status).toBe(
      404,
    );
    const listed = await call<WorkspaceSummary[]>(list, { as: ws.owner, path: "/api/v1/workspaces" });
    expect(listed.json.data.find((row) => row.id === ws.id)?.purgeAt).toEqual(expect.any(String));
    expect(
      (await call<WorkspaceSummary[]>(list, { as: admin, path: "/api/v1/workspaces" })).json.data.some(
        (row) => row.id === ws.id,
      ),
    ).toBe(false);
    expect((await call(restore, { as: admin, method: "POST", ...on(ws.id, "/restore"), body: {} })).status).toBe(404);
    expect((await call(restore, { as: ws.owner, method: "POST", ...on(ws.id, "/restore"), body: {} })).status).toBe(
      200,
    );
    expect((await call(read, { as: admin, ...on(ws.id) })).status).toBe(200);
  });

  it("redraws a logo, refuses a file that is not what it says, and shows it to members only", async () => {
    const ws = await createWorkspace();
    const png = await sharp({ create: { width: 900, height: 400, channels: 3, background: "#1f5c4d" } })
      .png()
      .toBuffer();
    const put = (raw: BodyInit, type: string) =>
      call<Workspace>(putLogo, {
        as: ws.owner,
        method: "PUT",
        ...on(ws.id, "/logo"),
        raw,
        headers: { "content-type": type },
      });
    expect((await put("<svg onload=alert(1)>", "image/png")).json.code).toBe("TYPE_MISMATCH");
    expect((await put(new Uint8Array(png), "image/jpeg")).json.code).toBe("TYPE_MISMATCH");
    const stored = await put(new Uint8Array(png), "image/png");
    expect(stored.json.data.logoUrl).toContain(`/api/v1/workspaces/${ws.id}/logo?v=`);
    const shown = await call(getLogo, { as: ws.owner, ...on(ws.id, "/logo") });
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/webp"]);
    expect((await call(getLogo, { as: await createPerson(), ...on(ws.id, "/logo") })).status).toBe(404);
    await call(dropLogo, { as: ws.owner, method: "DELETE", ...on(ws.id, "/logo") });
    expect((await call(getLogo, { as: ws.owner, ...on(ws.id, "/logo") })).status).toBe(404);
  });
});

describe("me", () => {
  it("changes the profile and refuses what makes no sense", async () => {
    const person = await createPerson();
    const patch = (body: unknown) => call<Me>(updateMe, { as: person, method: "PATCH", path: "/api/v1/me", body });
    expect((await patch({ displayName: "Ada", timeZone: "Europe/Oslo" })).json.data).toMatchObject({
      displayName: "Ada",
      timeZone: "Europe/Oslo",
    });
    expect((await patch({ timeZone: "Mars/Olympus" })).status).toBe(422);
    expect((await patch({ lastWorkspaceId: (await createWorkspace()).id })).status).toBe(404);
    expect((await patch({ email: "x@y.z" })).status).toBe(422);
  });

  it("lists sessions and ends one at once, but never somebody else's", async () => {
    const [person, stranger] = [await createPerson(), await createPerson()];
    const listed = await call<Session[]>(sessions, { as: person, path: "/api/v1/me/sessions" });
    expect(listed.json.data).toMatchObject([{ id: person.sessionId, current: true }]);
    const end = (as: Person) =>
      call(endSession, {
        as,
        method: "DELETE",
        path: `/api/v1/me/sessions/${person.sessionId}`,
        params: { sessionId: person.sessionId },
      });
    expect((await end(stranger)).status).toBe(404);
    expect((await end(person)).status).toBe(200);
    const after = await call(me, { as: person, path: "/api/v1/me" });
    expect([after.status, after.json.code]).toEqual([401, "SESSION_ENDED"]);
  });
});
