import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { POST as magicLink } from "@/app/api/v1/auth/magic-link/route";
import { GET as oauth } from "@/app/api/v1/auth/oauth/[provider]/route";
import { PUT as changePassword } from "@/app/api/v1/auth/password/route";
import { POST as recover } from "@/app/api/v1/auth/recover/route";
import { POST as signIn } from "@/app/api/v1/auth/sign-in/route";
import { POST as signOut } from "@/app/api/v1/auth/sign-out/route";
import { POST as signUp } from "@/app/api/v1/auth/sign-up/route";
import { POST as verify } from "@/app/api/v1/auth/verify/route";
import { GET as me } from "@/app/api/v1/me/route";
import { GET as mySessions } from "@/app/api/v1/me/sessions/route";
import { listMails } from "@/lib/platform/email/mailbox";
import { mailsSettled } from "@/lib/platform/email/send";
import type { RouteHandler } from "@/lib/platform/http/registry";
import { type Answer, call } from "../harness/call";

const password = "correct horse battery";
const fresh = () => `auth-${randomBytes(5).toString("hex")}@example.test`;
const post = (handler: RouteHandler, path: string, body: unknown, cookie?: string) =>
  call<{ redirectTo: string; email: string }>(handler, {
    method: "POST",
    path: `/api/v1/auth/${path}`,
    body,
    ...(cookie ? { headers: { cookie } } : {}),
  });

async function linkFor(
  email: string,
  subject: RegExp,
): Promise<{ tokenHash: string; type: string; next: string | null }> {
  await mailsSettled();
  const mail = (await listMails()).find((candidate) => candidate.to === email && subject.test(candidate.subject));
  const href = /https?:\/\/\S+/.exec(mail?.text ?? "")?.[0];
  if (!href) throw new Error(`no mail for ${email} that matches ${subject}`);
  const url = new URL(href);
  return {
    tokenHash: url.searchParams.get("token_hash") ?? "",
    type: url.searchParams.get("type") ?? "",
    next: url.searchParams.get("next"),
  };
}

function cookiesOf(answer: Answer): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .filter((pair) => pair && !pair.endsWith("="))
    .join("; ");
}

async function account(): Promise<{ email: string; cookie: string }> {
  const email = fresh();
  await post(signUp, "sign-up", { email, password, displayName: "New Person" });
  const link = await linkFor(email, /confirm/i);
  const verified = await post(verify, "verify", { tokenHash: link.tokenHash, type: link.type });
  expect(verified.status).toBe(200);
  return { email, cookie: cookiesOf(verified) };
}
const whoAmI = (cookie: string) => call<{ email: string }>(me, { path: "/api/v1/me", headers: { cookie } });

describe("signing up", () => {
  it("needs the mailed link, which works once and sets an HttpOnly cookie", async () => {
    const email = fresh();
    const asked = await post(signUp, "sign-up", { email, password, displayName: "Ada", next: "/invite/abc" });
    expect([asked.status, asked.json.data.email]).toEqual([202, email]);
    const early = await post(signIn, "sign-in", { email, password });
    expect([early.status, early.json.code]).toEqual([403, "EMAIL_UNVERIFIED"]);
    const link = await linkFor(email, /confirm/i);
    expect(link.next).toBe("/invite/abc");
    const body = { tokenHash: link.tokenHash, type: link.type, next: link.next };
    const both = await Promise.all([post(verify, "verify", body), post(verify, "verify", body)]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 410]);
    const won = both.find((answer) => answer.status === 200);
    expect(won?.json.data.redirectTo).toBe("/invite/abc");
    const cookie = won?.headers.getSetCookie()[0] ?? "";
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Max-Age=2592000/i);
    expect(won?.headers.get("cache-control")).toBe("private, no-store");
  });

  it("answers a known address exactly like a new one, and tells its owner", async () => {
    const { email } = await account();
    const again = await post(signUp, "sign-up", { email, password: "another good one", displayName: "Eve" });
    const unknown = await post(signUp, "sign-up", { email: fresh(), password, displayName: "Eve" });
    expect(again.status).toBe(unknown.status);
    expect(Object.keys(again.json.data)).toEqual(Object.keys(unknown.json.data));
    await mailsSettled();
    expect((await listMails()).some((mail) => mail.to === email && /already have an account/i.test(mail.subject))).toBe(
      true,
    );
    expect((await post(signIn, "sign-in", { email, password: "another good one" })).status).toBe(401);
  });

  it("refuses short, common and over-long passwords", async () => {
    const go = async (secret: string) =>
      (await post(signUp, "sign-up", { email: fresh(), password: secret, displayName: "P" })).status;
    expect(await go("short")).toBe(422);
    expect(await go("Password123")).toBe(422);
    expect(await go("ü".repeat(37))).toBe(422);
    expect(await go("ü".repeat(36))).toBe(202);
  });
});

