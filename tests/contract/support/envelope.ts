import { expect } from "vitest";
import type { Answer } from "../../harness/call";

const internals =
  /\n\s+at \S|node_modules|pglite|kysely|\bselect .+ from |insert into|violates|syntax error|\/lib\/|\.ts:\d/i;

/** What every failure of the API looks like; nothing of its cause leaves the server. */
export function expectFailure(answer: Answer, status: number, code?: string): void {
  expect([answer.status, answer.json.code]).toEqual([status, code ?? expect.stringMatching(/^[A-Z][A-Z_]+$/)]);
  const { success, error, code: _code, requestId, details, ...rest } = answer.json;
  expect(rest).toEqual({});
  expect(success).toBe(false);
  expect(error).toEqual(expect.stringMatching(/\S/));
  expect(requestId).toMatch(/^req_[\w-]{8,}$/);
  if (details !== undefined) expect(typeof details).toBe("object");
  expect(answer.headers.get("x-request-id")).toBe(requestId);
  expect(answer.headers.get("cache-control")).toContain("no-store");
  expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(answer.text).not.toMatch(internals);
}

/** The answer without what differs from request to request. */
export function withoutRequestId(answer: Answer): string {
  const headers = [...answer.headers].filter(([name]) => name !== "x-request-id" && !name.startsWith("ratelimit"));
  return JSON.stringify([answer.status, headers, answer.text.replaceAll(answer.json.requestId, "req")]);
}
