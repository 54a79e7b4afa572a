import { beforeAll, expect, it } from "vitest";
import { filesOf } from "@/lib/features/build/build.files";
import { buildRepository } from "@/lib/features/build/build.repository";
import { listBuilds } from "@/lib/features/build/services/get-build";
import { seedDemo } from "@/lib/features/demo/seed-demo";
import { runtime } from "@/lib/platform/db/runtime";
import { asService } from "@/lib/platform/db/service-role";

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

beforeAll(async () => {
  const { lite, engine } = await runtime();
  if (!lite) throw new Error("the demo needs Supabase Auth in the process");
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
