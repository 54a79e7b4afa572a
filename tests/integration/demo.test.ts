import { sql } from "kysely";
import { afterEach, beforeAll, expect, it } from "vitest";
import { demoEmail } from "@/lib/features/account/services/sign-in";
import { quotedAnswer } from "@/lib/features/assistant/services/answer-question";
import { filesOf } from "@/lib/features/build/build.files";
import { buildRepository } from "@/lib/features/build/build.repository";
import { listBuilds } from "@/lib/features/build/services/get-build";
import { demoAssistantId, findDemoSite } from "@/lib/features/demo/demo-assistant";
import { conversations, testQuestions } from "@/lib/features/demo/fjord-coffee";
import { seedDemo } from "@/lib/features/demo/seed-demo";
import { runtime } from "@/lib/platform/db/runtime";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";

/** The builds of the demo, by project: who made the newest, and what it compiles to. */
async function demoBuilds() {
  return await asService(async (tx) => {
    const workspace = await tx
      .selectFrom("workspaces")
      .select("id")
      .where("slug", "=", "juniper")
      .executeTakeFirstOrThrow();
    const projects = await tx
      .selectFrom("projects")
      .select(["id", "name"])
      .where("workspace_id", "=", workspace.id)
      .orderBy("name")
      .execute();
    const builds = buildRepository(tx, workspace.id);
    return await Promise.all(
      projects.map(async ({ id, name }) => {
        const { rows } = await listBuilds(builds, { projectId: id, limit: 10 });
        const newest = rows[0] && (await builds.find(rows[0].id));
        return {
          name,
          versions: rows.length,
          app: newest?.app_name,
          author: newest?.author,
          paths: newest ? (await filesOf(builds, newest)).map((file) => file.path) : [],
        };
      }),
    );
  });
}

const settings = env();
afterEach(() => {
  (globalThis as { __atriumEnv?: unknown }).__atriumEnv = settings;
});

beforeAll(async () => {
  const { lite, engine } = await runtime();
  if (!lite) throw new Error("the demo needs Supabase Auth in the process");
  // What a first start leaves that is killed after its first account.
  const { SITE_URL, SUPABASE_PUBLISHABLE_KEY: apikey, demoPassword: password } = env();
  const body = JSON.stringify({ email: demoEmail, password, data: { display_name: "Robin Vale" } });
  const headers = { apikey, "content-type": "application/json" };
  await lite.fetch(new Request(`${SITE_URL}/auth/v1/signup`, { method: "POST", headers, body }));
  await seedDemo(lite, engine);
  await seedDemo(lite, engine);
});

it("shows a visitor two finished projects and one to try, once, however often the server starts", async () => {
  const [launchPage, memberApp, tenantDesk] = await demoBuilds();
  expect(launchPage).toMatchObject({ name: "Launch page", versions: 0 });
  expect(memberApp).toMatchObject({ name: "Member app", versions: 1, app: "Harbour Street", author: "Robin Vale" });
  expect(tenantDesk).toMatchObject({ name: "Tenant desk", versions: 1, app: "Linden Desk", author: "Robin Vale" });
  for (const project of [memberApp, tenantDesk])
    expect(project?.paths).toEqual(expect.arrayContaining(["README.md", "package.json"]));
});

async function demoAssistant() {
  return await asService((tx) =>
    tx
      .selectFrom("assistants")
      .select(["workspace_id", "public_key", "allowed_origins"])
      .where("id", "=", demoAssistantId)
      .executeTakeFirstOrThrow(),
  );
}

it("has an assistant that answers from its documents at once", async () => {
  const { workspace_id: workspaceId } = await demoAssistant();
  const place = { workspaceId, assistantId: demoAssistantId, history: [], language: "en" };
  const ask = (question: string) => asService((tx) => quotedAnswer(tx, { ...place, question }));
  const delivery = await ask("What does delivery cost?");
  expect(delivery).toMatchObject({ status: "answered", mode: "extractive" });
  expect(delivery.citations[0]).toMatchObject({
    title: "Orders and delivery",
    quote: expect.stringMatching(/^What delivery costs\s+Within Norway delivery costs 59 kroner/),
  });
  expect(delivery.text).toContain("**What delivery costs:** “Within Norway delivery costs 59 kroner");
  expect(await ask("Are dogs allowed?")).toMatchObject({ status: "answered", mode: "curated" });
  for (const { question, document } of testQuestions) {
    const { status, citations } = await ask(question);
    if (document === null) expect([question, status]).toEqual([question, "unknown"]);
    else expect([question, citations[0]?.title]).toEqual([question, document]);
  }
});

it("has conversations in every state, leads and unanswered questions, and counts what it shows", async () => {
  const { rows } = await asService((tx) =>
    sql<{ found: object }>`select json_build_object(
      'status', (select json_object_agg(c.status, c.n) from (
        select status, count(*) as n from public.conversations where assistant_id = a.id group by status) c),
      'thumbs', (select json_agg(distinct m.feedback) from public.messages m where m.assistant_id = a.id and m.feedback is not null),
      'uncited', (select count(*) from public.messages m where m.assistant_id = a.id and m.mode = 'extractive'
        and m.status in ('answered', 'uncertain') and not exists (select from public.message_citations q where q.message_id = m.id)),
      'future', (select count(*) from public.messages m where m.assistant_id = a.id and m.created_at > now()),
      'leads', (select count(*) from public.leads l where l.assistant_id = a.id),
      'gaps', (select json_object_agg(g.question, g.count) from public.gaps g where g.assistant_id = a.id),
      'sources', (select json_agg(distinct s.status) from public.sources s where s.assistant_id = a.id)
    ) as found from public.assistants a where a.id = ${demoAssistantId}`.execute(tx),
  );
  expect(rows[0]?.found).toEqual({
    status: { bot: conversations.length - 2, waiting: 1, resolved: 1 },
    thumbs: [-1, 1],
    uncited: 0,
    future: 0,
    leads: 2,
    gaps: {
      "Do you sell reusable cups with a lid?": 2,
      "Is your coffee fair trade certified?": 1,
    },
    sources: ["ready"],
  });
});

it("is shown on a website of its own, wherever that stands now", async () => {
  const { engine } = await runtime();
  (globalThis as { __atriumEnv?: unknown }).__atriumEnv = {
    ...settings,
    demoSite: { port: 3001, address: "http://localhost:3001" },
  };
  const site = await findDemoSite(engine);
  const before = await demoAssistant();
  expect(site).toMatchObject({ port: 3001, address: "http://localhost:3001", assistantKey: before.public_key });
  await asService((tx) =>
    tx
      .updateTable("assistants")
      .set({ allowed_origins: ["https://other.example"] })
      .where("id", "=", demoAssistantId)
      .execute(),
  );
  await findDemoSite(engine);
  await findDemoSite(engine);
  expect((await demoAssistant()).allowed_origins).toEqual(["http://localhost:3001", "https://other.example"]);
});
