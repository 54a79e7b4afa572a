import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as accept } from "@/app/api/v1/invites/accept/route";
import { POST as create, GET as list } from "@/app/api/v1/invites/route";
import type { Invite } from "@/lib/features/invite/invite.schema";
import { asService } from "@/lib/platform/db/service-role";
import { listMails } from "@/lib/platform/email/mailbox";
import { env } from "@/lib/platform/env/env";
import {
  type Accepted,
  auditOf,
  type Created,
  expire,
  freshEmail,
  invite,
  invited,
  inviteRow,
  resendInvite,
  revokeInvite,
  tokenOf,
  withToken,
} from "../factories/invites";
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
let admin: Person;
let editor: Person;
let viewer: Person;
let projectId: string;
beforeAll(async () => {
  ({ ws, admin, editor, viewer } = await createTeam("admin", "editor", "viewer"));
  other = await createWorkspace();
  projectId = await createProject(ws, "Harbour app");
});

/** As if every link had been sent `seconds` earlier. */
const age = (id: string, seconds: number) =>
  asService(async (tx) => {
    await sql`update private.invitation_tokens set created_at = created_at - make_interval(secs => ${seconds}) where invite_id = ${id}`.execute(
      tx,
    );
  });

describe("creating an invitation", () => {
  it("answers with the link once, mails it, and keeps only its hash", async () => {
    const email = freshEmail();
    const created = await invite(ws, admin, { email: `  ${email.toUpperCase()} `, role: "editor" });
    expect(created.status).toBe(201);
    expect(created.json.data).toMatchObject({
      email,
      role: "editor",
      projectId: null,
      status: "pending",
      delivery: "sent",
      invitedBy: admin.name,
      link: expect.stringMatching(/\/invite\/[A-Za-z0-9_-]{43}$/),
    });
    const lifetime = Date.parse(created.json.data.expiresAt) - Date.parse(created.json.data.createdAt);
    expect(lifetime).toBe(7 * 86_400_000);
    const token = tokenOf(created.json.data);
    const mail = (await listMails()).find((sent) => sent.to === email);
    expect(mail?.text).toContain(created.json.data.link);

    const { rows } = await asService((tx) =>
      sql<{
        all: string;
      }>`select coalesce(string_agg(t::text, ' '), '') || (select string_agg(i::text, ' ') from public.workspace_invites i) as all from private.invitation_tokens t`.execute(
        tx,
      ),
    );
    expect(rows[0]?.all).not.toContain(token);
    const listed = await call<Invite[]>(list, { as: admin, path: `/api/v1/invites?workspace=${ws.slug}` });
    expect(listed.text).toContain(email);
    expect(listed.text).not.toContain(token);
    expect(await auditOf(created.json.data.id)).toEqual([["invite.created", admin.id]]);
    expect((await inviteRow(created.json.data.id)).delivery).toBe("sent");
  });

  it("refuses an address that is in already, however it is written", async () => {
    for (const role of ["viewer", "admin"]) {
      const answer = await invite(ws, ws.owner, { email: viewer.email.toUpperCase(), role });
      expect([answer.status, answer.json.code]).toEqual([409, "ALREADY_MEMBER"]);
    }
    const asGuest = await invite(ws, ws.owner, { email: viewer.email, role: "guest", projectId });
    expect([asGuest.status, asGuest.json.code]).toEqual([409, "ALREADY_MEMBER"]);
    const guest = await addGuest(ws, projectId);
    expect((await invite(ws, ws.owner, { email: guest.email, role: "guest", projectId })).json.code).toBe(
      "ALREADY_MEMBER",
    );
    expect((await invite(ws, ws.owner, { email: guest.email, role: "viewer" })).status).toBe(201);
  });

  it("refuses a second one for the address, live or expired, and says which to resend", async () => {
    const email = freshEmail();
    const first = await invite(ws, admin, { email, role: "viewer" });
    const again = await invite(ws, ws.owner, { email: email.toUpperCase(), role: "admin" });
    expect([again.status, again.json.code]).toEqual([409, "INVITE_EXISTS"]);
    expect(again.json.details).toEqual({ inviteId: first.json.data.id, expired: false });
    await expire(first.json.data.id);
    const later = await invite(ws, ws.owner, { email, role: "viewer" });
    expect([later.status, later.json.details]).toEqual([409, { inviteId: first.json.data.id, expired: true }]);
    expect((await invite(ws, ws.owner, { email, role: "guest", projectId })).status).toBe(201);
    expect((await revokeInvite(ws, admin, first.json.data.id)).status).toBe(200);
    expect((await invite(ws, ws.owner, { email, role: "viewer" })).status).toBe(201);
  });

  it("never invites above one's own role, and editors invite nobody but guests", async () => {
    const email = freshEmail();
    for (const [as, body, code] of [
      [admin, { email, role: "owner" }, "ROLE_TOO_HIGH"],
      [editor, { email, role: "admin" }, "ROLE_TOO_HIGH"],
      [editor, { email, role: "viewer" }, "FORBIDDEN"],
      [viewer, { email, role: "guest", projectId }, "FORBIDDEN"],
      [await addGuest(ws, projectId), { email, role: "guest", projectId }, "FORBIDDEN"],
    ] as const) {
      const denied = await invite(ws, as, body);
      expect([denied.status, denied.json.code]).toEqual([403, code]);
    }
    expect((await invite(ws, await createPerson(), { email, role: "viewer" })).status).toBe(404);
    expect((await invite(ws, null, { email, role: "viewer" })).status).toBe(401);
    const left = await asService((tx) =>
      tx.selectFrom("workspace_invites").select("id").where("email", "=", email).execute(),
    );
    expect(left).toEqual([]);
    expect((await invite(ws, editor, { email, role: "guest", projectId })).json.data).toMatchObject({
      role: "guest",
      projectId,
      projectName: "Harbour app",
    });
    expect((await invite(ws, ws.owner, { email, role: "owner" })).status).toBe(201);
  });

  it("ties guests to a project of this workspace, and members to none", async () => {
    const email = freshEmail();
    const foreign = await createProject(other);
    for (const id of [foreign, "00000000-0000-4000-8000-000000000000"])
      expect((await invite(ws, ws.owner, { email, role: "guest", projectId: id })).status).toBe(404);
    expect((await invite(ws, ws.owner, { email, role: "guest" })).status).toBe(422);
    expect((await invite(ws, ws.owner, { email, role: "viewer", projectId })).status).toBe(422);
    expect((await invite(ws, ws.owner, { email: "not an address", role: "viewer" })).status).toBe(422);
  });

  it("takes an API key with the scope, in its own workspace only", async () => {
    const key = await createKey(ws, ["invites.write"], "admin");
    const email = freshEmail();
    const made = await call<Created>(create, {
      as: key,
      method: "POST",
      path: "/api/v1/invites",
      body: { email, role: "viewer" },
    });
    expect(made.status).toBe(201);
    expect(made.json.data.invitedBy).toBeNull();
    expect((await invite(other, key, { email: freshEmail(), role: "viewer" })).status).toBe(404);
    expect((await invite(ws, key, { email: freshEmail(), role: "owner" })).json.code).toBe("ROLE_TOO_HIGH");
    const readOnly = await createKey(ws, ["invites.read"], "admin");
    expect((await invite(ws, readOnly, { email: freshEmail(), role: "viewer" })).json.code).toBe("INSUFFICIENT_SCOPE");
    expect((await call(list, { as: readOnly, path: "/api/v1/invites" })).status).toBe(200);
  });

  it("keeps the invitation when the mail provider refuses, and delivers on resend", async () => {
    const provider = createServer((_request, response) => {
      response.writeHead(422, { "content-type": "application/json" });
      response.end(JSON.stringify({ name: "validation_error", message: "no", statusCode: 422 }));
    });
    await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
    const before = { ...env() };
    const email = freshEmail();
    try {
      Object.assign(env(), {
        RESEND_API_KEY: "re_test",
        RESEND_BASE_URL: `http://127.0.0.1:${(provider.address() as AddressInfo).port}`,
      });
      const created = await invite(ws, admin, { email, role: "viewer" });
      expect([created.status, created.json.data.delivery]).toEqual([201, "failed"]);
      expect((await inviteRow(created.json.data.id)).delivery).toBe("failed");
      Object.assign(env(), { RESEND_API_KEY: before.RESEND_API_KEY, RESEND_BASE_URL: before.RESEND_BASE_URL });
      const again = await resendInvite(ws, admin, created.json.data.id);
      expect([again.status, again.json.data.delivery]).toEqual([200, "sent"]);
      expect((await listMails()).some((mail) => mail.to === email)).toBe(true);
    } finally {
      Object.assign(env(), { RESEND_API_KEY: before.RESEND_API_KEY, RESEND_BASE_URL: before.RESEND_BASE_URL });
      provider.close();
    }
  });

  it("stops a workspace that invites without end", async () => {
    const busy = await createWorkspace();
    await asService((tx) =>
      sql`insert into public.workspace_invites (workspace_id, email, role) select ${busy.id}, 'n' || n || '@example.test', 'viewer' from generate_series(1, 200) n`.execute(
        tx,
      ),
    );
    const answer = await invite(busy, busy.owner, { email: freshEmail(), role: "viewer" });
    expect([answer.status, answer.json.code, answer.headers.get("retry-after")]).toEqual([429, "INVITE_LIMIT", "3600"]);
  });
});

