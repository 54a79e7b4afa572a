import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Blueprint } from "../../../blueprint/blueprint.schema";
import { applyOperations } from "../../../edit/apply";
import { readRequest } from "../../../edit/read-request";
import { parseIdea } from "../../../parser/parse-idea";
import { VersionDatabase, walk } from "./versions.fixture";

let database: VersionDatabase;
beforeAll(async () => {
  database = await VersionDatabase.start();
}, 60_000);
afterAll(() => database.close());

const parts = parseIdea("An app to track parts and repairs").blueprint;
const wish = (blueprint: Blueprint, request: string): Blueprint =>
  applyOperations(blueprint, readRequest(blueprint, request));

describe("migrations between versions", () => {
  it("lead to the schema of a new project", async () => {
    const versions = [parts];
    for (const request of [
      "rename Part to Component",
      "add price (money) and photo to Components",
      "remove price from Components",
      "add a list of Customers with name, e-mail and phone",
    ]) {
      const last = versions.at(-1);
      if (last) versions.push(wish(last, request));
    }
    const t = performance.now();
    const refusals = await walk(database, [...versions, ...versions.slice(0, -1).reverse()]);
    console.log(performance.now() - t, [...refusals]);
    expect(refusals.size).toBeGreaterThan(0);
  }, 60_000);
});
