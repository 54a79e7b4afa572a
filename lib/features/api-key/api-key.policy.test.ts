import { describe, expect, it } from "vitest";
import { apiKeyScopes } from "@/lib/platform/auth/permissions";
import { keyRoleFor, keyStatus, scopesBeyond } from "./api-key.policy";

describe("keyRoleFor", () => {
  it("is a viewer when every scope reads what viewers may read", () => {
    expect(keyRoleFor(["projects.read", "builds.read", "members.read", "workspace.read", "activity.read"])).toBe(
      "viewer",
    );
  });

  it("is an editor once it writes projects or builds", () => {
    expect(keyRoleFor(["projects.read", "projects.write"])).toBe("editor");
    expect(keyRoleFor(["builds.write"])).toBe("editor");
  });

  it("is an admin once it touches invitations or the audit log", () => {
    for (const scope of ["invites.read", "invites.write", "audit.read"] as const)
      expect(keyRoleFor(["projects.write", scope])).toBe("admin");
  });
});

describe("scopesBeyond", () => {
  it("names what the role could not do itself", () => {
    expect(scopesBeyond("viewer", ["projects.read", "projects.write"])).toEqual(["projects.write"]);
    expect(scopesBeyond("editor", ["audit.read"])).toEqual(["audit.read"]);
    expect(scopesBeyond("admin", [...apiKeyScopes])).toEqual([]);
  });
});

describe("keyStatus", () => {
  const key = { revoked_at: null, is_expired: false, is_rotated: false, rotates_at: null };
  it("tells the first reason why a key is refused", () => {
    expect(keyStatus(key)).toBe("active");
    expect(keyStatus({ ...key, rotates_at: "2999-01-01" })).toBe("rotating");
    expect(keyStatus({ ...key, is_expired: true })).toBe("expired");
    expect(keyStatus({ ...key, is_expired: true, is_rotated: true, rotates_at: "2000-01-01" })).toBe("rotated");
    expect(keyStatus({ revoked_at: "2000-01-01", is_expired: true, is_rotated: true, rotates_at: "2000-01-01" })).toBe(
      "revoked",
    );
  });
});
