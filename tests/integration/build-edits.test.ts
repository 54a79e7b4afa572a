import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { GET as compare } from "@/app/api/v1/builds/[buildId]/comparison/route";
import { POST as edit } from "@/app/api/v1/builds/[buildId]/edits/route";
import { GET as preview } from "@/app/api/v1/builds/[buildId]/preview/route";
import { POST as propose } from "@/app/api/v1/builds/[buildId]/proposals/route";
import { POST as restore } from "@/app/api/v1/builds/[buildId]/restore/route";
import { GET as search } from "@/app/api/v1/builds/[buildId]/search/route";
import { GET as validate } from "@/app/api/v1/builds/[buildId]/validation/route";
import { POST as build, GET as list } from "@/app/api/v1/projects/[projectId]/builds/route";
import { GET as readSteps } from "@/app/api/v1/projects/[projectId]/builds/steps/route";
import type { Build, BuildSummary, Proposal } from "@/lib/features/build/build.schema";
import type { BuildSteps, Comparison, SearchResult, Validation } from "@/lib/features/build/compare.schema";
import { readPattern } from "@/lib/features/builder/blueprint/patterns";
import { rawDatabase } from "@/lib/platform/db/db";
import type { RouteHandler } from "@/lib/platform/http/registry";
import { addMember, createProject, createWorkspace, type Person, type TestWorkspace } from "../factories/people";
import { call } from "../harness/call";

let ws: TestWorkspace;
let other: TestWorkspace;
let editor: Person;
let viewer: Person;
beforeAll(async () => {
  ws = await createWorkspace();
  other = await createWorkspace();
  editor = await addMember(ws, "editor");
  viewer = await addMember(ws, "viewer");
});

async function start(): Promise<{ projectId: string; first: Build }> {
  const projectId = await createProject(ws, "Workshop");
  const answer = await call<Build>(build, {
    as: editor,
    method: "POST",
    path: `/api/v1/projects/${projectId}/builds?workspace=${ws.slug}`,
    params: { projectId },
    body: { idea: "An app to track parts and repairs" },
  });
  expect(answer.status).toBe(201);
  return { projectId, first: answer.json.data };
}
const doors = { edits: edit, proposals: propose, restore };
const post = <T>(door: keyof typeof doors, buildId: string, body: unknown, as: Person = editor) =>
  call<T>(doors[door], {
    as,
    method: "POST",
    path: `/api/v1/builds/${buildId}/${door}?workspace=${ws.slug}`,
    params: { buildId },
    ...(body === undefined ? {} : { body }),
  });
const versions = async (projectId: string) => {
  const answer = await call<BuildSummary[]>(list, {
    as: viewer,
    path: `/api/v1/projects/${projectId}/builds?workspace=${ws.slug}`,
    params: { projectId },
  });
  return answer.json.data.map(({ version, origin }) => `${version} ${origin}`);
};
const labels = (found: Build) =>
  (found.blueprint as { entities: { label: { one: string } }[] }).entities.map(({ label }) => label.one);

