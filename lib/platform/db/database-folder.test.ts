import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ensureDatabaseFolder } from "./database-folder";

let empty = "";
let root = "";
let folder = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "atrium-folder-"));
  folder = join(root, "data", "db");
  empty = join(root, "empty");
  mkdirSync(empty);
  writeFileSync(join(empty, "PG_VERSION"), "17");
});
afterEach(() => rmSync(root, { recursive: true }));

it("copies the prepared database on a first start", () => {
  ensureDatabaseFolder(folder, empty);
  expect(readFileSync(join(folder, "PG_VERSION"), "utf8")).toBe("17");
});

it("never touches a database that is there", () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "PG_VERSION"), "mine");
  ensureDatabaseFolder(folder, empty);
  expect(readFileSync(join(folder, "PG_VERSION"), "utf8")).toBe("mine");
});

it("starts again where a copy was cut off", () => {
  mkdirSync(`${folder}.new`, { recursive: true });
  writeFileSync(join(`${folder}.new`, "half"), "");
  ensureDatabaseFolder(folder, empty);
  expect([existsSync(join(folder, "half")), existsSync(`${folder}.new`)]).toEqual([false, false]);
  expect(existsSync(join(folder, "PG_VERSION"))).toBe(true);
});

it("leaves an empty folder to PGlite where nothing was prepared", () => {
  rmSync(empty, { recursive: true });
  ensureDatabaseFolder(folder, empty);
  expect([existsSync(folder), existsSync(join(folder, "PG_VERSION"))]).toEqual([true, false]);
});
