import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SEQUENCES, VersionDatabase, walk } from "@/tests/builder/version-database";
import type { Blueprint } from "../../../blueprint/blueprint.schema";
import { parseIdea } from "../../../parser/parse-idea";
import { change, KINDS } from "./changes.fixture";
import { IDEA_TEXTS } from "./ideas.fixture";

/** `ATRIUM_VERSION_RUNS=200 npx vitest run ...` for the long run; a failing one prints its seed and path. */
let database: VersionDatabase;
beforeAll(async () => {
  database = await VersionDatabase.start();
}, 60_000);
afterAll(() => database.close());

const labels = fc.constantFrom(
  "Order",
  "Part",
  "Ärger",
  "a'); drop table x; --",
  "$migration$",
  "Grundstücksverwaltungsgesellschaft und mehr",
  "Price",
  "Status",
  "select",
);
const wish = fc.record({
  kind: fc.constantFrom(...KINDS),
  entity: fc.nat(7),
  field: fc.nat(9),
  pick: fc.nat(24),
  label: labels,
});
const blueprints = IDEA_TEXTS.map((text) => parseIdea(text).blueprint);

it("any sequence of changes keeps the rows and leads to the schema of a new project", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(blueprints.length - 1),
      fc.array(fc.array(wish, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
      async (idea, steps) => {
        const versions: Blueprint[] = [blueprints[idea] ?? parseIdea("").blueprint];
        for (const step of steps) {
          const before = versions.at(-1);
          if (!before) continue;
          versions.push(step.reduce((plan, one) => change(plan, one) ?? plan, before));
        }
        const [first] = versions;
        if (first) versions.push(first);
        await walk(database, versions);
      },
    ),
    {
      numRuns: SEQUENCES.runs,
      seed: SEQUENCES.seed,
      endOnFailure: true,
    },
  );
  expect(KINDS.length).toBeGreaterThan(20);
}, 3_600_000);
