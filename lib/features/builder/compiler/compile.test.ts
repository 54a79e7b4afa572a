import { describe, expect, it } from "vitest";
import { IDEAS } from "@/tests/builder/ideas";
import type { Blueprint } from "../blueprint/blueprint.schema";
import { BUILT_STACKS } from "../blueprint/stacks";
import { parseIdea } from "../parser/parse-idea";
import { collectTemplates } from "../templates/bundle";
import templates from "../templates/templates.generated.json" with { type: "json" };
import { isSafeEntryName, zipFiles } from "../zip/zip-files";
import { compileBlueprint } from "./compile";
import { PACKAGES } from "./package-files";

const gym = (): Blueprint => structuredClone(parseIdea("an app for my gym").blueprint);
const fileOf = (blueprint: Blueprint, path: string): string =>
  compileBlueprint(blueprint).files.find((file) => file.path === path)?.content ?? "";

describe("compileBlueprint", () => {
  it("gives the same bytes for the same blueprint, and a ZIP with the same bytes", async () => {
    const [a, b] = [compileBlueprint(gym()), compileBlueprint(gym())];
    expect(a).toEqual(b);
    expect(await zipFiles(a.files)).toEqual(await zipFiles([...b.files].reverse()));
  });

  it("round-trips the blueprint", () => {
    const blueprint = gym();
    const shipped: Blueprint = JSON.parse(fileOf(blueprint, "docs/blueprint.json"));
    expect(compileBlueprint(shipped).files).toEqual(compileBlueprint(blueprint).files);
  });

  it("writes each path once, and only safe names", () => {
    const paths = compileBlueprint(gym()).files.map((file) => file.path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.filter((path) => !isSafeEntryName(path))).toEqual([]);
  });

  it.each(BUILT_STACKS)("%s pins exact versions from the allow-list and has a lock for them", (stack) => {
    const blueprint = { ...gym(), stack };
    const manifest = JSON.parse(fileOf(blueprint, "package.json"));
    const lock = JSON.parse(fileOf(blueprint, "package-lock.json"));
    const { dependencies, devDependencies } = PACKAGES[stack];
    expect([manifest.dependencies, manifest.devDependencies]).toEqual([dependencies, devDependencies]);
    const versions = Object.values({ ...dependencies, ...devDependencies });
    expect(versions.every((version) => /^\d+\.\d+\.\d+$/.test(version))).toBe(true);
    expect([lock.packages[""].dependencies, lock.packages[""].devDependencies]).toEqual([
      dependencies,
      devDependencies,
    ]);
    expect(lock.name).toBe("gym");
    expect(
      Object.values<{ hasInstallScript?: boolean }>(lock.packages).filter((item) => item.hasInstallScript),
    ).toEqual([]);
    expect(Object.keys(manifest.scripts).filter((name) => /install|prepare/.test(name))).toEqual([]);
  });

  it("says whom an open form is open to, instead of a bare true", () => {
    const form = parseIdea("Just a coming soon page with an email waitlist, nothing else, no login.").blueprint;
    const data = fileOf(form, "supabase/migrations/0002_data.sql");
    expect(data).toContain("for insert to anon\n  with check ((select auth.uid()) is null)");
    expect(data).not.toMatch(/for (insert|update|delete) [^;]*\(true\)/);
  });

  it("carries hostile labels only as data", () => {
    const blueprint = gym();
    const evil = `'); drop table x; --$${"{1}"}\`</script>{a}\n* [x](javascript:1)`;
    blueprint.app.name = evil;
    blueprint.app.tagline = evil;
    for (const entity of blueprint.entities) {
      entity.label = { one: evil, many: evil };
      for (const field of entity.fields) field.label = evil;
    }
    for (const role of blueprint.roles) role.label = evil;
    for (const { path, content } of compileBlueprint(blueprint).files) {
      if (path === "docs/blueprint.json") continue;
      // README links to nothing on purpose, so an unescaped link could only come from a label.
      if (/\.tsx?$/.test(path)) expect(content, path).not.toContain("</script>");
      if (path.endsWith(".sql"))
        expect(content.split("\n").filter((line) => /drop table x/.test(line) && !line.startsWith("--"))).toEqual([]);
      if (path.endsWith(".md")) expect(content, path).not.toMatch(/(?<!\\)\]\(/);
    }
  });

  it("emits revoke, grant, RLS and policies for every table, and never money as a float", () => {
    const blueprint = gym();
    const sql = fileOf(blueprint, "supabase/migrations/0002_data.sql");
    for (const entity of blueprint.entities) {
      expect(sql).toContain(`revoke all on public.${entity.plural} from public, anon, authenticated;`);
      expect(sql).toContain(`alter table public.${entity.plural} enable row level security;`);
      expect(sql).toMatch(new RegExp(`create policy ${entity.plural}_select on`));
    }
    expect(sql).toContain("price_cents bigint");
    expect(sql).not.toMatch(/\b(real|double precision|float)\b/);
  });

  it("brings GitHub's pipeline unless GitLab's is chosen; both run the same steps and nothing else differs", () => {
    const [byDefault, github, gitlab] = [undefined, "github" as const, "gitlab" as const].map((ci) =>
      compileBlueprint(gym(), ci === undefined ? {} : { ci }).files.filter((file) => file.path !== "generation.json"),
    );
    expect(github).toEqual(byDefault);
    const isPipeline = (file: { path: string }) => file.path.startsWith(".github/") || file.path === ".gitlab-ci.yml";
    expect(github?.filter(isPipeline).map((file) => file.path)).toEqual([
      ".github/dependabot.yml",
      ".github/workflows/ci.yml",
    ]);
    expect(gitlab?.filter(isPipeline).map((file) => file.path)).toEqual([".gitlab-ci.yml"]);
    expect(gitlab?.filter((file) => !isPipeline(file))).toEqual(github?.filter((file) => !isPipeline(file)));
    const commands = (text = "") => [...text.matchAll(/^ +- (?:run: )?(npm .+)$/gm)].map((match) => match[1]);
    const steps = commands(github?.find((file) => file.path.endsWith("ci.yml"))?.content);
    expect(steps).toHaveLength(5);
    expect(commands(gitlab?.find(isPipeline)?.content)).toEqual(steps);
    expect(compileBlueprint(gym(), { ci: "gitlab" })).toEqual(compileBlueprint(gym(), { ci: "gitlab" }));
    // The pipeline runs on the Node version that the project asks for.
    expect(gitlab?.find(isPipeline)?.content).toContain(`image: node:${fileOf(gym(), ".nvmrc").trim()}`);
  });

  it("refuses an invalid blueprint with its findings", () => {
    const blueprint = gym();
    blueprint.entities.splice(0, 1);
    expect(() => compileBlueprint(blueprint)).toThrow(/No entity/);
  });
});