describe("listing invitations", () => {
  it("shows admins everything, editors guests only, others nothing; pages and filters", async () => {
    const mine = await createWorkspace();
    const project = await createProject(mine);
    const someEditor = await addMember(mine, "editor");
    await invite(mine, mine.owner, { email: freshEmail(), role: "guest", projectId: project });
    for (let i = 0; i < 3; i++) await invite(mine, mine.owner, { email: freshEmail(), role: "viewer" });
    const path = `/api/v1/invites?workspace=${mine.slug}`;
    const first = await call<Invite[]>(list, { as: mine.owner, path: `${path}&limit=3` });
    expect(first.json.data).toHaveLength(3);
    const second = await call<Invite[]>(list, {
      as: mine.owner,
      path: `${path}&limit=3&cursor=${first.json.page?.nextCursor}`,
    });
    expect([second.json.data.length, second.json.page?.nextCursor]).toEqual([1, null]);
    expect((await call<Invite[]>(list, { as: someEditor, path })).json.data.map((one) => one.role)).toEqual(["guest"]);
    await revokeInvite(mine, mine.owner, first.json.data[0]?.id ?? "");
    const open = await call<Invite[]>(list, { as: mine.owner, path: `${path}&open=true` });
    expect(open.json.data).toHaveLength(3);
    expect((await call(list, { as: await addMember(mine, "viewer"), path })).status).toBe(403);
    expect((await call(list, { as: await addGuest(mine, project), path })).status).toBe(403);
    expect((await call(list, { as: await createPerson(), path })).status).toBe(404);
  });
});

