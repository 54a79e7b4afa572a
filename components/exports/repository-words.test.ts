import { describe, expect, it } from "vitest";
import { splitRepository, unusable } from "./repository-words";

describe("a repository that was typed", () => {
  it.each([
    ["acme/site", "acme", "site"],
    ["  acme/site/ ", "acme", "site"],
    ["https://github.com/acme/site", "acme", "site"],
    ["https://git.example.com/acme/site.git", "acme", "site"],
    ["site", "me", "site"],
    ["acme/site/tree", "acme", "site/tree"],
    ["/site", "", "site"],
    ["", "me", ""],
  ])("%j is of %j, called %j", (text, owner, repository) => {
    expect(splitRepository(text, "me")).toEqual({ owner, repository });
  });
});

describe("a repository that cannot be exported to", () => {
  const row = { owner: "a", name: "b", isPrivate: true, archived: false, canPush: true };
  it("says why", () => {
    expect(unusable(row)).toBeUndefined();
    expect(unusable({ ...row, archived: true, canPush: false })).toContain("archived");
    expect(unusable({ ...row, canPush: false })).toContain("not push");
  });
});
