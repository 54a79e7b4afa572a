import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

// Each rule is broken once, on purpose, in a file that is removed again. A rule that no longer fires protects nothing.
const samples: { rule: string; file: string; code: string }[] = [
  { rule: "shared-imports-nothing", file: "lib/shared/zz-sample.ts", code: 'import "@/lib/platform/clock/clock";' },
  {
    rule: "platform-below-features",
    file: "lib/platform/zz-sample.ts",
    code: 'import "@/lib/features/project/project.schema";',
  },
  { rule: "features-below-ui", file: "lib/features/zz-sample.ts", code: 'import "@/components/ui/theme";' },
  {
    rule: "components-see-schemas-only",
    file: "components/zz-sample.ts",
    code: 'import "@/lib/features/project/project.repository";',
  },
  {
    rule: "service-role-allow-list",
    file: "components/zz-sample.ts",
    code: 'import "@/lib/platform/db/service-role";',
  },
  { rule: "one-door-to-the-database", file: "lib/features/zz-sample.ts", code: 'import "pg";' },
  {
    rule: "edge-functions-are-doors",
    file: "supabase/functions/_shared/zz-sample.ts",
    code: 'import "@/lib/platform/db/db";',
  },
  { rule: "no-tests-in-product", file: "lib/features/zz-sample.ts", code: 'import "@/tests/harness/call";' },
  { rule: "no-circular", file: "lib/shared/zz-sample.ts", code: 'import "./zz-other";' },
];
const written: string[] = [];
function write(file: string, code: string): void {
  const path = join(process.cwd(), file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${code}\n`);
  written.push(path);
}
afterEach(() => {
  for (const path of written.splice(0)) rmSync(path, { force: true });
});

describe("import boundaries", () => {
  it.each(samples)("$rule fires", ({ rule, file, code }) => {
    write(file, code);
    if (rule === "no-circular") write("lib/shared/zz-other.ts", 'import "./zz-sample";');
    const { stdout } = spawnSync(
      "npx",
      ["depcruise", file, "--config", ".dependency-cruiser.cjs", "--output-type", "json"],
      { encoding: "utf8", maxBuffer: 1e8 },
    );
    const report = JSON.parse(stdout) as {
      summary: { violations: { rule: { name: string; severity: string }; from: string }[] };
    };
    const found = report.summary.violations
      .filter((violation) => violation.from === file || violation.from.includes("zz-other"))
      .map((violation) => `${violation.rule.name} ${violation.rule.severity}`);
    expect(found).toContain(`${rule} error`);
  });
});
