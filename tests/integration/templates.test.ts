import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { GET as listBuilds } from "@/app/api/v1/projects/[projectId]/builds/route";
import { GET as preview } from "@/app/api/v1/templates/[templateId]/preview/route";
import type { BuildSummary } from "@/lib/features/build/build.schema";
import { library } from "@/lib/features/template/library";
import { libraryId } from "@/lib/features/template/library/library-blueprint";
import { seedLibrary } from "@/lib/features/template/services/seed-library";
import { rawDatabase } from "@/lib/platform/db/db";
import { runtime } from "@/lib/platform/db/runtime";
import { asService } from "@/lib/platform/db/service-role";
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
import {
  actionsOn,
  buildIn,
  getFor,
  listFor,
  patchFor,
  published as publishedIn,
  publishFrom,
  removeFor,
  templateRow,
  useFor,
} from "../factories/templates";
import { call } from "../harness/call";

let ws: TestWorkspace;
let other: TestWorkspace;
let editor: Person;
let colleague: Person;
let admin: Person;
let viewer: Person;
let guest: Person;
beforeAll(async () => {
  ({ ws, editor, admin, viewer } = await createTeam("editor", "admin", "viewer"));
  other = await createWorkspace();
  colleague = await addMember(ws, "editor");
  guest = await addGuest(ws, await createProject(ws));
});

const published = (extra: Record<string, unknown> = {}, as: Person = editor) => publishedIn(ws, as, extra);
const crm = libraryId("sales-crm");
describe("the library", () => {
  it("is offered to every member, under the name of the house, without an owner", async () => {
    const answer = await listFor(other, other.owner, "&limit=100");
    const names = answer.json.data.map((template) => template.slug);
    for (const { slug } of library) expect(names).toContain(slug);
    const one = answer.json.data.find((template) => template.slug === "sales-crm");
    expect(one).toMatchObject({
      publisher: "Atrium",
      isOwn: false,
      canEdit: false,
      featured: true,
      visibility: "public",
    });
  });

  it("is put in again at every start without a change, and mended when a row differs", async () => {
    const before = await templateRow(crm);
    const { engine } = await runtime();
    await seedLibrary(engine);
    expect(await templateRow(crm)).toEqual(before);
    await engine.kysely.updateTable("templates").set({ summary: "Something else" }).where("id", "=", crm).execute();
    await seedLibrary(engine);
    const after = await templateRow(crm);
    expect([after.summary, after.version]).toEqual([before.summary, before.version + 1]);
  });

  it("can be read and clicked through", async () => {
    const { json } = await getFor(other, other.owner, crm);
    expect(json.data.entities.map((entity) => entity.key)).toContain("deal");
    expect(json.data.entities.find((entity) => entity.key === "deal")?.workflow).toContain("Proposal → Won");
    expect(json.data.roles).toEqual(["Admin", "Seller"]);
    expect(json.data).not.toHaveProperty("blueprint");
    const page = await call(preview, {
      as: other.owner,
      path: `/api/v1/templates/${crm}/preview?workspace=${other.slug}`,
      params: { templateId: crm },
    });
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.headers.get("content-security-policy")).toContain("sandbox");
  });
});

describe("searching", () => {
  const slugs = async (query: string) => {
    const answer = await listFor(other, other.owner, `&limit=100${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.json.data.map((template) => template.slug);
  };

  it("finds words in any form, beginnings of words, and what only the description says", async () => {
    expect(await slugs("&q=bookings")).toContain("appointment-booking");
    expect(await slugs("&q=helpd")).toEqual(["support-helpdesk"]);
    expect(await slugs("&q=caretakers%20rent")).toEqual(["property-rentals"]);
    expect(await slugs("&q=nothingofthekind")).toEqual([]);
  });

  it("takes signs for what they are", async () => {
    for (const q of ["%27", "a%20%26%20!", ":*", "(((", "%5C", "crm)%20|%20(x"])
      expect((await listFor(other, other.owner, `&q=${q}`)).status).toBe(200);
    expect(await slugs("&q=sales%20%26%20!crm")).toContain("sales-crm");
  });

  it("filters by category, feature, stack, language and premium", async () => {
    expect(await slugs("&category=health")).toEqual(["medical-practice"]);
    expect(await slugs("&feature=calendar&category=field-service")).toEqual(["field-service"]);
    expect(await slugs("&stack=hono-postgres")).toEqual([]);
    expect(await slugs("&language=de&q=crm")).toEqual([]);
    expect(await slugs("&language=en&premium=false&category=sales")).toContain("sales-crm");
    for (const wrong of ["category=nonsense", "sort=best", "premium=maybe", "mine=1"])
      expect((await listFor(other, other.owner, `&${wrong}`)).status).toBe(422);
  });

  it.each(["popular", "rating", "newest", "name"])("pages through everything once, by %s", async (sort) => {
    const seen: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const answer = await listFor(
        other,
        other.owner,
        `&limit=7&sort=${sort}${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      expect(answer.status, answer.text).toBe(200);
      seen.push(...answer.json.data.map((template) => template.id));
      cursor = answer.json.page?.nextCursor ?? null;
      pages += 1;
    } while (cursor !== null && pages < 50);
    expect(pages).toBeGreaterThan(1);
    expect(new Set(seen).size).toBe(seen.length);
    for (const { slug } of library) expect(seen).toContain(libraryId(slug));
  });

  it("puts the featured ones first, then the names in order when asked, and refuses a marker of another sort", async () => {
    const first = await listFor(other, other.owner, "&limit=3");
    expect(first.json.data.every((template) => template.featured)).toBe(true);
    const named = await listFor(other, other.owner, "&sort=name&limit=5");
    const names = named.json.data.map((template) => template.name.toLowerCase());
    expect(names).toEqual(names.toSorted());
    const mixed = await listFor(other, other.owner, `&sort=newest&cursor=${first.json.page?.nextCursor}`);
    expect([mixed.status, mixed.json.code]).toEqual([400, "BAD_CURSOR"]);
  });
});

