import { beforeAll, describe, expect, it } from "vitest";
import { GET as keys } from "@/app/api/v1/api-keys/route";
import { DELETE as remove, PATCH as update } from "@/app/api/v1/members/[userId]/route";
import { GET as list } from "@/app/api/v1/members/route";
import { GET as projects } from "@/app/api/v1/projects/route";
import type { ApiKey } from "@/lib/features/api-key/api-key.schema";
import type { Member } from "@/lib/features/workspace/workspace.schema";
import { asUser, rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { toAppError } from "@/lib/platform/http/define-route";
import {
  addGuest,
  addMember,
  createKey,
  createPerson,
  createProject,
  createTeam,
  createWorkspace,
  type Person,
  type TestWorkspace,
} from "../factories/people";
import { call } from "../harness/call";

let ws: TestWorkspace;
let other: TestWorkspace;
let viewer: Person;
let editor: Person;
let admin: Person;
beforeAll(async () => {
  ({ ws, viewer, editor, admin } = await createTeam("viewer", "editor", "admin"));
  other = await createWorkspace();
});

type Caller = Person | { secret: string } | null;
const patch = (as: Caller, userId: string, role: string, slug = ws.slug) =>
  call<Member>(update, {
    as,
    method: "PATCH",
    path: `/api/v1/members/${userId}?workspace=${slug}`,
    params: { userId },
    body: { role },
  });
const kick = (as: Caller, userId: string, slug = ws.slug) =>
  call(remove, { as, method: "DELETE", path: `/api/v1/members/${userId}?workspace=${slug}`, params: { userId } });
const roleOf = async (userId: string, workspaceId = ws.id) =>
  (
    await asService((tx) =>
      tx
        .selectFrom("workspace_members")
        .select("role")
        .where("workspace_id", "=", workspaceId)
        .where("user_id", "=", userId)
        .executeTakeFirst(),
    )
  )?.role;

describe("listing members", () => {
  it("shows everybody to every member, oldest first, and says who I am", async () => {
    const answer = await call<Member[]>(list, { as: viewer, path: `/api/v1/members?workspace=${ws.slug}` });
    expect(answer.status).toBe(200);
    expect(answer.json.data.map((member) => [member.userId, member.role, member.isMe])).toEqual([
      [ws.owner.id, "owner", false],
      [viewer.id, "viewer", true],
      [editor.id, "editor", false],
      [admin.id, "admin", false],
    ]);
    expect(answer.json.data[1]).toMatchObject({
      email: viewer.email,
      displayName: viewer.name,
      avatarUrl: null,
      joinedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it("pages through everybody once, even when many joined in the same moment", async () => {
    const mine = await createWorkspace();
    const people = [await createPerson(), await createPerson(), await createPerson(), await createPerson()];
    await asService((tx) =>
      tx
        .insertInto("workspace_members")
        .values(people.map((person) => ({ workspace_id: mine.id, user_id: person.id, role: "viewer" })))
        .execute(),
    );
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof call<Member[]>>> = await call<Member[]>(list, {
        as: mine.owner,
        path: `/api/v1/members?workspace=${mine.slug}&limit=2${cursor ? `&cursor=${cursor}` : ""}`,
      });
      seen.push(...page.json.data.map((member) => member.userId));
      cursor = page.json.page?.nextCursor ?? null;
    } while (cursor);
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
  });

  it("hides the list from guests, strangers and the signed-out, and shows it to a key with the scope", async () => {
    const guest = await addGuest(ws, await createProject(ws));
    const path = `/api/v1/members?workspace=${ws.slug}`;
    expect((await call(list, { as: guest, path })).status).toBe(403);
    expect((await call(list, { as: await createPerson(), path })).status).toBe(404);
    expect((await call(list, { as: null, path })).status).toBe(401);
    const key = await createKey(ws, ["members.read"]);
    const answer = await call<Member[]>(list, { as: key, path: "/api/v1/members" });
    expect(answer.json.data.length).toBe(4);
    expect(answer.json.data.some((member) => member.isMe)).toBe(false);
    const narrow = await call(list, { as: await createKey(ws, ["projects.read"]), path: "/api/v1/members" });
    expect([narrow.status, narrow.json.code]).toEqual([403, "INSUFFICIENT_SCOPE"]);
  });
});

describe("changing a role", () => {
  it("counts from the next request on", async () => {
    const person = await addMember(ws, "viewer");
    expect((await patch(admin, person.id, "editor")).json.data).toMatchObject({ userId: person.id, role: "editor" });
    expect((await patch(ws.owner, person.id, "admin")).status).toBe(200);
    expect((await patch(person, viewer.id, "viewer")).status).toBe(200);
    expect((await patch(ws.owner, person.id, "viewer")).status).toBe(200);
    expect((await patch(person, viewer.id, "viewer")).status).toBe(403);
    expect((await kick(ws.owner, person.id)).status).toBe(200);
  });

  it("is not for viewers, editors, guests or keys, who cannot lift themselves or lower an admin either", async () => {
    const guest = await addGuest(ws, await createProject(ws));
    const key = await createKey(ws, ["members.read", "invites.write"], "admin");
    for (const [as, target, role] of [
      [viewer, viewer.id, "editor"],
      [viewer, admin.id, "viewer"],
      [editor, editor.id, "admin"],
      [editor, viewer.id, "editor"],
      [guest, guest.id, "viewer"],
      [key, viewer.id, "editor"],
    ] as const)
      expect((await patch(as, target, role)).status).toBe(403);
    expect((await kick(editor, viewer.id)).status).toBe(403);
    expect((await kick(viewer, viewer.id)).status).toBe(403);
    expect([await roleOf(viewer.id), await roleOf(editor.id), await roleOf(admin.id), await roleOf(guest.id)]).toEqual([
      "viewer",
      "editor",
      "admin",
      undefined,
    ]);
  });

  it("never goes above one's own rank, in either direction", async () => {
    for (const [target, role] of [
      [admin.id, "owner"],
      [viewer.id, "owner"],
      [ws.owner.id, "viewer"],
    ] as const) {
      const denied = await patch(admin, target, role);
      expect([denied.status, denied.json.code]).toEqual([403, "ROLE_TOO_HIGH"]);
    }
    const denied = await kick(admin, ws.owner.id);
    expect([denied.status, denied.json.code]).toEqual([403, "ROLE_TOO_HIGH"]);
    expect([await roleOf(admin.id), await roleOf(viewer.id), await roleOf(ws.owner.id)]).toEqual([
      "admin",
      "viewer",
      "owner",
    ]);
  });

  it("holds the same line in the database, whatever the service would think", async () => {
    const session = { kind: "session", userId: admin.id, sessionId: admin.sessionId } as const;
    const context = { requestId: "req_test", ip: null, userAgent: null, workspace: ws.id };
    const lift = asUser(session, context, (tx) =>
      tx
        .updateTable("workspace_members")
        .set({ role: "owner" })
        .where("workspace_id", "=", ws.id)
        .where("user_id", "=", admin.id)
        .execute(),
    );
    expect(toAppError(await lift.catch((error: unknown) => error))).toMatchObject({
      status: 403,
      code: "ROLE_TOO_HIGH",
    });
    expect(await roleOf(admin.id)).toBe("admin");
  });

  it("refuses the last owner to step down or go, and lets them once there is another", async () => {
    const mine = await createWorkspace();
    const demoted = await patch(mine.owner, mine.owner.id, "admin", mine.slug);
    expect([demoted.status, demoted.json.code]).toEqual([409, "LAST_OWNER"]);
    expect(demoted.json.error).toContain("at least one owner");
    const gone = await kick(mine.owner, mine.owner.id, mine.slug);
    expect([gone.status, gone.json.code]).toEqual([409, "LAST_OWNER"]);
    expect(await roleOf(mine.owner.id, mine.id)).toBe("owner");

    const second = await addMember(mine, "admin");
    expect((await patch(mine.owner, second.id, "owner", mine.slug)).status).toBe(200);
    expect((await patch(mine.owner, mine.owner.id, "viewer", mine.slug)).status).toBe(200);
    expect([await roleOf(mine.owner.id, mine.id), await roleOf(second.id, mine.id)]).toEqual(["viewer", "owner"]);
  });

  it("answers LAST_OWNER at the commit, too, should the service ever forget to ask", async () => {
    const mine = await createWorkspace();
    const session = { kind: "session", userId: mine.owner.id, sessionId: mine.owner.sessionId } as const;
    const work = asUser(
      session,
      { requestId: "req_test", ip: null, userAgent: null, workspace: mine.id },
      async (tx) => {
        await tx
          .updateTable("workspace_members")
          .set({ role: "viewer" })
          .where("workspace_id", "=", mine.id)
          .where("user_id", "=", mine.owner.id)
          .execute();
      },
    );
    expect(toAppError(await work.catch((error: unknown) => error))).toMatchObject({ status: 409, code: "LAST_OWNER" });
    expect(await roleOf(mine.owner.id, mine.id)).toBe("owner");
  });

  it("answers an unknown, a foreign and a malformed id alike", async () => {
    const stranger = await addMember(other, "viewer");
    const answers = [];
    for (const id of [stranger.id, other.owner.id, "00000000-0000-4000-8000-000000000000", "nonsense"]) {
      const changed = await patch(ws.owner, id, "viewer");
      const removed = await kick(ws.owner, id);
      answers.push([changed.status, changed.json.error, removed.status, removed.json.error]);
    }
    expect(new Set(answers.map(String)).size).toBe(1);
    expect(answers[0]?.[0]).toBe(404);
    expect((await patch(ws.owner, stranger.id, "viewer", other.slug)).status).toBe(404);
    expect(await roleOf(stranger.id, other.id)).toBe("viewer");
  });

  it("is audited with both roles and told to the person", async () => {
    const person = await addMember(ws, "viewer");
    await patch(admin, person.id, "editor");
    const { entry, notice } = await asService(async (tx) => ({
      entry: await tx
        .selectFrom("audit_logs")
        .select(["action", "actor_id", "changes"])
        .where("workspace_id", "=", ws.id)
        .where("target_id", "=", person.id)
        .orderBy("seq", "desc")
        .executeTakeFirst(),
      notice: await tx
        .selectFrom("notifications")
        .select(["type", "title"])
        .where("user_id", "=", person.id)
        .executeTakeFirst(),
    }));
    expect(entry).toMatchObject({
      action: "member.role_changed",
      actor_id: admin.id,
      changes: { role: { from: "viewer", to: "editor" } },
    });
    expect(notice?.type).toBe("member.role_changed");
    expect(notice?.title).toContain("editor");
  });
});

describe("removing a member", () => {
  it("shuts them out at once, with their grants, and keeps what they made", async () => {
    const mine = await createWorkspace();
    const person = await addMember(mine, "admin");
    const projectId = await createProject(mine);
    await addGuest(mine, projectId, person);
    const key = await createKey(mine, ["projects.read"]);
    await asService(async (tx) => {
      await tx.updateTable("projects").set({ created_by: person.id }).where("id", "=", projectId).execute();
      await tx.updateTable("api_keys").set({ created_by: person.id }).where("id", "=", key.id).execute();
    });
    const path = `/api/v1/projects?workspace=${mine.slug}`;
    expect((await call(projects, { as: person, path })).status).toBe(200);
    expect((await kick(mine.owner, person.id, mine.slug)).status).toBe(200);
    expect((await call(projects, { as: person, path })).status).toBe(404);

    const row = await asService((tx) =>
      tx.selectFrom("projects").select("created_by").where("id", "=", projectId).executeTakeFirst(),
    );
    expect(row?.created_by).toBe(person.id);
    expect((await call(projects, { as: key, path: "/api/v1/projects" })).status).toBe(200);
    const listed = await call<ApiKey[]>(keys, { as: mine.owner, path: `/api/v1/api-keys?workspace=${mine.slug}` });
    expect(listed.json.data[0]).toMatchObject({ createdBy: null, creatorLeft: true, status: "active" });
    expect((await kick(mine.owner, person.id, mine.slug)).status).toBe(404);
  });

  it("sends an admin who picks themselves to the way out", async () => {
    const answer = await kick(admin, admin.id);
    expect([answer.status, answer.json.code]).toEqual([409, "USE_LEAVE"]);
    expect(await roleOf(admin.id)).toBe("admin");
  });

  it("lets an account that made an API key be deleted; the key stays with the workspace", async () => {
    const mine = await createWorkspace();
    const person = await addMember(mine, "admin");
    const key = await createKey(mine, ["projects.read"]);
    await asService((tx) =>
      tx.updateTable("api_keys").set({ created_by: person.id }).where("id", "=", key.id).execute(),
    );
    const db = await rawDatabase();
    await db.deleteFrom("auth.users").where("id", "=", person.id).execute();
    expect((await call(projects, { as: key, path: "/api/v1/projects" })).status).toBe(200);
  });
});
