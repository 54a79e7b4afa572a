import { describe, expect, it } from "vitest";
import { IDEAS } from "@/tests/builder/ideas";
import type { Blueprint } from "../blueprint/blueprint.schema";
import { parseIdea } from "../parser/parse-idea";
import { compileBlueprint } from "./compile";
import { PACKAGES } from "./package-files";

const api = (text: string): Blueprint => structuredClone(parseIdea(text, { stack: "hono-postgres" }).blueprint);
const textOf = (id: string): string => IDEAS.find((idea) => idea.id === id)?.text ?? "";
const [GYM, LANDLORD, HELPDESK, WAITLIST] = ["an app for my gym", textOf("P2"), textOf("P9"), textOf("P10")];
const ALL = [GYM, LANDLORD, HELPDESK, WAITLIST];
const filesOf = (blueprint: Blueprint): Map<string, string> =>
  new Map(compileBlueprint(blueprint).files.map((file) => [file.path, file.content]));

describe("an API", () => {
  it.each(ALL)("has the database, the forms and the access tests of any other stack: %s", (text) => {
    const next = filesOf(parseIdea(text).blueprint);
    const own = [...filesOf(api(text))].filter(([path]) =>
      /^(supabase\/(migrations|seed)|resources\/|tests\/access\/(matrix|samples))|^lib\/(schema-fields|messages)/.test(
        path,
      ),
    );
    expect(own.length).toBeGreaterThan(8);
    for (const [path, content] of own) expect(next.get(path), path).toBe(content);
  });

  it.each(ALL)("gives the same bytes for the same plan, without a page, and imports only what it has: %s", (text) => {
    const files = filesOf(api(text));
    expect(filesOf(api(text))).toEqual(files);
    expect([...files.keys()].filter((path) => /\.(tsx|css|html)$|^components\/|config\.toml/.test(path))).toEqual([]);
    const { dependencies, devDependencies } = PACKAGES["hono-postgres"];
    const pins = Object.keys({ ...dependencies, ...devDependencies });
    for (const [path, content] of [...files].filter(([name]) => /\.(ts|mjs)$/.test(name))) {
      expect(content, path).not.toMatch(/from "(next|react|@supabase)/);
      for (const [, name = ""] of content.matchAll(/from "([^".]+)"/g)) {
        const own = name.slice(2);
        const isThere = [`${own}.ts`, `${own}/index.ts`].some((candidate) => files.has(candidate));
        const isPinned = pins.some((pin) => name === pin || name.startsWith(`${pin}/`));
        expect(name.startsWith("@/") ? isThere : isPinned || name.startsWith("node:"), `${path}: ${name}`).toBe(true);
      }
    }
  });

  it("has only the routes its plan asks for", () => {
    const routes = (text: string): string => filesOf(api(text)).get("app/routes/index.ts") ?? "";
    expect(routes(LANDLORD)).toMatch(/addFileRoutes[\s\S]*addPeopleRoutes/);
    expect(routes(LANDLORD)).not.toMatch(/addOrganizationRoutes|addReportRoutes/);
    expect(routes(HELPDESK)).toMatch(/addOrganizationRoutes[\s\S]*addReportRoutes/);
    expect(routes(WAITLIST)).not.toMatch(/addPeopleRoutes|addFileRoutes/);
    // A report must not be taken for a record.
    expect(routes(HELPDESK).trim().endsWith("addRecordRoutes(api);\n}")).toBe(true);
    expect(filesOf(api(LANDLORD)).has("database/0002_files.sql")).toBe(true);
    expect(filesOf(api(WAITLIST)).has("database/0002_files.sql")).toBe(false);
  });

  it("tests every record for every account by every verb over HTTP, as the plan says", () => {
    const cases: {
      actors: { key: string }[];
      records: { path: string; rows: { name: string; allowed: Record<string, string[]> }[] }[];
    } = JSON.parse(filesOf(api(LANDLORD)).get("tests/access/api.json") ?? "");
    expect(cases.records.map(({ path }) => path)).toContain("/api/v1/leases");
    expect(cases.actors.map(({ key }) => key)).toEqual(["alice", "bob", "role_landlord", "anon"]);
    const leases = cases.records.find(({ path }) => path === "/api/v1/leases")?.rows ?? [];
    const bobs = leases.find(({ name }) => name === "bob's row")?.allowed;
    expect(bobs?.read?.toSorted()).toEqual(["bob", "role_landlord"]);
    expect([bobs?.create, bobs?.update, bobs?.delete]).toEqual([
      ["role_landlord"],
      ["role_landlord"],
      ["role_landlord"],
    ]);
  });

  it("carries hostile names only as data", () => {
    const blueprint = api(GYM);
    const evil = `"); process.exit(1); //'); drop table x; --$${"{1}"}\`\n* [x](javascript:1)`;
    blueprint.app.name = evil;
    blueprint.app.tagline = evil;
    for (const entity of blueprint.entities) {
      entity.label = { one: evil, many: evil };
      for (const field of entity.fields) field.label = evil;
    }
    for (const role of blueprint.roles) role.label = evil;
    const plain = filesOf(api(GYM));
    const hostile = filesOf(blueprint);
    expect([...hostile.keys()]).toEqual([...plain.keys()]);
    const differs = [...hostile].filter(([path, content]) => content !== plain.get(path)).map(([path]) => path);
    // Names reach the settings, the descriptors, comments and documents; no route, no test and no file of the server.
    const expected =
      /^(resources\/|docs\/|supabase\/|lib\/app-config\.ts|README\.md|SECURITY\.md|ASSUMPTIONS\.md|generation\.json)/;
    expect(differs.filter((path) => !expected.test(path))).toEqual([]);
    for (const [path, content] of hostile) {
      if (path.endsWith(".md")) expect(content, path).not.toMatch(/(?<!\\)\]\(/);
      if (path.endsWith(".ts")) expect(content, path).not.toMatch(/^(?!\s*(\w+:|")).*process\.exit\(1\); \/\//m);
    }
  });
});
