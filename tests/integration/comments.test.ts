import { beforeAll, describe, expect, it } from "vitest";
import { GET as list, POST as write } from "@/app/api/v1/builds/[buildId]/comments/route";
import { PATCH as change, DELETE as remove } from "@/app/api/v1/comments/[commentId]/route";
import type { Thread } from "@/lib/features/comment/comment.schema";
import { sendDigests } from "@/lib/features/notification/services/send-digests";
import { rawDatabase } from "@/lib/platform/db/db";
import { newsOf as allNewsOf } from "../factories/news";
import { addGuest, createKey, createTeam, type Person, type TestWorkspace } from "../factories/people";
import { putOn, share, takeOff } from "../factories/sharing";
import { buildIn } from "../factories/templates";
import { call } from "../harness/call";

let ws: TestWorkspace;
let editor: Person;
let viewer: Person;
let guest: Person;
let outsider: Person;
let admin: Person;
let projectId: string;
let buildId: string;
beforeAll(async () => {
  ({ ws, editor, viewer, admin } = await createTeam("editor", "viewer", "admin"));
  const built = await buildIn(ws, editor);
  projectId = built.projectId;
  buildId = built.build.id;
  guest = await addGuest(ws, projectId);
  outsider = await addGuest(ws, (await buildIn(ws, editor)).projectId);
});

const path = () => `/api/v1/builds/${buildId}/comments?workspace=${ws.slug}`;
const say = (as: Person | { secret: string }, body: Record<string, unknown>) =>
  call<Thread>(write, { as, method: "POST", path: path(), params: { buildId }, body });
const threads = (as: Person | { secret: string }, query = "") =>
  call<Thread[]>(list, { as, path: `${path()}${query}`, params: { buildId } });
const at = (commentId: string) => ({
  path: `/api/v1/comments/${commentId}?workspace=${ws.slug}`,
  params: { commentId },
});
const edit = (as: Person, id: string, body: unknown) => call<Thread>(change, { as, method: "PATCH", ...at(id), body });
const drop = (as: Person, id: string) => call(remove, { as, method: "DELETE", ...at(id) });
const started = async (as: Person, body: Record<string, unknown> = {}) => {
  const answer = await say(as, { body: "A remark", ...body });
  expect(answer.status, answer.text).toBe(201);
  return answer.json.data;
};
const row = async (id: string) =>
  await (await rawDatabase()).selectFrom("build_comments").selectAll().where("id", "=", id).executeTakeFirst();
const newsOf = async (person: Person) => (await allNewsOf(person)).map(({ type, body }) => [type, body]);

describe("writing", () => {
  it("everybody who sees the project writes and reads, guests too; others and keys do not", async () => {
    for (const person of [ws.owner, editor, viewer, guest]) await started(person, { body: `From ${person.name}` });
    const seen = (await threads(guest, "&limit=50")).json.data.map((thread) => thread.author);
    for (const person of [ws.owner, editor, viewer, guest]) expect(seen).toContain(person.name);
    expect((await say(outsider, { body: "x" })).status).toBe(404);
    expect((await threads(outsider)).status).toBe(404);
    const key = await createKey(ws, ["builds.read", "builds.write"], "editor");
    expect((await threads(key)).status).toBe(200);
    expect((await say(key, { body: "x" })).json.code).toBe("INSUFFICIENT_SCOPE");
  });

  it("takes plain text up to a length, an anchor, and one level of replies", async () => {
    const first = await started(viewer, { anchor: { kind: "field", ref: "part.name" } });
    expect(first).toMatchObject({ anchor: { kind: "field", ref: "part.name" }, resolvedAt: null, isMine: true });
    const answered = await say(editor, { body: "<b>Yes</b>\nreally", parentId: first.id });
    expect(answered.json.data.replies).toMatchObject([{ body: "<b>Yes</b>\nreally", parentId: first.id }]);
    const reply = answered.json.data.replies[0]?.id;
    expect((await say(editor, { body: "deeper", parentId: reply })).json.code).toBe("NOT_A_THREAD");
    expect((await say(editor, { body: "x", parentId: crypto.randomUUID() })).status).toBe(409);
    for (const body of ["", "   ", "x".repeat(4001), "a\u0000b"])
      expect((await say(editor, { body })).status).toBe(422);
    const both = { body: "x", parentId: first.id, anchor: { kind: "file", ref: "README.md" } };
    expect((await say(editor, both)).status).toBe(422);
    expect((await say(editor, { body: "x", anchor: { kind: "page", ref: "/" } })).status).toBe(422);
  });

  it("is paged, newest thread first, and filtered by state", async () => {
    const { buildId: before } = { buildId };
    buildId = (await buildIn(ws, editor)).build.id;
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.unshift((await started(editor, { body: `Thread ${n}` })).id);
    await edit(editor, ids[1] ?? "", { resolved: true });
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const answer = await threads(viewer, `&limit=2${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`);
      found.push(...answer.json.data.map((thread) => thread.id));
      cursor = answer.json.page?.nextCursor ?? null;
    } while (cursor !== null && found.length < 20);
    expect(found).toEqual(ids);
    expect((await threads(viewer, "&state=resolved")).json.data.map((thread) => thread.id)).toEqual([ids[1]]);
    expect((await threads(viewer, "&state=open")).json.data).toHaveLength(4);
    expect((await threads(viewer, "&cursor=nonsense")).status).toBe(400);
    buildId = before;
  });
});