describe("publishing", () => {
  it("leaves the client's words behind", async () => {
    const { template } = await published();
    const row = await templateRow(template.id);
    const text = JSON.stringify(row.blueprint);
    expect(text).not.toContain("Fjord");
    expect(row).toMatchObject({ version: 1, status: "published", listed: true, created_by: editor.id });
    expect(template).toMatchObject({ isOwn: true, canEdit: true, publisher: `Workspace ${ws.slug}` });
    expect(await actionsOn(ws.id, template.id)).toEqual(["template.published"]);
  });

  it("is refused for viewers, guests, other tenants' builds and a name that is taken; nothing is written", async () => {
    const { build, template } = await published();
    const rows = async () =>
      (
        await (
          await rawDatabase()
        )
          .selectFrom("templates")
          .select("id")
          .where("owner_workspace_id", "=", ws.id)
          .execute()
      ).length;
    const before = await rows();
    expect((await publishFrom(ws, viewer, { buildId: build.id, name: "Viewer's" })).status).toBe(403);
    expect((await publishFrom(ws, guest, { buildId: build.id, name: "Guest's" })).status).toBe(403);
    expect((await publishFrom(other, other.owner, { buildId: build.id })).status).toBe(404);
    const again = await publishFrom(ws, editor, { buildId: build.id, name: template.name });
    expect([again.status, again.json.code]).toEqual([409, "TEMPLATE_NAME_TAKEN"]);
    expect(await rows()).toBe(before);
  });

  it("with an API key needs the scope, and cannot be private", async () => {
    const { build } = await buildIn(ws, editor);
    const writer = await createKey(ws, ["templates.write", "templates.read"], "editor");
    const reader = await createKey(ws, ["templates.read"], "viewer");
    const denied = await publishFrom(ws, reader, { buildId: build.id, name: "By key" });
    expect([denied.status, denied.json.code]).toEqual([403, "INSUFFICIENT_SCOPE"]);
    const secret = await publishFrom(ws, writer, { buildId: build.id, name: "By key", visibility: "private" });
    expect([secret.status, secret.json.code]).toEqual([422, "PRIVATE_NEEDS_A_PERSON"]);
    const answer = await publishFrom(ws, writer, { buildId: build.id, name: "By key" });
    expect([answer.status, answer.json.data.visibility]).toEqual([201, "team"]);
    expect((await listFor(ws, reader, "&mine=true")).json.data.map(({ id }) => id)).toContain(answer.json.data.id);
  });

  it("writes a newer plan under the same template, one version up", async () => {
    const { template } = await published();
    const { build } = await buildIn(ws, editor, "A library: members borrow books and return them.");
    const answer = await patchFor(ws, editor, template.id, { buildId: build.id, summary: "Now for books" });
    expect(answer.json.data).toMatchObject({ version: 2, summary: "Now for books", name: template.name });
    const keys = (await getFor(ws, viewer, template.id)).json.data.entities.map((entity) => entity.key);
    expect(keys).not.toContain("part");
  });
});

