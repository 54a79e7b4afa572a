import { describe, expect, it } from "vitest";
import { type Role, roles } from "@/lib/platform/auth/permissions";
import { AppError } from "@/lib/platform/errors/errors";
import { assertMayInvite, maskEmail, resendWait, whyGone } from "./invite.policy";

function outcome(mine: Role, invited: Role): string {
  try {
    assertMayInvite(mine, invited);
    return "yes";
  } catch (error) {
    return error instanceof AppError ? error.code : "?";
  }
}

describe("assertMayInvite", () => {
  it.each([
    ["editor", ["yes", "FORBIDDEN", "FORBIDDEN", "ROLE_TOO_HIGH", "ROLE_TOO_HIGH"]],
    ["admin", ["yes", "yes", "yes", "yes", "ROLE_TOO_HIGH"]],
    ["owner", ["yes", "yes", "yes", "yes", "yes"]],
  ] as const)("%s", (mine, expected) => {
    expect(roles.map((role) => outcome(mine, role))).toEqual(expected);
  });
});

describe("whyGone", () => {
  const live = { accepted_at: null, declined_at: null, revoked_at: null, is_expired: false, superseded_at: null };
  it("lets a live link through and names the reason of every other", () => {
    expect(whyGone(live)).toBeUndefined();
    expect(whyGone({ ...live, is_expired: true })).toMatchObject({ status: 410, code: "INVITE_EXPIRED" });
    expect(whyGone({ ...live, is_expired: true, accepted_at: "x" })).toMatchObject({ code: "INVITE_USED" });
    expect(whyGone({ ...live, is_expired: true, revoked_at: "x" })).toMatchObject({ code: "INVITE_REVOKED" });
    expect(whyGone({ ...live, declined_at: "x" })).toMatchObject({ code: "INVITE_DECLINED" });
    expect(whyGone({ ...live, revoked_at: "x", superseded_at: "x" })).toMatchObject({ code: "INVITE_SUPERSEDED" });
  });
});

describe("maskEmail", () => {
  it.each([
    ["mira@example.com", "m***@e***.com"],
    ["a@b.co", "***@***.co"],
    ["x.y@mail.example.co.uk", "x***@m***.uk"],
    ["émile@exämple.org", "é***@e***.org"],
    ["root@localhost", "r***@***"],
  ])("%s -> %s", (email, masked) => expect(maskEmail(email)).toBe(masked));
});

describe("resendWait", () => {
  it("is nothing before the first resend, one minute after each, a day after the fifth", () => {
    expect(resendWait({ count: 0, sinceLast: null, sinceFirst: null })).toBe(0);
    expect(resendWait({ count: 1, sinceLast: 0.2, sinceFirst: 0.2 })).toBe(60);
    expect(resendWait({ count: 4, sinceLast: 61, sinceFirst: 300 })).toBe(0);
    expect(resendWait({ count: 5, sinceLast: 3600, sinceFirst: 80_000 })).toBe(6400);
  });
});
