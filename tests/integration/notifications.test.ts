import { createServer, type Server } from "node:http";
import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { GET as getPreferences, PUT as setPreference } from "@/app/api/v1/notification-preferences/route";
import { POST as markRead } from "@/app/api/v1/notifications/read/route";
import { GET as list } from "@/app/api/v1/notifications/route";
import { POST as unsubscribe } from "@/app/api/v1/notifications/unsubscribe/route";
import type { Notification, NotificationType, Preference } from "@/lib/features/notification/notification.schema";
import { notify } from "@/lib/features/notification/services/notify";
import { sendDigests } from "@/lib/features/notification/services/send-digests";
import { unsubscribeUrl } from "@/lib/features/notification/services/unsubscribe";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import {
  addGuest,
  addMember,
  createKey,
  createPerson,
  createProject,
  createWorkspace,
  type Person,
} from "../factories/people";
import { call } from "../harness/call";

let counter = 0;
type Extra = { workspaceId?: string | null; dedupeKey?: string; title?: string; href?: string };
async function tell(person: Person, type: NotificationType, extra: Extra = {}): Promise<boolean> {
  return await asService((tx) =>
    notify(tx, {
      userId: person.id,
      type,
      title: `News ${++counter}`,
      workspaceId: null,
      dedupeKey: `k${counter}`,
      ...extra,
    }),
  );
}
const path = (query = "") => `/api/v1/notifications${query}`;
const seen = async (person: Person, query = "") =>
  (await call<Notification[]>(list, { as: person, path: path(query) })).json.data;
const choose = (person: Person, body: { type: NotificationType; channel: "in_app" | "email"; enabled: boolean }) =>
  call<Preference[]>(setPreference, { as: person, method: "PUT", path: "/api/v1/notification-preferences", body });

/** Everything waiting leaves now. */
async function depart(person: Person): Promise<void> {
  await sql`update public.notifications set mail_at = now() - interval '1 second' where user_id = ${person.id} and mail_at is not null and mailed_at is null`.execute(
    await rawDatabase(),
  );
  await sendDigests(new AbortController().signal);
}
const mailsTo = async (person: Person) =>
  await asService((tx) =>
    tx
      .selectFrom("private.mailbox")
      .select(["subject", "body_text"])
      .where("recipient", "=", person.email)
      .orderBy("created_at")
      .execute(),
  );

describe("notify", () => {
  it("tells the same thing once, and is gone with its transaction", async () => {
    const person = await createPerson();
    expect(await tell(person, "build.ready", { dedupeKey: "once" })).toBe(true);
    expect(await tell(person, "build.ready", { dedupeKey: "once" })).toBe(false);
    const rolledBack = asService(async (tx) => {
      await notify(tx, { userId: person.id, type: "build.ready", title: "x", workspaceId: null, dedupeKey: "never" });
      throw new Error("undone");
    });
    await expect(rolledBack).rejects.toThrow("undone");
    expect(await seen(person)).toHaveLength(1);
  });

  it("follows the person's choice per channel, and is silent when both are off", async () => {
    const person = await createPerson();
    await choose(person, { type: "invite.accepted", channel: "in_app", enabled: false });
    expect(await tell(person, "invite.accepted", { title: "By mail only" })).toBe(true);
    expect(await seen(person)).toEqual([]);
    await depart(person);
    expect((await mailsTo(person)).map((mail) => mail.subject)).toEqual(["By mail only"]);
    await choose(person, { type: "invite.accepted", channel: "email", enabled: false });
    expect(await tell(person, "invite.accepted")).toBe(false);
    await choose(person, { type: "invite.accepted", channel: "in_app", enabled: true });
    expect(await tell(person, "invite.accepted")).toBe(true);
    await depart(person);
    expect(await mailsTo(person)).toHaveLength(1);
  });

  it("never lets the safety of an account be muted", async () => {
    const person = await createPerson();
    const refused = await choose(person, { type: "security.password_changed", channel: "email", enabled: false });
    expect([refused.status, refused.json.code]).toEqual([422, "NOT_MUTABLE"]);
    // Not even by a row that got there some other way.
    await sql`insert into public.notification_preferences values (${person.id}, 'security.password_changed', 'email', false), (${person.id}, 'security.password_changed', 'in_app', false)`.execute(
      await rawDatabase(),
    );
    await tell(person, "security.password_changed");
    await depart(person);
    expect(await seen(person)).toHaveLength(1);
    expect(await mailsTo(person)).toHaveLength(1);
  });

  it("cuts what is too long instead of failing the deed it tells of", async () => {
    const person = await createPerson();
    await tell(person, "build.ready", { title: "😀".repeat(300) });
    expect([...((await seen(person))[0]?.title ?? "")]).toHaveLength(200);
  });
});

