import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { rawDatabase } from "@/lib/platform/db/db";
import { createKey, createProject, createWorkspace, type TestWorkspace } from "../factories/people";

export type BenchData = { slug: string; smallSlug: string; cookie: string; key: string; smallKey: string };

export type BuilderData = { key: string; projectId: string };

/** One project and a key that may build in it. */
export async function seedBuilder(): Promise<BuilderData> {
  const workspace = await createWorkspace();
  const key = await createKey(workspace, ["builds.read", "builds.write"], "editor");
  return { key: key.secret, projectId: await createProject(workspace) };
}

/**
 * 1,000 workspaces; one has 10,000 projects and one has 100, so that the two lists show what a hundred times the rows cost. Bulk rows skip the triggers:
 * a benchmark of reads needs no audit chain of a million entries.
 */
export async function seedBench(rows = 10_000, smallRows = 100): Promise<BenchData> {
  const db = await rawDatabase();
  const workspace = await createWorkspace();
  const small = await createWorkspace(workspace.owner);
  const fill = (target: TestWorkspace, count: number) =>
    sql`insert into projects (workspace_id, name, client_name, description, created_at)
      select ${target.id}::uuid, 'Project ' || n, 'Client ' || (n % 97), 'A description of some length, as people write them.', now() - make_interval(secs => n)
      from generate_series(1, ${count}::int) n`.execute(db);
  await sql`alter table projects disable trigger user`.execute(db);
  await sql`alter table workspaces disable trigger user`.execute(db);
  try {
    await sql`insert into workspaces (name, slug) select 'Workspace ' || n, 'bench-' || ${randomUUID().slice(0, 8)}::text || '-' || n from generate_series(1, 998) n`.execute(
      db,
    );
    await sql`insert into projects (workspace_id, name) select w.id, 'P' || n from workspaces w cross join generate_series(1, 5) n where w.slug like 'bench-%'`.execute(
      db,
    );
    await fill(workspace, rows);
    await fill(small, smallRows);
  } finally {
    await sql`alter table projects enable trigger user`.execute(db);
    await sql`alter table workspaces enable trigger user`.execute(db);
  }
  await sql`analyze`.execute(db);
  const key = await createKey(workspace, ["projects.read"]);
  const smallKey = await createKey(small, ["projects.read"]);
  return {
    slug: workspace.slug,
    smallSlug: small.slug,
    cookie: workspace.owner.cookie,
    key: key.secret,
    smallKey: smallKey.secret,
  };
}
