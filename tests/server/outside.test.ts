import { mkdtempSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "./harness";

type Seen = { path: string; headers: IncomingMessage["headers"]; body: string };

/** Local stand-ins for the Resend API and for Sentry's intake. For tests only. */
let peer: Server;
const seen: Seen[] = [];
let answer: { status: number; body: unknown } | "hang" = { status: 200, body: { id: "mail_1" } };

beforeAll(async () => {
  const port = await freePort();
  peer = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    seen.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString() });
    if (answer === "hang") return;
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
  }).listen(port);
  Object.assign(process.env, {
    ATRIUM_DATA_DIR: mkdtempSync(join(tmpdir(), "atrium-outside-")),
    RESEND_API_KEY: "re_local",
    RESEND_BASE_URL: `http://127.0.0.1:${port}`,
    SENTRY_DSN: `http://key@127.0.0.1:${port}/1`,
    MAIL_FROM: "Atrium <hello@atrium.test>",
    LOG_LEVEL: "silent",
  });
  Reflect.deleteProperty(globalThis, "__atriumEnv");
});
afterAll(() => {
  peer.closeAllConnections();
  peer.close();
  for (const name of ["RESEND_API_KEY", "RESEND_BASE_URL", "SENTRY_DSN", "MAIL_FROM"]) delete process.env[name];
  Reflect.deleteProperty(globalThis, "__atriumEnv");
});

const mail = { to: "ada@example.test", subject: "Hello", text: "Hi", html: "<p>Hi</p>" };

describe("mail through Resend (local peer)", () => {
  it("hands over sender, recipient, both bodies and the idempotency key", async () => {
    const { sendMail } = await import("@/lib/platform/email/send");
    await sendMail(mail, "invite-1");
    const request = seen.at(-1);
    expect(request?.path).toBe("/emails");
    expect(request?.headers.authorization).toBe("Bearer re_local");
    expect(request?.headers["idempotency-key"]).toBe("invite-1");
    expect(JSON.parse(request?.body ?? "{}")).toMatchObject({
      from: "Atrium <hello@atrium.test>",
      to: "ada@example.test",
      subject: "Hello",
      text: "Hi",
      html: "<p>Hi</p>",
    });
  });

  it("says that the provider refused", async () => {
    const { sendMail } = await import("@/lib/platform/email/send");
    answer = { status: 422, body: { statusCode: 422, name: "validation_error", message: "bad from" } };
    await expect(sendMail(mail)).rejects.toMatchObject({ status: 502, code: "MAIL_REFUSED" });
  });

  it("gives up on a provider that does not answer", async () => {
    const { sendMail } = await import("@/lib/platform/email/send");
    answer = "hang";
    await expect(sendMail(mail)).rejects.toMatchObject({ status: 502, code: "MAIL_TIMEOUT" });
    answer = { status: 200, body: { id: "x" } };
  });
});

describe("errors to Sentry (local peer)", () => {
  it("reports an unexpected failure with its tags", async () => {
    const { captureError } = await import("@/lib/platform/log/capture");
    captureError(new Error("sentry-canary"), { requestId: "req_TEST" });
    await expect
      .poll(
        () =>
          seen.find((request) => request.path.includes("/envelope/") && request.body.includes("sentry-canary"))?.body,
        { timeout: 15_000 },
      )
      .toContain("req_TEST");
  });
});