describe("the mail of a batch", () => {
  it("is one, with all that waited, and leaves with the first of it", async () => {
    const ws = await createWorkspace();
    await tell(ws.owner, "invite.accepted", { workspaceId: ws.id, title: "Ada joined", href: `/${ws.slug}/members` });
    await tell(ws.owner, "member.role_changed", { workspaceId: ws.id, title: "Bo is an editor" });
    const times = await asService((tx) =>
      tx.selectFrom("notifications").select("mail_at").where("user_id", "=", ws.owner.id).execute(),
    );
    expect(new Set(times.map((row) => row.mail_at)).size).toBe(1);
    await sendDigests(new AbortController().signal);
    expect(await mailsTo(ws.owner)).toEqual([]);
    await depart(ws.owner);
    await depart(ws.owner);
    const mails = await mailsTo(ws.owner);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe(`2 updates in Workspace ${ws.slug}`);
    expect(mails[0]?.body_text).toContain("Ada joined");
    expect(mails[0]?.body_text).toContain(`${env().SITE_URL}/${ws.slug}/members`);
    expect(mails[0]?.body_text).toContain("Bo is an editor");
  });

  it("leaves out what was read in the app meanwhile", async () => {
    const person = await createPerson();
    await tell(person, "invite.accepted", { title: "Read" });
    const [first] = await seen(person);
    await tell(person, "invite.accepted", { title: "Unread" });
    await call(markRead, { as: person, method: "POST", path: path("/read"), body: { ids: [first?.id] } });
    await depart(person);
    expect((await mailsTo(person)).map((mail) => mail.subject)).toEqual(["Unread"]);
  });

  it("is not sent to who has lost access since, but tells them of the loss", async () => {
    const ws = await createWorkspace();
    const left = await addMember(ws, "admin");
    const guest = await addGuest(ws, await createProject(ws));
    await tell(left, "invite.accepted", { workspaceId: ws.id, title: "Not for you any more" });
    await tell(guest, "invite.accepted", { workspaceId: ws.id, title: "Still for a guest" });
    await asService((tx) => tx.deleteFrom("workspace_members").where("user_id", "=", left.id).execute());
    await tell(left, "member.removed", { workspaceId: ws.id, title: "You were removed" });
    await depart(left);
    await depart(guest);
    expect((await mailsTo(left)).map((mail) => mail.subject)).toEqual(["You were removed"]);
    expect((await mailsTo(guest)).map((mail) => mail.subject)).toEqual(["Still for a guest"]);
  });

  it("is dropped when it could not be sent for two days", async () => {
    const person = await createPerson();
    await tell(person, "invite.accepted");
    await sql`update public.notifications set mail_at = now() - interval '3 days' where user_id = ${person.id}`.execute(
      await rawDatabase(),
    );
    await sendDigests(new AbortController().signal);
    expect(await mailsTo(person)).toEqual([]);
  });

  it("is sent once by workers that meet", async () => {
    const people = await Promise.all([createPerson(), createPerson(), createPerson()]);
    for (const person of people) await tell(person, "workspace.restored");
    const { signal } = new AbortController();
    await Promise.all([sendDigests(signal), sendDigests(signal), sendDigests(signal)]);
    for (const person of people) expect(await mailsTo(person)).toHaveLength(1);
  });
});