describe("templates", () => {
  it("are bundled as they are on disk", () => {
    expect(templates).toEqual(collectTemplates());
  });
});

describe("zip entry names", () => {
  it.each(["../a", "/a", "a/../b", "a//b", "a\\b", "", "a/./b", "a\u0000"])("refuses %j", (path) => {
    expect(isSafeEntryName(path)).toBe(false);
  });

  it("stops before writing an archive with such a name", async () => {
    await expect(zipFiles([{ path: "../x", content: "" }])).rejects.toThrow(RangeError);
  });
});

describe("host files", () => {
  it.each([
    ["next-supabase", "nextjs", ".next"],
    ["vite-supabase", "vite", "dist"],
  ] as const)("tell Vercel, Netlify and Railway how %s is built", (stack, framework, publish) => {
    const { blueprint } = parseIdea("an app for my gym", { stack });
    expect(JSON.parse(fileOf(blueprint, "vercel.json"))).toMatchObject({ framework, buildCommand: "npm run build" });
    expect(fileOf(blueprint, "netlify.toml")).toContain(`publish = "${publish}"`);
    const { build } = JSON.parse(fileOf(blueprint, "railway.json")) as { build: { dockerfilePath: string } };
    expect(fileOf(blueprint, build.dockerfilePath)).toMatch(/^FROM node:20/);
    const readme = fileOf(blueprint, "README.md");
    for (const file of ["vercel.json", "netlify.toml", "railway.json"]) expect(readme).toContain(`\`${file}\``);
  });
});

describe("a single-page app", () => {
  const spa = (text: string): Blueprint => parseIdea(text, { stack: "vite-supabase" }).blueprint;
  const HELPDESK = IDEAS.find((idea) => idea.id === "P9")?.text ?? "";
  const WAITLIST = IDEAS.find((idea) => idea.id === "P10")?.text ?? "";

  it.each([HELPDESK, WAITLIST])("has the database, the forms and the access tests of any other stack: %s", (text) => {
    const next = new Map(compileBlueprint(parseIdea(text).blueprint).files.map((file) => [file.path, file.content]));
    const shared = compileBlueprint(spa(text)).files.filter(
      ({ path }) =>
        /^(supabase\/(migrations|seed)|resources\/|tests\/access)/.test(path) || path === "lib/schema-fields.ts",
    );
    expect(shared.length).toBeGreaterThan(8);
    for (const { path, content } of shared) expect(next.get(path), path).toBe(content);
  });

  it.each([HELPDESK, WAITLIST])("needs no server and carries no secret: %s", (text) => {
    const code = compileBlueprint(spa(text)).files.filter(({ path }) => /\.tsx?$/.test(path));
    const offenders = code.filter(
      ({ path, content }) =>
        !path.startsWith("tests/") &&
        /from "next|"use server"|process\.env|service_role|innerHTML|dangerouslySetInnerHTML/.test(content),
    );
    expect(offenders.map(({ path }) => path)).toEqual([]);
  });

  it("imports only what it has, and only packages it pins", () => {
    for (const text of [HELPDESK, WAITLIST, "an app for my gym"]) {
      const { files } = compileBlueprint(spa(text));
      const paths = new Set(files.map(({ path }) => path));
      const pins = { ...PACKAGES["vite-supabase"].dependencies, ...PACKAGES["vite-supabase"].devDependencies };
      for (const { path, content } of files.filter((file) => /\.tsx?$/.test(file.path))) {
        for (const [, name = ""] of content.matchAll(/from "([^".]+)"/g)) {
          const isOwn = name.startsWith("@/");
          const own = name.slice(2);
          const isThere = [`${own}.ts`, `${own}.tsx`, `${own}/index.ts`].some((candidate) => paths.has(candidate));
          const isPinned = Object.keys(pins).some((pin) => name === pin || name.startsWith(`${pin}/`));
          expect(isOwn ? isThere : isPinned || name.startsWith("node:"), `${path}: ${name}`).toBe(true);
        }
      }
    }
  });

  it("carries hostile names only as data, in its page too", () => {
    const blueprint = spa("an app for my gym");
    blueprint.app.name = `"><script>alert(1)</script>%BASE_URL%`;
    blueprint.app.tagline = `" onload="alert(1)`;
    const page = fileOf(blueprint, "index.html");
    expect(page).not.toMatch(/<script>alert|onload="|%BASE_URL%/);
    expect(page.match(/<script/g)).toHaveLength(1);
  });
});