describe("choosing what a project is built on", () => {
  const create = async (stack: string) => {
    const projectId = await createProject(ws, "Stacks");
    return await call<Build>(build, {
      as: editor,
      method: "POST",
      path: `/api/v1/projects/${projectId}/builds?workspace=${ws.slug}`,
      params: { projectId },
      body: { idea: "An app to track parts and repairs", stack },
    });
  };

  it("makes a single-page app when asked, and keeps to it when the plan is changed", async () => {
    const answer = await create("vite-supabase");
    expect(answer.status).toBe(201);
    const paths = answer.json.data.files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["index.html", "nginx.conf", "supabase/migrations/0002_data.sql"]));
    expect(paths.filter((path) => path.startsWith("next.config"))).toEqual([]);
    const proposed = await post<Proposal>("proposals", answer.json.data.id, { request: "rename Part to Component" });
    const edited = await post<Build>("edits", answer.json.data.id, { operations: proposed.json.data.operations });
    expect((edited.json.data.blueprint as { stack: string }).stack).toBe("vite-supabase");
  });

  it("makes an API when asked; its preview says so instead of showing pages", async () => {
    const answer = await create("hono-postgres");
    expect(answer.status).toBe(201);
    const paths = answer.json.data.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(["app/routes/records.ts", "compose.yaml", "supabase/migrations/0002_data.sql"]),
    );
    expect(paths.filter((path) => path.endsWith(".tsx"))).toEqual([]);
    expect(answer.json.data.readme).toContain("A REST API (Hono) on PostgreSQL");
    const { text } = await call<unknown>(preview, {
      as: viewer,
      path: `/api/v1/builds/${answer.json.data.id}/preview?workspace=${ws.slug}`,
      params: { buildId: answer.json.data.id },
    });
    expect(text).toContain('"kind":"api"');
  });

  it.each(["", "rails"])("refuses what cannot be built: %j", async (stack) => {
    const answer = await create(stack);
    expect([answer.status, answer.json.code]).toEqual([422, "VALIDATION_FAILED"]);
  });
});

