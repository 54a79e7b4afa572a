import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// Each rule is broken once, on purpose. A rule that no longer fires protects nothing.
const samples: { rule: string; from: string; target: string }[] = [
  { rule: "shared-imports-nothing", from: "lib/shared", target: "lib/platform/clock/clock.ts" },
  { rule: "platform-below-features", from: "lib/platform", target: "lib/features/project/project.schema.ts" },
  { rule: "features-below-ui", from: "lib/features", target: "components/ui/theme.ts" },
  { rule: "components-see-schemas-only", from: "components", target: "lib/features/project/project.repository.ts" },
  { rule: "service-role-allow-list", from: "components", target: "lib/platform/db/service-role.ts" },
  { rule: "one-door-to-the-database", from: "lib/features", target: "pg" },
  { rule: "edge-functions-are-doors", from: "supabase/functions/_shared", target: "lib/platform/db/db.ts" },
  { rule: "no-tests-in-product", from: "lib/features", target: "tests/harness/call.ts" },
];
const circle = ["lib/shared/zz-circle.ts", "lib/shared/zz-other.ts"];
const sampleOf = ({ rule, from }: { rule: string; from: string }) => `${from}/zz-${rule}.ts`;

type Report = { summary: { violations: { rule: { name: string; severity: string }; from: string }[] } };
let scratch: string;
let report: Report;

// Beside the tree, so that a run that is killed leaves nothing in it. What must not be imported is copied from the tree: a
// rule whose target has moved is found out here.
beforeAll(() => {
  scratch = mkdtempSync(join(realpathSync(tmpdir()), "atrium-boundaries-"));
  for (const file of [".dependency-cruiser.cjs", "tsconfig.json", "package.json"]) copyFileSync(file, place(file));
  cpSync("node_modules/pg", place("node_modules/pg"), { recursive: true });
  for (const sample of samples) {
    const isPackage = sample.target === "pg";
    if (!isPackage) copyFileSync(sample.target, place(sample.target));
    const target = isPackage ? "pg" : `@/${sample.target.replace(/\.tsx?$/, "")}`;
    writeFileSync(place(sampleOf(sample)), `import "${target}";\n`);
  }
  for (const [n, file] of circle.entries()) writeFileSync(place(file), `import "@/${circle[1 - n]?.slice(0, -3)}";\n`);
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(process.cwd(), "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
      ...samples.map(sampleOf),
      ...circle,
      ...["--config", ".dependency-cruiser.cjs", "--output-type", "json"],
    ],
    { cwd: scratch, encoding: "utf8", maxBuffer: 1e8 },
  );
  report = JSON.parse(stdout) as Report;
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function place(file: string): string {
  const path = join(scratch, file);
  mkdirSync(dirname(path), { recursive: true });
  return path;
}
const brokenBy = (file: string): string[] =>
  report.summary.violations
    .filter((violation) => violation.from === file)
    .map((violation) => `${violation.rule.name} ${violation.rule.severity}`);

describe("import boundaries", () => {
  it.each(samples)("$rule fires", (sample) => {
    expect(brokenBy(sampleOf(sample))).toContain(`${sample.rule} error`);
  });

  it("no-circular fires", () => {
    expect(circle.flatMap(brokenBy)).toContain("no-circular error");
  });

  it("are all broken here", () => {
    const rules = [...readFileSync(".dependency-cruiser.cjs", "utf8").matchAll(/^ {6}name: "(.+)",$/gm)].map(
      ([, name]) => name,
    );
    expect(rules.sort()).toEqual([...samples.map(({ rule }) => rule), "no-circular"].sort());
  });
});
