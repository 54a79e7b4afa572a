import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as comment } from "@/app/api/v1/builds/[buildId]/comments/route";
import { DELETE as removeComment } from "@/app/api/v1/comments/[commentId]/route";
import type { Thread } from "@/lib/features/comment/comment.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { counted, generate, leave, perDay } from "../factories/generations";
import { createProject, createWorkspace, type TestWorkspace } from "../factories/people";
import { call } from "../harness/call";

// PGlite runs everything one after another and can show no race, so a pass there would prove nothing.
if (!process.env.DATABASE_URL) throw new Error("tests/postgres needs a real server; see races.test.ts");

const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).sort();

let ws: TestWorkspace;
beforeAll(async () => {
  ws = await createWorkspace();
});

describe("generations of a day", () => {
  it("twenty at once for the last place: one is made, nineteen are told", async () => {
    await leave(ws, 1);
    // Projects of their own, so that no lock of a project puts them in a line before the limit does.
    const projects = await times(20, () => createProject(ws));
    const answers = await times(20, (index) => generate(ws, ws.owner, projects[index] ?? ""));
    expect(statuses(answers)).toEqual([201, ...Array(19).fill(429)]);
    expect(await counted(ws)).toEqual({ used: perDay(), held: 0 });
    const built = await (await rawDatabase())
      .selectFrom("builds")
      .select("id")
      .where("workspace_id", "=", ws.id)
      .execute();
    expect(built).toHaveLength(1);
  });

  it("twenty at once for seven places: seven are made", async () => {
    await leave(ws, 7);
    const projects = await times(20, () => createProject(ws));
    const answers = await times(20, (index) => generate(ws, ws.owner, projects[index] ?? ""));
    expect(statuses(answers)).toEqual([...Array(7).fill(201), ...Array(13).fill(429)]);
    expect(await counted(ws)).toEqual({ used: perDay(), held: 0 });
  });

  it("one click that is sent twenty times is one generation", async () => {
    await leave(ws, 10);
    const projectId = await createProject(ws);
    const key = randomUUID();
    const answers = await times(20, () => generate(ws, ws.owner, projectId, { key }));
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ json }) => json.data.id)).size).toBe(1);
    expect(await counted(ws)).toEqual({ used: perDay() - 9, held: 0 });
  });
});

it("a comment that is deleted while people reply leaves no reply without its thread", async () => {
  await leave(ws, 10);
  const { json } = await generate(ws, ws.owner, await createProject(ws));
  const buildId = json.data.id;
  const say = (body: Record<string, unknown>) =>
    call<Thread>(comment, {
      as: ws.owner,
      method: "POST",
      path: `/api/v1/builds/${buildId}/comments?workspace=${ws.slug}`,
      params: { buildId },
      body,
    });
  const { id } = (await say({ body: "First" })).json.data;
  const replies = times(10, (index) => say({ body: `Reply ${index}`, parentId: id }));
  const removed = await call(removeComment, {
    as: ws.owner,
    method: "DELETE",
    path: `/api/v1/comments/${id}?workspace=${ws.slug}`,
    params: { commentId: id },
  });
  const answers = await replies;
  expect(removed.status).toBe(200);
  expect(answers.every(({ status }) => status === 201 || status === 409 || status === 404)).toBe(true);
  const left = await (await rawDatabase())
    .selectFrom("build_comments")
    .select(["id", "parent_id", "deleted_at"])
    .where("build_id", "=", buildId)
    .execute();
  expect(left.filter((row) => row.parent_id === id)).toHaveLength(
    answers.filter(({ status }) => status === 201).length,
  );
  if (left.length > 0) expect(left.find((row) => row.id === id)?.deleted_at).not.toBeNull();
});