describe("through a mail provider", () => {
  let server: Server | undefined;
  const original = { ...env() };
  afterEach(() => {
    server?.close();
    Object.assign(env(), { RESEND_API_KEY: original.RESEND_API_KEY, RESEND_BASE_URL: original.RESEND_BASE_URL });
  });
  type Sent = { key: string | undefined; body: { to: string; headers?: Record<string, string> } };

  async function provider(answer: () => number): Promise<Sent[]> {
    const sent: Sent[] = [];
    const listening = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk) => {
        text += chunk;
      });
      request.on("end", () => {
        const key = request.headers["idempotency-key"];
        sent.push({ key: typeof key === "string" ? key : undefined, body: JSON.parse(text) as Sent["body"] });
        response
          .writeHead(answer(), { "content-type": "application/json" })
          .end(JSON.stringify({ id: "1", message: "m", name: "n" }));
      });
    });
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
    const address = listening.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    Object.assign(env(), { RESEND_API_KEY: "re_test", RESEND_BASE_URL: `http://127.0.0.1:${address.port}` });
    return sent;
  }

  it("carries one-click unsubscribing and a key that makes a repetition harmless", async () => {
    const person = await createPerson();
    let status = 500;
    const sent = await provider(() => status);
    await tell(person, "workspace.restored");
    await depart(person);
    status = 200;
    await depart(person);
    const mine = sent.filter((mail) => mail.body.to === person.email);
    expect(mine).toHaveLength(2);
    expect(mine[0]?.key).toMatch(/^digest:[0-9a-f]{64}$/);
    expect(mine[1]?.key).toBe(mine[0]?.key);
    expect(mine[0]?.body.headers).toEqual({
      "List-Unsubscribe": `<${unsubscribeUrl(person.id)}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
    await tell(person, "security.password_changed");
    await depart(person);
    expect(sent.at(-1)?.body.headers).toBeUndefined();
  });
});

describe("unsubscribing with one click", () => {
  it("turns off every mail that may be, without a session, and only with a token of ours", async () => {
    const person = await createPerson();
    const url = new URL(unsubscribeUrl(person.id));
    const post = (query: string) =>
      call(unsubscribe, {
        as: null,
        method: "POST",
        path: path(`/unsubscribe${query}`),
        raw: "List-Unsubscribe=One-Click",
        headers: { origin: "null" },
      });
    const other = await createPerson();
    const forged = url.search.replace(person.id, other.id);
    expect((await post(forged)).status).toBe(404);
    expect((await post("?token=x")).status).toBe(404);
    expect((await post("")).status).toBe(422);
    expect((await post(url.search)).status).toBe(200);
    expect((await post(url.search)).status).toBe(200);
    const { json } = await call<Preference[]>(getPreferences, { as: person, path: "/api/v1/notification-preferences" });
    expect(
      json.data
        .filter((row) => row.email)
        .map((row) => row.type)
        .toSorted(),
    ).toEqual(["security.password_changed", "workspace.deleted"]);
    expect(json.data.every((row) => row.inApp)).toBe(true);
  });
});

describe("one's own notifications", () => {
  it("page from the newest, filter by unread, and are marked read", async () => {
    const person = await createPerson();
    for (let i = 0; i < 5; i++) await tell(person, "build.ready", { title: `N${i}` });
    const first = await call<Notification[]>(list, { as: person, path: path("?limit=3") });
    const second = await call<Notification[]>(list, {
      as: person,
      path: path(`?limit=3&cursor=${first.json.page?.nextCursor}`),
    });
    const all = [...first.json.data, ...second.json.data];
    expect(all.map((row) => row.title)).toEqual(["N4", "N3", "N2", "N1", "N0"]);
    const ids = all.slice(0, 2).map((row) => row.id);
    for (let i = 0; i < 2; i++)
      expect((await call(markRead, { as: person, method: "POST", path: path("/read"), body: { ids } })).status).toBe(
        200,
      );
    expect((await seen(person, "?unreadOnly=true")).map((row) => row.title)).toEqual(["N2", "N1", "N0"]);
    await call(markRead, { as: person, method: "POST", path: path("/read"), body: {} });
    expect(await seen(person, "?unreadOnly=true")).toEqual([]);
    expect(await seen(person)).toHaveLength(5);
  });

  it("are nobody else's to read, mark or choose, and no API key's", async () => {
    const ws = await createWorkspace();
    const stranger = await addMember(ws, "admin");
    await tell(ws.owner, "build.ready");
    const [mine] = await seen(ws.owner);
    expect(await seen(stranger)).toEqual([]);
    await call(markRead, { as: stranger, method: "POST", path: path("/read"), body: { ids: [mine?.id] } });
    expect((await seen(ws.owner))[0]?.readAt).toBeNull();
    const key = await createKey(ws, ["projects.read"]);
    expect((await call(list, { as: key, path: path() })).json.code).toBe("SESSION_REQUIRED");
    expect((await call(list, { as: null, path: path() })).status).toBe(401);
    await choose(stranger, { type: "build.ready", channel: "in_app", enabled: false });
    expect(await tell(ws.owner, "build.ready")).toBe(true);
  });

  it("start from the defaults", async () => {
    const { json } = await call<Preference[]>(getPreferences, {
      as: await createPerson(),
      path: "/api/v1/notification-preferences",
    });
    expect(json.data).toContainEqual({ type: "member.joined", inApp: true, email: false, mutable: true });
    expect(json.data).toContainEqual({ type: "workspace.deleted", inApp: true, email: true, mutable: false });
  });
});