describe("changing and deleting", () => {
  it("words are their author's alone", async () => {
    const { id } = await started(viewer);
    for (const person of [editor, admin, guest]) expect((await edit(person, id, { body: "forged" })).status).toBe(403);
    expect(await row(id)).toMatchObject({ body: "A remark", edited_at: null });
    const changed = await edit(viewer, id, { body: "A better remark" });
    expect(changed.json.data).toMatchObject({ body: "A better remark", author: viewer.name });
    expect(changed.json.data.editedAt).not.toBeNull();
    expect((await edit(outsider, id, { body: "x" })).status).toBe(404);
  });

  it("a thread is resolved and reopened by its author and by editors, a reply never", async () => {
    const { id } = await started(viewer);
    const reply = (await say(guest, { body: "I agree", parentId: id })).json.data.replies[0]?.id ?? "";
    expect((await edit(guest, id, { resolved: true })).json.code).toBe("NOT_YOUR_COMMENT");
    expect((await row(id))?.resolved_at).toBeNull();
    expect((await edit(editor, id, { resolved: true })).json.data.resolvedAt).not.toBeNull();
    expect((await row(id))?.resolved_by).toBe(editor.id);
    expect((await edit(viewer, id, { resolved: false })).json.data.resolvedAt).toBeNull();
    expect((await edit(guest, reply, { resolved: true })).json.code).toBe("NOT_A_THREAD");
  });

  it("goes without a trace, or leaves a place where somebody replied", async () => {
    const alone = await started(viewer);
    expect((await drop(editor, alone.id)).json.code).toBe("NOT_YOUR_COMMENT");
    expect(await row(alone.id)).toMatchObject({ body: "A remark" });
    expect((await drop(viewer, alone.id)).status).toBe(200);
    expect(await row(alone.id)).toBeUndefined();

    const first = await started(viewer, { body: "Words to forget" });
    const reply = (await say(editor, { body: "Noted", parentId: first.id })).json.data.replies[0]?.id ?? "";
    expect((await drop(editor, first.id)).status).toBe(403);
    expect((await drop(admin, first.id)).status).toBe(200);
    expect(await row(first.id)).toMatchObject({ body: "", mentions: [] });
    const shown = (await threads(guest, "&limit=50")).json.data.find((thread) => thread.id === first.id);
    expect(shown).toMatchObject({ body: "", replies: [{ body: "Noted" }] });
    expect(shown?.deletedAt).not.toBeNull();
    for (const again of [await drop(viewer, first.id), await edit(viewer, first.id, { body: "back" })])
      expect(again.json.code).toBe("COMMENT_DELETED");
    expect((await say(editor, { body: "more", parentId: first.id })).json.code).toBe("NOT_A_THREAD");
    // The last reply takes the empty place out of sight.
    await drop(editor, reply);
    expect((await threads(guest, "&limit=50")).json.data.map((thread) => thread.id)).not.toContain(first.id);
  });

  it("the log says what happened to which comment and none of its words; the feed tells of new and settled ones", async () => {
    const { id } = await started(viewer, { body: "Confidential words" });
    await edit(viewer, id, { body: "Other confidential words" });
    await edit(editor, id, { resolved: true });
    await drop(viewer, id);
    const db = await rawDatabase();
    const log = await db.selectFrom("audit_logs").selectAll().where("target_id", "=", id).orderBy("seq").execute();
    expect(log.map(({ action }) => action)).toEqual([
      "comment.created",
      "comment.updated",
      "comment.resolved",
      "comment.deleted",
    ]);
    expect(JSON.stringify(log)).not.toContain("onfidential");
    const feed = await db.selectFrom("activity_feed").selectAll().where("target_id", "=", id).orderBy("at").execute();
    expect(feed.map(({ action }) => action)).toEqual(["comment.created", "comment.resolved"]);
    expect(feed[0]).toMatchObject({ project_id: projectId, target_label: "Workshop" });
  });
});