describe("changing a plan", () => {
  it("is proposed first, kept when asked for, and undone by bringing the version before it back", async () => {
    const { projectId, first } = await start();
    const proposed = await post<Proposal>("proposals", first.id, { request: "rename Part to Component" });
    expect(proposed.status).toBe(200);
    expect(proposed.json.data).toMatchObject({ sentences: ["Rename Parts to “Component”"], losesData: false });
    const related = proposed.json.data.files.map(({ path, change }) => `${change} ${path}`);
    expect(related).toContain("added supabase/migrations/0004_version_2.sql");
    expect(related.filter((line) => /supabase\/migrations\/000[123]/.test(line))).toEqual([]);
    expect(related.filter((line) => /repair/.test(line))).toEqual([]);
    expect(await versions(projectId)).toEqual(["1 idea"]);

    const kept = await post<Build>("edits", first.id, { operations: proposed.json.data.operations });
    expect([kept.status, kept.json.data.version, kept.json.data.note]).toEqual([201, 2, "Rename Parts to “Component”"]);
    expect(labels(kept.json.data)).toContain("Component");

    const back = await post<Build>("restore", first.id, undefined);
    expect([back.status, back.json.data.version, back.json.data.note]).toEqual([201, 3, "Version 1 brought back"]);
    expect(labels(back.json.data)).toEqual(labels(first));
    const migrations = back.json.data.files.map(({ path }) => path).filter((path) => path.includes("/migrations/"));
    expect(migrations.map((path) => path.split("/").at(-1))).toEqual([
      "0001_foundation.sql",
      "0002_data.sql",
      "0003_storage.sql",
      "0004_version_2.sql",
      "0005_version_3.sql",
    ]);
    expect(await versions(projectId)).toEqual(["3 restore", "2 edit", "1 idea"]);
  });

  it("by form goes the same way: operations are proposed, then kept as they were seen", async () => {
    const { projectId, first } = await start();
    const [list] = (first.blueprint as { entities: { id: string; access: { read: unknown[] } }[] }).entities;
    const operations = [
      { kind: "addRole", label: "Mechanic" },
      { kind: "setAccess", entity: list?.id, verb: "read", rules: [...(list?.access.read ?? []), { kind: "anyone" }] },
    ];
    const proposed = await post<Proposal>("proposals", first.id, { operations });
    expect([proposed.status, proposed.json.data.sentences[0]]).toEqual([200, "Add the role “Mechanic”"]);
    expect(await versions(projectId)).toEqual(["1 idea"]);
    const kept = await post<Build>("edits", first.id, { operations: proposed.json.data.operations });
    expect(kept.status).toBe(201);
    const plan = kept.json.data.blueprint as { entities: { access: { read: unknown } }[]; held: { kind: string }[] };
    // What lets everybody in waits for a click, whoever asks.
    expect([plan.entities[0]?.access.read, plan.held.map(({ kind }) => kind)]).toEqual([list?.access.read, ["access"]]);
    for (const body of [{}, { request: "call the app X", operations }, { operations: [] }])
      expect((await post("proposals", first.id, body)).status).toBe(422);
  });

  it("reaches the whole plan: the app, the order, rules of a list, the form of a text; a bad form is named at its field", async () => {
    const { first } = await start();
    const [entity] = (first.blueprint as { entities: { id: string; fields: { id: string }[] }[] }).entities;
    const at = { entity: entity?.id, field: entity?.fields[0]?.id };
    const operations = [
      { kind: "changeApp", tagline: "Fixed by Friday", locale: "de", currency: "EUR", theme: { dark: "dark" } },
      { kind: "setStack", stack: "vite-supabase" },
      { kind: "moveEntity", entity: entity?.id, to: 1 },
      { kind: "changeField", ...at, validation: { pattern: "[A-Z]{2}-\\d{4}", maxLen: 40 } },
      { kind: "addView", entity: entity?.id, label: "Named", conditions: [{ field: at.field, op: "isSet" }] },
    ];
    const proposed = await post<Proposal>("proposals", first.id, { operations });
    expect(proposed.status).toBe(200);
    expect(proposed.json.data.sentences[0]).toContain("the language German");
    const edited = await post<Build>("edits", first.id, { operations });
    expect(edited.status).toBe(201);
    expect(edited.json.data.blueprint).toMatchObject({
      stack: "vite-supabase",
      locale: "de",
      app: { currency: "EUR" },
    });
    const bad = { kind: "changeField", ...at, validation: { pattern: "(a+)+" } };
    const refused = await post("proposals", edited.json.data.id, { operations: [bad] });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("pattern_invalid");
    expect(refused.text).toContain("validation.pattern");
  });

  it("of a version that is not the newest is refused, and nothing is kept", async () => {
    const { projectId, first } = await start();
    const rename = { operations: [{ kind: "renameApp", name: "One" }] };
    expect((await post("edits", first.id, rename)).status).toBe(201);
    const late = await post("edits", first.id, { operations: [{ kind: "renameApp", name: "Two" }] });
    expect([late.status, late.json.code]).toEqual([409, "BUILD_OUTDATED"]);
    expect(await versions(projectId)).toEqual(["2 edit", "1 idea"]);
  });

  it("can be compared, undone and redone; nothing is deleted on the way", async () => {
    const { projectId, first } = await start();
    const second = await post<Build>("edits", first.id, { operations: [{ kind: "renameApp", name: "Other" }] });
    const compared = await call<Comparison>(compare, {
      as: viewer,
      path: `/api/v1/builds/${first.id}/comparison?workspace=${ws.slug}&with=${second.json.data.id}`,
      params: { buildId: first.id },
    });
    expect(compared.json.data.plan).toEqual([
      { area: "app", change: "changed", text: expect.stringMatching(/is called “Other”$/) },
    ]);
    expect(compared.json.data.files.map(({ path }) => path)).toContain("README.md");
    const steps = async () => {
      const answer = await call<BuildSteps>(readSteps, {
        as: viewer,
        path: `/api/v1/projects/${projectId}/builds/steps?workspace=${ws.slug}`,
        params: { projectId },
      });
      return answer.json.data;
    };
    const one = await steps();
    expect(one).toEqual({ undo: { id: first.id, version: 1 }, redo: null });
    expect((await post("restore", first.id, undefined)).status).toBe(201);
    const two = await steps();
    expect(two).toEqual({ undo: null, redo: { id: second.json.data.id, version: 2 } });
    expect((await post("restore", second.json.data.id, undefined)).status).toBe(201);
    expect(await steps()).toEqual(one);
    expect(await versions(projectId)).toEqual(["4 restore", "3 restore", "2 edit", "1 idea"]);
    const elsewhere = await start();
    const mixed = await call(compare, {
      as: viewer,
      path: `/api/v1/builds/${first.id}/comparison?workspace=${ws.slug}&with=${elsewhere.first.id}`,
      params: { buildId: first.id },
    });
    expect(mixed.status).toBe(404);
  });

  it("shows what the checks say and finds words in its files", async () => {
    const { first } = await start();
    const read = <T>(route: RouteHandler, path: string) =>
      call<T>(route, {
        as: viewer,
        path: `/api/v1/builds/${first.id}/${path}workspace=${ws.slug}`,
        params: { buildId: first.id },
      });
    const report = (await read<Validation>(validate, "validation?")).json.data;
    expect(report).toMatchObject({ ok: true, checked: { files: first.files.length } });
    const found = (await read<SearchResult>(search, "search?q=ENABLE%20row&")).json.data;
    expect(found.total).toBeGreaterThan(1);
    expect(found.matches[0]).toMatchObject({
      path: expect.stringMatching(/\.sql$/),
      text: expect.stringMatching(/enable row/i),
    });
    expect((await read<SearchResult>(search, "search?q=nowhere-to-be-found&")).json.data).toEqual({
      matches: [],
      total: 0,
    });
    expect((await read(search, "search?q=x&")).status).toBe(422);
  });

  it("says what rows would lose, in the words of the migration", async () => {
    const { first } = await start();
    const proposed = await post<Proposal>("proposals", first.id, { request: "remove the list Repairs" });
    expect(proposed.json.data).toMatchObject({ losesData: true });
    expect(proposed.json.data.losses).toContain("All Repairs would be removed.");
  });

  it("that cannot be understood or done is answered with a sentence", async () => {
    const { projectId, first } = await start();
    const nonsense = await post("proposals", first.id, { request: "make me a sandwich" });
    expect([nonsense.status, nonsense.json.code]).toEqual([422, "CHANGE_NOT_UNDERSTOOD"]);
    expect(nonsense.json.error).toMatch(/Say for example/);
    const operations = [{ kind: "removeEntity", entity: "ent.nothing" }];
    expect((await post("edits", first.id, { operations })).status).toBe(422);
    expect(await versions(projectId)).toEqual(["1 idea"]);
  });

  it("is for editors of this workspace", async () => {
    const { projectId, first } = await start();
    const body = { operations: [{ kind: "renameApp", name: "Mine" }] };
    expect((await post("edits", first.id, body, viewer)).status).toBe(403);
    expect((await post("restore", first.id, undefined, viewer)).status).toBe(403);
    const foreign = await call(edit, {
      as: other.owner,
      method: "POST",
      path: `/api/v1/builds/${first.id}/edits?workspace=${other.slug}`,
      params: { buildId: first.id },
      body,
    });
    expect(foreign.status).toBe(404);
    expect(await versions(projectId)).toEqual(["1 idea"]);
  });
});

describe("the form of a text", () => {
  it("means the same in the database as in a form", async () => {
    const forms = ["[A-Z]{2}-\\d{4}", "[^/]+/\\d", "(DE|AT)?\\d+", "[\\]\\^\\-a]{2}", ".{3}", "\\w+ \\w\\.", "[ß-ü]+"];
    const texts = ["AB-1234", "ab/1", "a\nb/1", "DE7", "7", "-^", "]a", "a\nb", "abä", "x_1 y.", "äß", "1 2x", ""];
    const db = await rawDatabase();
    for (const form of forms) {
      const pattern = readPattern(form);
      if ("problem" in pattern) throw new Error(pattern.problem);
      const source = `^(?:${pattern.source})$`;
      const { rows } = await sql<{ text: string; ok: boolean }>`
        select value as text, value ~ ${source}::text as ok from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb)`.execute(
        db,
      );
      for (const row of rows) expect(row.ok, `${form} on ${row.text}`).toBe(new RegExp(source, "u").test(row.text));
    }
  });
});