describe("signing in and out", () => {
  it("says the same about a wrong password and an unknown address", async () => {
    const { email } = await account();
    const wrong = await post(signIn, "sign-in", { email, password: "not this one" });
    const unknown = await post(signIn, "sign-in", { email: fresh(), password: "not this one" });
    expect([wrong.status, wrong.json.error, wrong.json.code]).toEqual([
      unknown.status,
      unknown.json.error,
      unknown.json.code,
    ]);
    expect(wrong.status).toBe(401);
  });

  it("never answers a wrong password or an unknown address before the common time is over", async () => {
    const { email } = await account();
    for (const address of [email, fresh()]) {
      const started = performance.now();
      const answer = await post(signIn, "sign-in", { email: address, password: "not this one" });
      expect(answer.status).toBe(401);
      // Only a lower bound: a timer may be a millisecond early, and a busy machine is late.
      expect(performance.now() - started).toBeGreaterThan(395);
    }
  });

  it("never redirects to another site", async () => {
    const { email } = await account();
    for (const next of [
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "javascript:alert(1)",
      "/%2fevil.example",
      "\t//evil.example",
    ]) {
      const answer = await post(signIn, "sign-in", { email, password, next });
      expect([next, answer.json.data.redirectTo]).toEqual([next, "/workspaces"]);
    }
  });

  it("locks an account after ten wrong tries, even for the right password", async () => {
    const { email } = await account();
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => post(signIn, "sign-in", { email, password: "wrong wrong" })),
    );
    expect(tries.filter((answer) => answer.status === 401)).toHaveLength(10);
    const locked = await post(signIn, "sign-in", { email, password });
    expect([locked.status, locked.json.code]).toEqual([429, "TOO_MANY_ATTEMPTS"]);
    expect(Number(locked.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(locked.headers.get("retry-after"))).toBeLessThanOrEqual(900);
    expect((await post(recover, "recover", { email })).status).toBe(202);
  });

  it("ends the session at once, for a copied cookie too", async () => {
    const { cookie } = await account();
    expect((await whoAmI(cookie)).status).toBe(200);
    const out = await post(signOut, "sign-out", {}, cookie);
    expect(out.status).toBe(200);
    expect(out.headers.getSetCookie().some((line) => /Max-Age=0/i.test(line))).toBe(true);
    expect((await whoAmI(cookie)).status).toBe(401);
  });

  it("signs in with a mailed link, and sends none to a stranger", async () => {
    const { email } = await account();
    const stranger = fresh();
    for (const address of [email, stranger])
      expect((await post(magicLink, "magic-link", { email: address })).status).toBe(202);
    const link = await linkFor(email, /sign-in link/i);
    const answer = await post(verify, "verify", { tokenHash: link.tokenHash, type: link.type });
    expect((await whoAmI(cookiesOf(answer))).json.data.email).toBe(email);
    expect((await listMails()).some((mail) => mail.to === stranger)).toBe(false);
  });

  it("says so when a provider is not configured", async () => {
    const answer = await call(oauth, { path: "/api/v1/auth/oauth/google", params: { provider: "google" } });
    expect([answer.status, answer.json.code]).toEqual([404, "PROVIDER_NOT_CONFIGURED"]);
  });
});