describe("who sees what", () => {
  it("private: its author; team: the workspace; public: everybody signed in", async () => {
    const own = (await published({ visibility: "private" })).template.id;
    const team = (await published({ visibility: "team" })).template.id;
    const everybody = (await published()).template.id;
    const sees = async (space: TestWorkspace, as: Person) =>
      await Promise.all([own, team, everybody].map(async (id) => (await getFor(space, as, id)).status));
    expect(await sees(ws, editor)).toEqual([200, 200, 200]);
    expect(await sees(ws, admin)).toEqual([404, 200, 200]);
    expect(await sees(ws, viewer)).toEqual([404, 200, 200]);
    expect(await sees(other, other.owner)).toEqual([404, 404, 200]);
    expect(await sees(ws, guest)).toEqual([403, 403, 403]);
    const listed = (await listFor(other, other.owner, "&limit=100")).json.data.map(({ id }) => id);
    expect([own, team, everybody].map((id) => listed.includes(id))).toEqual([false, false, true]);
  });

  it("a person of both workspaces sees in one nothing private to the other", async () => {
    const team = (await published({ visibility: "team" })).template.id;
    await addMember(other, "editor", colleague);
    expect((await getFor(ws, colleague, team)).status).toBe(200);
    expect((await getFor(other, colleague, team)).status).toBe(404);
    expect((await patchFor(other, colleague, team, { name: "Taken over" })).status).toBe(404);
  });

  it("nobody outside learns more of the owner than the name shown, by any door", async () => {
    const { template, build, projectId } = await published();
    const answers = [
      await getFor(other, other.owner, template.id),
      await listFor(other, other.owner, `&q=${encodeURIComponent(template.name)}`),
    ];
    for (const answer of answers)
      for (const secret of [ws.id, ws.owner.id, editor.id, editor.email, build.id, projectId])
        expect(answer.text).not.toContain(secret);
    expect(answers[0]?.json.data).toMatchObject({ publisher: `Workspace ${ws.slug}`, isOwn: false, canEdit: false });
  });

  it("follows its workspace: a new name at once, and out of sight while it is deleted", async () => {
    const mine = await createWorkspace();
    const { build } = await buildIn(mine, mine.owner);
    const id = (await publishFrom(mine, mine.owner, { buildId: build.id, visibility: "public" })).json.data.id;
    const change = (set: string) =>
      asService((tx) => sql.raw(`update public.workspaces set ${set} where id = '${mine.id}'`).execute(tx));
    await change("name = 'Renamed Studio'");
    expect((await getFor(other, other.owner, id)).json.data.publisher).toBe("Renamed Studio");
    await change("deleted_at = now(), purge_at = now() + interval '30 days'");
    expect((await getFor(other, other.owner, id)).status).toBe(404);
    await change("deleted_at = null, purge_at = null");
    expect((await getFor(other, other.owner, id)).status).toBe(200);
  });
});

describe("changing and taking back", () => {
  it("is the author's and the admins', and a denied change leaves the row as it was", async () => {
    const { template } = await published();
    const before = await templateRow(template.id);
    for (const [space, who, status] of [
      [ws, colleague, 403],
      [ws, viewer, 403],
      [ws, guest, 403],
      [other, other.owner, 403],
    ] as const) {
      expect((await patchFor(space, who, template.id, { name: "Hijacked", status: "unlisted" })).status).toBe(status);
      expect((await removeFor(space, who, template.id)).status).toBe(status);
    }
    expect(await templateRow(template.id)).toEqual(before);
    expect((await patchFor(ws, admin, template.id, { summary: "By an admin" })).status).toBe(200);
    expect((await patchFor(ws, editor, template.id, { status: "unlisted" })).json.data.status).toBe("unlisted");
    expect((await getFor(other, other.owner, template.id)).status).toBe(404);
    expect((await removeFor(ws, editor, template.id)).status).toBe(200);
    expect(await actionsOn(ws.id, template.id)).toEqual([
      "template.published",
      "template.updated",
      "template.unpublished",
      "template.deleted",
    ]);
  });

  it("an unlisted template is not in the list, only among one's own, and nobody starts from it", async () => {
    const { template } = await published();
    await patchFor(ws, editor, template.id, { status: "unlisted" });
    const ids = async (query: string) =>
      (await listFor(ws, editor, `&limit=100${query}`)).json.data.map(({ id }) => id);
    expect(await ids("")).not.toContain(template.id);
    expect(await ids("&mine=true")).toContain(template.id);
    const answer = await useFor(ws, editor, template.id, { name: "From it" });
    expect([answer.status, answer.json.code]).toEqual([409, "TEMPLATE_NOT_OFFERED"]);
  });
});

