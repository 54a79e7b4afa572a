import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { seedLibrary } from "@/lib/features/template/services/seed-library";
import { runtime } from "@/lib/platform/db/runtime";
import { asService } from "@/lib/platform/db/service-role";
import { addMember, createWorkspace, type Person, type TestWorkspace } from "../factories/people";
import { published, publishFrom, reviewFor, templateRow, useFor } from "../factories/templates";

// PGlite runs everything one after another and can show no race, so a pass there would prove nothing.
if (!process.env.DATABASE_URL) throw new Error("tests/postgres needs a real server; see races.test.ts");

const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).sort();

let ws: TestWorkspace;
let other: TestWorkspace;
let readers: Person[];
beforeAll(async () => {
  ws = await createWorkspace();
  other = await createWorkspace();
  readers = await times(20, () => addMember(other, "editor"));
});
const listed = async () => (await published(ws, ws.owner, { name: `Desk ${randomUUID().slice(0, 8)}` })).template.id;
const usesOf = async (templateId: string) =>
  await asService((tx) =>
    tx.selectFrom("template_uses").select("project_id").where("template_id", "=", templateId).execute(),
  );

describe("one template, many at once", () => {
  it("twenty people who start from it are counted as twenty", async () => {
    const id = await listed();
    const answers = await times(20, (index) =>
      useFor(other, readers[index] ?? other.owner, id, { name: `Project ${index}` }),
    );
    expect(statuses(answers)).toEqual(Array(20).fill(201));
    expect((await templateRow(id)).use_count).toBe(20);
    expect(await usesOf(id)).toHaveLength(20);
  });

  it("one click that is sent twenty times makes one project and counts once", async () => {
    const id = await listed();
    const idempotencyKey = randomUUID();
    const answers = await times(20, () => useFor(other, other.owner, id, { name: "Once", idempotencyKey }));
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text)).size).toBe(1);
    expect(statuses(answers).every((status) => status === 201 || status === 409)).toBe(true);
    expect((await templateRow(id)).use_count).toBe(1);
    expect(await usesOf(id)).toHaveLength(1);
  });

  it("twenty first reviews of one person are one, and count once", async () => {
    const id = await listed();
    const answers = await times(20, (index) => reviewFor(other, other.owner, id, { rating: (index % 5) + 1 }));
    expect(statuses(answers)).toEqual(Array(20).fill(200));
    const rows = await asService((tx) =>
      tx.selectFrom("template_reviews").select("rating").where("template_id", "=", id).execute(),
    );
    expect(rows).toHaveLength(1);
    expect(await templateRow(id)).toMatchObject({ rating_count: 1, rating_sum: rows[0]?.rating });
  });

  it("twenty reviews of twenty people all count", async () => {
    const id = await listed();
    const answers = await times(20, (index) =>
      reviewFor(other, readers[index] ?? other.owner, id, { rating: (index % 5) + 1 }),
    );
    expect(statuses(answers)).toEqual(Array(20).fill(200));
    expect(await templateRow(id)).toMatchObject({ rating_count: 20, rating_sum: 60 });
  });

  it("one name published twenty times at once is one template", async () => {
    const { build } = await published(ws, ws.owner, { name: `Desk ${randomUUID().slice(0, 8)}` });
    const answers = await times(20, () => publishFrom(ws, ws.owner, { buildId: build.id, name: "The one and only" }));
    expect(statuses(answers)).toEqual([201, ...Array(19).fill(409)]);
  });
});

it("processes that start together put the library in without waiting for each other for ever", async () => {
  const { engine } = await runtime();
  await engine.kysely.deleteFrom("templates").where("owner_workspace_id", "is", null).execute();
  await times(5, () => seedLibrary(engine));
  const rows = await engine.kysely
    .selectFrom("templates")
    .select("version")
    .where("owner_workspace_id", "is", null)
    .where("status", "=", "published")
    .execute();
  expect(rows).toHaveLength(16);
  expect(rows.every(({ version }) => version === 1)).toBe(true);
});