describe("passwords", () => {
  it("change with the old one, ending every other session", async () => {
    const { email, cookie } = await account();
    const other = cookiesOf(await post(signIn, "sign-in", { email, password }));
    const put = (body: unknown) =>
      call(changePassword, { method: "PUT", path: "/api/v1/auth/password", body, headers: { cookie } });
    expect((await put({ password: "brand new secret" })).json.code).toBe("PASSWORD_REQUIRED");
    expect((await put({ password: "brand new secret", currentPassword: "nope nope" })).json.code).toBe(
      "WRONG_PASSWORD",
    );
    expect((await put({ password: "brand new secret", currentPassword: password })).status).toBe(200);
    expect((await whoAmI(other)).status).toBe(401);
    expect((await whoAmI(cookie)).status).toBe(200);
    expect((await post(signIn, "sign-in", { email, password })).status).toBe(401);
    expect((await post(signIn, "sign-in", { email, password: "brand new secret" })).status).toBe(200);
  });

  it("are reset by a mailed link without the old one", async () => {
    const { email } = await account();
    await post(recover, "recover", { email });
    const link = await linkFor(email, /new password/i);
    const answer = await post(verify, "verify", { tokenHash: link.tokenHash, type: link.type, next: link.next });
    expect(answer.json.data.redirectTo).toBe("/reset-password");
    const cookie = cookiesOf(answer);
    const changed = await call(changePassword, {
      method: "PUT",
      path: "/api/v1/auth/password",
      body: { password: "reset by mail 1" },
      headers: { cookie },
    });
    expect(changed.status).toBe(200);
    expect((await post(signIn, "sign-in", { email, password: "reset by mail 1" })).status).toBe(200);
  });
});

describe("sessions", () => {
  it("shows where an account is signed in", async () => {
    const { email, cookie } = await account();
    await post(signIn, "sign-in", { email, password });
    const listed = await call<{ current: boolean }[]>(mySessions, { path: "/api/v1/me/sessions", headers: { cookie } });
    expect(listed.json.data).toHaveLength(2);
    expect(listed.json.data.filter((session) => session.current)).toHaveLength(1);
  });
});

/** The same session, said to end in `seconds`. */
function endingIn(cookie: string, seconds: number): string {
  const cut = cookie.indexOf("=");
  const session: Record<string, unknown> = JSON.parse(
    Buffer.from(decodeURIComponent(cookie.slice(cut + 1)).slice("base64-".length), "base64url").toString(),
  );
  const changed = JSON.stringify({ ...session, expires_at: Math.floor(Date.now() / 1000) + seconds });
  return `${cookie.slice(0, cut)}=base64-${Buffer.from(changed).toString("base64url")}`;
}

describe("a session that is about to end", () => {
  it("is renewed by the request that meets it, whose answer carries the new cookie", async () => {
    const { email, cookie } = await account();
    expect((await whoAmI(cookie)).headers.getSetCookie()).toEqual([]);
    const answer = await whoAmI(endingIn(cookie, 30));
    expect([answer.status, answer.json.data.email]).toEqual([200, email]);
    const [renewed] = answer.headers.getSetCookie();
    expect(renewed).toMatch(/HttpOnly/i);
    expect(renewed).toMatch(/Max-Age=2592000/i);
    expect(cookiesOf(answer)).not.toBe(cookie);
    expect((await whoAmI(cookiesOf(answer))).status).toBe(200);
  });

  it("that signs out stays signed out", async () => {
    const { cookie } = await account();
    const answer = await post(signOut, "sign-out", {}, endingIn(cookie, 30));
    expect(answer.status).toBe(200);
    expect(cookiesOf(answer)).toBe("");
    expect((await whoAmI(cookie)).status).toBe(401);
  });

  it("and cannot be renewed is no session", async () => {
    const { cookie } = await account();
    await post(signOut, "sign-out", {}, cookie);
    expect((await whoAmI(endingIn(cookie, 30))).status).toBe(401);
  });
});