describe("telling people", () => {
  it("those mentioned and those concerned, each once, and never oneself", async () => {
    const { id } = await started(guest, { body: "First" });
    expect(await newsOf(editor)).toContainEqual(["comment.created", "First"]);
    await say(viewer, {
      body: `@${admin.name} and @${guest.name}?`,
      parentId: id,
      mentions: [admin.id, guest.id, viewer.id],
    });
    const words = `@${admin.name} and @${guest.name}?`;
    expect(await newsOf(admin)).toEqual([["comment.mentioned", words]]);
    expect((await newsOf(guest)).filter(([, body]) => body === words)).toEqual([["comment.mentioned", words]]);
    expect((await newsOf(editor)).filter(([, body]) => body === words)).toEqual([["comment.created", words]]);
    expect((await newsOf(viewer)).filter(([, body]) => body === words)).toEqual([]);
  });

  it("nobody who does not see the project", async () => {
    for (const mentions of [[outsider.id], [crypto.randomUUID()]]) {
      const refused = await say(editor, { body: "x", mentions });
      expect([refused.status, refused.json.code]).toEqual([422, "MENTION_NOT_ALLOWED"]);
    }
    const { id } = await started(editor);
    expect((await edit(editor, id, { body: "x", mentions: [outsider.id] })).status).toBe(422);
    expect(await newsOf(outsider)).toEqual([]);
  });

  it("nothing more once they lost the project: neither in the app nor by mail", async () => {
    const place = { ws, projectId };
    const helper = await addGuest(ws, (await buildIn(ws, editor)).projectId);
    await putOn(place, editor, helper.id, "viewer");
    await started(editor, { body: `@${helper.name} look`, mentions: [helper.id] });
    expect((await newsOf(helper)).map(([type]) => type)).toContain("comment.mentioned");
    await takeOff(place, editor, helper.id);
    expect(await newsOf(helper)).toEqual([]);
    const db = await rawDatabase();
    await db
      .updateTable("notifications")
      .set({ mail_at: new Date(Date.now() - 1000).toISOString() })
      .where("user_id", "=", helper.id)
      .execute();
    await sendDigests(new AbortController().signal);
    const left = await db.selectFrom("notifications").selectAll().where("user_id", "=", helper.id).execute();
    expect(left.map(({ mailed_at, mail_at }) => [mailed_at, mail_at])).toEqual(left.map(() => [null, null]));
    // The thread of a private project is out of reach for whoever wrote in it before.
    const { id } = await started(viewer);
    await share(place, ws.owner, { visibility: "private" });
    expect((await edit(viewer, id, { body: "still here?" })).status).toBe(404);
    expect(await row(id)).toMatchObject({ body: "A remark" });
    await share(place, ws.owner, { visibility: "workspace" });
  });
});
