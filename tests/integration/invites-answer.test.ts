import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as accept } from "@/app/api/v1/invites/accept/route";
import { POST as decline } from "@/app/api/v1/invites/decline/route";
import { POST as preview } from "@/app/api/v1/invites/preview/route";
import { POST as request } from "@/app/api/v1/invites/request/route";
import { GET as projects } from "@/app/api/v1/projects/route";
import type { InvitePreview } from "@/lib/features/invite/invite.schema";
import { asService } from "@/lib/platform/db/service-role";
import {
  type Accepted,
  auditOf,
  expire,
  freshEmail,
  type Invited,
  invite,
  invited,
  inviteRow,
  resendInvite,
  revokeInvite,
  roleOf,
  setInvite,
  tokenOf,
  withToken,
} from "../factories/invites";
import {
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
let admin: Person;
let editor: Person;
let viewer: Person;
let projectId: string;
beforeAll(async () => {
  ({ ws, admin, editor, viewer } = await createTeam("admin", "editor", "viewer"));
  projectId = await createProject(ws, "Harbour app");
});

describe("looking at a link", () => {
  it("tells what it is about and only hints at the address", async () => {
    const { token, person, id } = await invited(ws);
    const answer = await withToken<InvitePreview>(preview, token);
    expect(answer.status).toBe(200);
    expect(answer.json.data).toMatchObject({
      workspaceName: `Workspace ${ws.slug}`,
      projectName: null,
      inviterName: ws.owner.name,
      role: "editor",
      maskedEmail: "i***@e***.test",
    });
    expect(answer.text).not.toContain(person.email);
    expect((await inviteRow(id)).accepted_at).toBeNull();
  });

  it("answers every garbage alike, on every door", async () => {
    const bodies = new Set<string>();
    for (const token of ["x", "A".repeat(43), "ü\u0000'; drop table", "../../etc/passwd"]) {
      for (const handler of [preview, decline, request]) {
        const answer = await withToken(handler, token);
        bodies.add(JSON.stringify([answer.status, answer.json.code, answer.json.error]));
      }
      const accepted = await withToken(accept, token, viewer);
      bodies.add(JSON.stringify([accepted.status, accepted.json.code, accepted.json.error]));
    }
    expect(bodies.size).toBe(1);
    expect([...bodies][0]).toContain('404,"INVITE_NOT_FOUND"');
  });
});

describe("accepting", () => {
  it("lets the invited person in, once, and tells the inviter", async () => {
    const { id, token, person } = await invited(ws, "editor");
    const path = `/api/v1/projects?workspace=${ws.slug}`;
    expect((await call(projects, { as: person, path })).status).toBe(404);
    const first = await withToken<Accepted>(accept, token, person);
    expect([first.status, first.json.data]).toEqual([
      200,
      { status: "accepted", workspaceSlug: ws.slug, projectId: null },
    ]);
    expect((await call(projects, { as: person, path })).status).toBe(200);
    expect(await roleOf(person, ws)).toBe("editor");
    const again = await withToken<Accepted>(accept, token, person);
    expect([again.status, again.json.data.status]).toEqual([200, "already_member"]);
    expect(await auditOf(id)).toEqual([
      ["invite.created", ws.owner.id],
      ["invite.accepted", person.id],
    ]);
    const notice = await asService((tx) =>
      tx.selectFrom("notifications").select("title").where("dedupe_key", "=", `invite.accepted:${id}`).execute(),
    );
    expect(notice).toEqual([{ title: `${person.name} accepted your invitation` }]);
  });

  it("wants a person: signed out 401, an API key 403", async () => {
    const { id, token } = await invited(ws);
    expect((await withToken(accept, token, null)).status).toBe(401);
    const key = await createKey(ws, ["invites.write"], "admin");
    expect((await withToken(accept, token, key)).json.code).toBe("SESSION_REQUIRED");
    expect((await inviteRow(id)).accepted_at).toBeNull();
  });

  it("is for the invited address only, and only once that is confirmed; nothing is used up", async () => {
    const email = freshEmail();
    const created = await invite(ws, ws.owner, { email, role: "editor" });
    const token = tokenOf(created.json.data);
    const wrong = await createPerson();
    const mismatch = await withToken(accept, token, wrong);
    expect([mismatch.status, mismatch.json.code]).toEqual([403, "INVITE_EMAIL_MISMATCH"]);
    expect(mismatch.json.details).toEqual({ maskedEmail: "i***@e***.test" });
    expect(mismatch.text).not.toContain(email);
    const unverified = await createPerson({ email, verified: false });
    const early = await withToken(accept, token, unverified);
    expect([early.status, early.json.code]).toEqual([403, "EMAIL_UNVERIFIED"]);
    expect([
      await roleOf(wrong, ws),
      await roleOf(unverified, ws),
      (await inviteRow(created.json.data.id)).accepted_at,
    ]).toEqual([undefined, undefined, null]);
    await asService((tx) =>
      tx
        .updateTable("profiles")
        .set({ email_verified_at: sql<string>`now()` })
        .where("id", "=", unverified.id)
        .execute(),
    );
    expect((await withToken<Accepted>(accept, token, unverified)).json.data.status).toBe("accepted");
  });

  it("says why a link is over, to whoever tries it", async () => {
    const cases: [string, (made: Invited) => Promise<unknown>][] = [
      ["INVITE_EXPIRED", ({ id }) => expire(id)],
      ["INVITE_REVOKED", ({ id }) => revokeInvite(ws, admin, id)],
      ["INVITE_SUPERSEDED", ({ id }) => resendInvite(ws, admin, id)],
      ["INVITE_DECLINED", ({ token }) => withToken(decline, token)],
      ["INVITE_USED", ({ id }) => setInvite(id, { accepted_at: sql`now()`, accepted_by: viewer.id })],
    ];
    for (const [code, end] of cases) {
      const made = await invited(ws);
      await end(made);
      for (const handler of [accept, preview]) {
        const answer = await withToken(handler, made.token, made.person);
        expect([answer.status, answer.json.code]).toEqual([410, code]);
      }
      expect(await roleOf(made.person, ws)).toBeUndefined();
    }
  });

  it("does not let somebody back in who was removed after using the link", async () => {
    const { token, person } = await invited(ws);
    await withToken(accept, token, person);
    await asService((tx) =>
      tx.deleteFrom("workspace_members").where("workspace_id", "=", ws.id).where("user_id", "=", person.id).execute(),
    );
    const answer = await withToken(accept, token, person);
    expect([answer.status, answer.json.code]).toEqual([410, "INVITE_USED"]);
    expect(await roleOf(person, ws)).toBeUndefined();
  });

  it("leaves a role alone that is there already, higher or lower", async () => {
    const { id, token, person } = await invited(ws, "viewer");
    await addMember(ws, "admin", person);
    const answer = await withToken<Accepted>(accept, token, person);
    expect([answer.status, answer.json.data.status]).toEqual([200, "already_member"]);
    expect(await roleOf(person, ws)).toBe("admin");
    expect((await inviteRow(id)).accepted_by).toBe(person.id);
  });

  it("gives a guest one project, and a member the grant beside the role", async () => {
    for (const role of [undefined, "admin"] as const) {
      const person = await createPerson({ email: freshEmail() });
      const created = await invite(ws, editor, { email: person.email, role: "guest", projectId });
      if (role) await addMember(ws, role, person);
      const answer = await withToken<Accepted>(accept, tokenOf(created.json.data), person);
      expect(answer.json.data).toEqual({ status: "accepted", workspaceSlug: ws.slug, projectId });
      expect(await roleOf(person, ws)).toBe(role);
      const grant = await asService((tx) =>
        tx.selectFrom("project_collaborators").select("project_id").where("user_id", "=", person.id).execute(),
      );
      expect(grant).toEqual([{ project_id: projectId }]);
    }
  });

  it("stands after the inviter was demoted or has left, and falls with the workspace", async () => {
    const mine = await createWorkspace();
    const inviter = await addMember(mine, "admin");
    const person = await createPerson({ email: freshEmail() });
    const created = await invite(mine, inviter, { email: person.email, role: "admin" });
    const token = tokenOf(created.json.data);
    await asService((tx) =>
      tx
        .deleteFrom("workspace_members")
        .where("workspace_id", "=", mine.id)
        .where("user_id", "=", inviter.id)
        .execute(),
    );
    expect((await withToken<InvitePreview>(preview, token)).json.data.inviterName).toBe(inviter.name);
    await asService((tx) =>
      tx
        .updateTable("workspaces")
        .set({ deleted_at: sql<string>`now()`, purge_at: sql<string>`now()` })
        .where("id", "=", mine.id)
        .execute(),
    );
    for (const handler of [accept, preview, decline]) {
      const answer = await withToken(handler, token, person);
      expect([answer.status, answer.json.code]).toEqual([410, "WORKSPACE_DELETED"]);
    }
    expect(await roleOf(person, mine)).toBeUndefined();
    await asService((tx) =>
      tx.updateTable("workspaces").set({ deleted_at: null, purge_at: null }).where("id", "=", mine.id).execute(),
    );
    expect((await withToken<Accepted>(accept, token, person)).json.data.status).toBe("accepted");
    expect(await roleOf(person, mine)).toBe("admin");
  });
});

describe("declining and asking again", () => {
  it("needs no account, can be repeated, and frees the address", async () => {
    const { id, token, person } = await invited(ws);
    expect((await withToken(decline, token)).status).toBe(200);
    expect((await withToken(decline, token)).status).toBe(200);
    expect((await inviteRow(id)).declined_at).not.toBeNull();
    expect((await auditOf(id)).map(([action]) => action)).toEqual(["invite.created", "invite.declined"]);
    expect((await invite(ws, ws.owner, { email: person.email, role: "viewer" })).status).toBe(201);
    const expired = await invited(ws);
    await expire(expired.id);
    expect((await withToken(decline, expired.token)).json.code).toBe("INVITE_EXPIRED");
  });

  it("tells the inviter of a wish for a new link once a day", async () => {
    const { id, token, person } = await invited(ws);
    expect((await withToken(request, token)).json.code).toBe("INVITE_STILL_VALID");
    await expire(id);
    const wishes = async () =>
      (
        await asService((tx) =>
          tx
            .selectFrom("notifications")
            .select("id")
            .where("user_id", "=", ws.owner.id)
            .where("type", "=", "invite.requested")
            .where("title", "like", `${person.email}%`)
            .execute(),
        )
      ).length;
    expect((await withToken(request, token)).status).toBe(200);
    expect((await withToken(request, token)).status).toBe(200);
    expect(await wishes()).toBe(1);
    await setInvite(id, { requested_at: sql`now() - interval '25 hours'` });
    expect((await withToken(request, token)).status).toBe(200);
    expect(await wishes()).toBe(2);
    await revokeInvite(ws, ws.owner, id);
    expect((await withToken(request, token)).json.code).toBe("INVITE_REVOKED");
  });

  it("asks the owners once the inviter can invite no more", async () => {
    const mine = await createWorkspace();
    const inviter = await addMember(mine, "admin");
    const created = await invite(mine, inviter, { email: freshEmail(), role: "viewer" });
    await asService((tx) =>
      tx
        .updateTable("workspace_members")
        .set({ role: "viewer" })
        .where("workspace_id", "=", mine.id)
        .where("user_id", "=", inviter.id)
        .execute(),
    );
    await expire(created.json.data.id);
    expect((await withToken(request, tokenOf(created.json.data))).status).toBe(200);
    const told = await asService((tx) =>
      tx
        .selectFrom("notifications")
        .select("user_id")
        .where("workspace_id", "=", mine.id)
        .where("type", "=", "invite.requested")
        .execute(),
    );
    expect(told).toEqual([{ user_id: mine.owner.id }]);
  });
});
