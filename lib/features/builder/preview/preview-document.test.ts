import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import { type Blueprint, compileBlueprint, parseIdea } from "@/lib/features/builder";
import { bundleRuntime } from "./bundle";
import { previewQuery } from "./preview.schema";
import { previewDocument, previewPolicy, scriptJson } from "./preview-document";
import type { PreviewData } from "./runtime/types";
import runtime from "./runtime.generated.json" with { type: "json" };

const options = { nonce: "bm9uY2U=", theme: "light", today: "2026-11-21" } as const;
const gym = () => parseIdea("an app for my gym").blueprint;
const ideas = [
  "an app for my gym",
  "a dog walking business with walks, walkers and invoices",
  "property manager: flats, leases, tenants, repairs",
  "una aplicación para mi clínica dental con pacientes y citas",
  "a course platform where teachers publish courses and students enrol",
];

/** The document's data, read the way a browser would: from after the tag to the first end tag. */
function dataOf(html: string): PreviewData {
  const [, json = ""] = /<script type="application\/json" id="preview-data">(.*?)<\/script>/s.exec(html) ?? [];
  return JSON.parse(json) as PreviewData;
}

function hostile(name: string): Blueprint {
  const blueprint = gym();
  const rename = <T extends { label: string }>(item: T): T => ({ ...item, label: name });
  return {
    ...blueprint,
    app: { ...blueprint.app, name, tagline: name, description: name },
    roles: blueprint.roles.map(rename),
    enums: blueprint.enums.map((item) => ({ ...rename(item), values: item.values.map(rename) })),
    entities: blueprint.entities.map((entity) => ({
      ...entity,
      label: { one: name, many: name },
      fields: entity.fields.map((field) => ({ ...rename(field), help: name, default: undefined })),
      savedViews: entity.savedViews.map(rename),
    })),
    relations: blueprint.relations.map((relation) => ({ ...relation, fromLabel: name, toLabel: name })),
  } as Blueprint;
}

describe("the preview's document", () => {
  it.each([
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "</style><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'; alert(1); //",
    "\u202Egnp.exe\u202C \u2066x\u2069",
    "a\u2028b\u2029c",
    "$" + "{alert(1)} `x` \\u003c",
    "&lt;b&gt; &amp;",
    "مرحبا <b>",
  ])("carries %j as data and nothing else", (name) => {
    const plain = previewDocument(gym(), options);
    const html = previewDocument(hostile(name), options);
    const tags = (text: string) => [...text.matchAll(/<[/!a-z][^>]*>/gi)].map(([tag]) => tag.toLowerCase());
    expect(tags(html)).toEqual(tags(plain));
    const data = dataOf(html);
    expect([data.app.name, data.resources[0]?.many, data.resources[0]?.fields[0]?.label]).toEqual([name, name, name]);
  });

  it("escapes what could end a script or a line", () => {
    const json = scriptJson({ a: "</script>\u2028\u2029<!--&" });
    expect(json).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(json)).toEqual({ a: "</script>\u2028\u2029<!--&" });
  });

  it("is the same for the same blueprint and day, and asks for nothing from outside", () => {
    const html = previewDocument(gym(), options);
    expect(previewDocument(gym(), options)).toBe(html);
    expect(html).not.toMatch(/\b(?:src|href)="(?!#)|@import|url\(/);
    for (const [tag] of html.matchAll(/<(?:style|script)(?! type="application\/json")[^>]*>/g))
      expect(tag).toContain(`nonce="${options.nonce}"`);
    expect(html).not.toMatch(/\son\w+=|style="/);
  });

  it("never turns text into markup or reaches for anything of ours", () => {
    expect(runtime.source).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function/);
    expect(runtime.source).not.toMatch(
      /\bfetch\(|XMLHttpRequest|WebSocket|localStorage|sessionStorage|document\.cookie/,
    );
  });

  it("has the policy of a page that is nobody's", () => {
    expect(previewPolicy("x")).toBe(
      "sandbox allow-scripts allow-forms; default-src 'none'; script-src 'nonce-x'; style-src 'nonce-x'; " +
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    );
  });

  it("follows the surrounding theme, unless the app has its own", () => {
    const dark = { ...options, theme: "dark" } as const;
    const blueprint = gym();
    const fixed = {
      ...blueprint,
      app: { ...blueprint.app, theme: { ...blueprint.app.theme, dark: "light" as const } },
    };
    expect(previewDocument(blueprint, dark)).toContain('data-theme="dark"');
    expect(previewDocument(fixed, dark)).toContain('data-theme="light"');
    expect(previewQuery.parse({})).toEqual({ theme: "light" });
  });

  it("looks and speaks like the compiled app", () => {
    for (const idea of ideas) {
      const { blueprint } = parseIdea(idea);
      const { files } = compileBlueprint(blueprint);
      const content = (path: string) => files.find((file) => file.path === path)?.content ?? "missing";
      const html = previewDocument(blueprint, options);
      expect(html).toContain(content("app/theme.css"));
      expect(html).toContain(content("app/globals.css"));
      for (const [key, text] of Object.entries(dataOf(html).messages))
        expect(content("lib/messages.ts")).toContain(`${key}: ${JSON.stringify(text)}`);
      const data = dataOf(html);
      const [, shown = ""] = /navigation: \[([^\]]*)\]/.exec(content("lib/app-config.ts")) ?? [];
      expect(data.navigation).toEqual([...shown.matchAll(/"([^"]+)"/g)].map(([, key]) => key));
      for (const resource of data.resources) {
        const file = content(`resources/${resource.route}.ts`);
        const listed = [...file.matchAll(/column: "(\w+)",(?:(?!column:)[\s\S])*?inList: true/g)].map(([, key]) => key);
        expect(resource.fields.filter((field) => field.inList).map((field) => field.column)).toEqual(listed);
      }
    }
  });
});

describe("the preview's script", () => {
  it("is the one made from runtime/: npx tsx lib/features/builder/preview/bundle.ts", () => {
    expect(runtime.source).toBe(bundleRuntime());
  });

  it("is a script", () => {
    expect(() => new Script(runtime.source)).not.toThrow();
  });
});
