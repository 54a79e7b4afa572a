import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { settingsOfExample } from "./env-example";

const template = (set: string) =>
  readFileSync(new URL(`../features/builder/templates/${set}/.env.example.tmpl`, import.meta.url), "utf8");

describe("settingsOfExample", () => {
  it("reads what projects of every stack bring", () => {
    const next = settingsOfExample(template("base"));
    expect(next.map(({ name, example, secret }) => [name, example, secret])).toEqual([
      ["NEXT_PUBLIC_SUPABASE_URL", "", false],
      ["NEXT_PUBLIC_SUPABASE_ANON_KEY", "", false],
      ["NEXT_PUBLIC_SITE_URL", "http://localhost:3000", false],
    ]);
    expect(next[1]?.note).toMatch(/^From your Supabase project/);
    expect(next[2]?.note).toMatch(/^Where this app runs/);
    const spa = settingsOfExample(template("spa"));
    expect(spa.map(({ name }) => name)).toEqual(["VITE_SUPABASE_URL", "VITE_SUPABASE_ANON_KEY"]);
    const api = settingsOfExample(template("api"));
    expect(api.filter(({ secret }) => secret).map(({ name }) => name)).toEqual([
      "DATABASE_URL",
      "MIGRATION_URL",
      "JWT_SECRET",
      "SMTP_URL",
    ]);
    expect(api.map(({ name }) => name)).toContain("PUBLIC_URL");
    expect(spa[0]?.note).toMatch(/downloads; row level security protects/);
  });

  it("marks what no browser may see, and passes over what is no setting", () => {
    const text = "# Mail\r\nSMTP_KEY=a=b \n\nPLAIN=1\nlower=2\nNOT A SETTING\n#OFF=1\n";
    expect(settingsOfExample(text)).toEqual([
      { name: "SMTP_KEY", note: "Mail", example: "a=b", secret: true },
      { name: "PLAIN", note: "", example: "1", secret: true },
    ]);
    expect(settingsOfExample("")).toEqual([]);
  });
});