describe("starting from a template", () => {
  const builtOf = async (space: TestWorkspace, as: Person, projectId: string) =>
    (
      await call<BuildSummary[]>(listBuilds, {
        as,
        path: `/api/v1/projects/${projectId}/builds?workspace=${space.slug}`,
        params: { projectId },
      })
    ).json.data;

  it("is built as what was asked for, and says so where the versions are listed", async () => {
    const { template } = await published();
    const asApi = await useFor(ws, editor, template.id, { name: "As an API", stack: "hono-postgres" });
    expect(asApi.status).toBe(201);
    const [made] = await asService((tx) =>
      tx.selectFrom("builds").select(["blueprint", "note"]).where("id", "=", asApi.json.data.buildId).execute(),
    );
    expect(made?.blueprint).toMatchObject({ stack: "hono-postgres" });
    expect(made?.note).toMatch(/, built as REST API on PostgreSQL\. An API has no pages: its lists are routes$/);
    expect((await useFor(ws, editor, template.id, { name: "Other", stack: "cobol" })).status).toBe(422);
  });

  it("makes a project with its first build in my workspace, under my name, and counts once under retries", async () => {
    const { template } = await published();
    const into = { name: "Bike repairs", idempotencyKey: randomUUID() };
    const first = await useFor(other, other.owner, template.id, into);
    expect(first.status, first.text).toBe(201);
    const again = await useFor(other, other.owner, template.id, into);
    expect([again.status, again.json.data]).toEqual([201, first.json.data]);
    const builds = await builtOf(other, other.owner, first.json.data.projectId);
    expect(builds).toMatchObject([{ version: 1, origin: "template", appName: "Bike repairs" }]);
    expect((await templateRow(template.id)).use_count).toBe(1);
    expect(await actionsOn(other.id, template.id)).toEqual(["template.used"]);
    expect(await actionsOn(ws.id, template.id)).toEqual(["template.published"]);
  });

  it("in a project that is there becomes its next version, and counts once for it", async () => {
    const { template } = await published();
    const { projectId } = await buildIn(other, other.owner);
    const one = await useFor(other, other.owner, template.id, { projectId });
    const two = await useFor(other, other.owner, template.id, { projectId });
    expect([one.json.data.version, two.json.data.version]).toEqual([2, 3]);
    expect((await templateRow(template.id)).use_count).toBe(1);
  });

  it("is refused where one may not build, and leaves no project behind", async () => {
    const { template, projectId } = await published();
    const projects = async (id: string) =>
      (await (await rawDatabase()).selectFrom("projects").select("id").where("workspace_id", "=", id).execute()).length;
    const before = [await projects(ws.id), await projects(other.id)];
    expect((await useFor(ws, viewer, template.id, { name: "Mine" })).status).toBe(403);
    expect((await useFor(ws, guest, template.id, { name: "Mine" })).status).toBe(403);
    expect((await useFor(ws, await createPerson(), template.id, { name: "Mine" })).status).toBe(404);
    expect((await useFor(other, other.owner, template.id, { projectId })).status).toBe(404);
    expect((await useFor(other, other.owner, randomUUID(), { name: "Mine" })).status).toBe(404);
    const key = await createKey(ws, ["builds.write"], "editor");
    const scoped = await useFor(ws, key, template.id, { name: "Mine" });
    expect([scoped.status, scoped.json.code]).toEqual([403, "INSUFFICIENT_SCOPE"]);
    expect([await projects(ws.id), await projects(other.id)]).toEqual(before);
    expect((await templateRow(template.id)).use_count).toBe(0);
    expect((await useFor(ws, key, template.id, { projectId })).status).toBe(201);
  });

  it("premium: its own workspace always, nobody else as long as no plan sells it", async () => {
    const { template } = await published({ premium: true });
    const refused = await useFor(other, other.owner, template.id, { name: "Theirs" });
    expect([refused.status, refused.json.code]).toEqual([402, "PREMIUM_NOT_INCLUDED"]);
    expect(refused.json.error).toContain("no plan sells premium templates yet");
    expect((await templateRow(template.id)).use_count).toBe(0);
    expect((await useFor(ws, colleague, template.id, { name: "Ours" })).status).toBe(201);
  });
});

describe("the feed", () => {
  it("tells the workspace of public and team templates, and of private ones nothing", async () => {
    const shown = (await published()).template.id;
    const quiet = (await published({ visibility: "private" })).template.id;
    await removeFor(ws, editor, quiet);
    const rows = await (await rawDatabase())
      .selectFrom("activity_feed")
      .select(["action", "target_id", "target_label"])
      .where("workspace_id", "=", ws.id)
      .where("target_id", "in", [shown, quiet])
      .execute();
    expect(rows).toEqual([
      { action: "template.published", target_id: shown, target_label: expect.stringContaining("Parts desk") },
    ]);
  });
});