describe("resending", () => {
  it("replaces the link, adds seven days, revives an expired one, and is told in the audit log", async () => {
    const { id, token, person } = await invited(ws, "viewer");
    await expire(id);
    const again = await resendInvite(ws, admin, id);
    expect([again.status, again.json.data.status, again.json.data.delivery]).toEqual([200, "pending", "sent"]);
    expect(Date.parse(again.json.data.expiresAt) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    expect((await withToken(accept, token, person)).json.code).toBe("INVITE_SUPERSEDED");
    expect((await withToken<Accepted>(accept, tokenOf(again.json.data), person)).json.data.status).toBe("accepted");
    expect((await auditOf(id)).map(([action]) => action)).toEqual([
      "invite.created",
      "invite.resent",
      "invite.accepted",
    ]);
    const closed = await resendInvite(ws, admin, id);
    expect([closed.status, closed.json.code]).toEqual([409, "INVITE_CLOSED"]);
  });

  it("waits a minute between two and allows five in a day, in seconds a client can sleep", async () => {
    const { id } = await invited(ws);
    expect((await resendInvite(ws, admin, id)).status).toBe(200);
    const soon = await resendInvite(ws, admin, id);
    expect([soon.status, soon.json.code]).toEqual([429, "RESEND_LIMIT"]);
    const wait = Number(soon.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    for (let i = 0; i < 4; i++) {
      await age(id, 61);
      expect((await resendInvite(ws, admin, id)).status).toBe(200);
    }
    await age(id, 61);
    const sixth = await resendInvite(ws, admin, id);
    expect(sixth.status).toBe(429);
    const long = Number(sixth.headers.get("retry-after"));
    expect(long).toBeGreaterThan(80_000);
    expect(long).toBeLessThanOrEqual(86_400);
    await age(id, 86_400);
    expect((await resendInvite(ws, admin, id)).status).toBe(200);
  });
});

describe("who may resend and revoke", () => {
  it("follows the invited role; what one may not see does not exist", async () => {
    const member = await invited(ws, "viewer");
    const owner = await invited(ws, "owner");
    const guest = (await invite(ws, editor, { email: freshEmail(), role: "guest", projectId })).json.data;
    const stranger = await createPerson();
    const foreign = await invited(other, "viewer");
    for (const act of [resendInvite, revokeInvite]) {
      for (const [as, id, status] of [
        [editor, member.id, 404],
        [viewer, member.id, 403],
        [viewer, guest.id, 403],
        [admin, owner.id, 403],
        [stranger, member.id, 404],
        [null, member.id, 401],
        [ws.owner, foreign.id, 404],
        [ws.owner, "00000000-0000-4000-8000-000000000000", 404],
        [ws.owner, "nonsense", 404],
      ] as const)
        expect([as?.email, id, (await act(ws, as, id)).status]).toEqual([as?.email, id, status]);
    }
    for (const id of [member.id, owner.id, guest.id, foreign.id]) {
      expect((await inviteRow(id)).revoked_at).toBeNull();
      expect((await auditOf(id)).map(([action]) => action)).toEqual(["invite.created"]);
    }
    expect((await resendInvite(ws, editor, guest.id)).status).toBe(200);
    expect((await revokeInvite(ws, editor, guest.id)).status).toBe(200);
  });

  it("revokes once, says yes again, and not after the person came in", async () => {
    const { id, token, person } = await invited(ws);
    const first = await revokeInvite(ws, admin, id);
    expect([first.status, first.json.data]).toEqual([200, null]);
    const at = (await inviteRow(id)).revoked_at;
    expect((await revokeInvite(ws, admin, id)).status).toBe(200);
    expect((await inviteRow(id)).revoked_at).toEqual(at);
    expect((await withToken(accept, token, person)).json.code).toBe("INVITE_REVOKED");
    const used = await invited(ws);
    await withToken(accept, used.token, used.person);
    const late = await revokeInvite(ws, admin, used.id);
    expect([late.status, late.json.code]).toEqual([409, "INVITE_USED"]);
  });
});
