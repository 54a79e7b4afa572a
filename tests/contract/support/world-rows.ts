import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { libraryId } from "@/lib/features/template/library/library-blueprint";
import type { World } from "../../factories/world";
import { contentOf, type Executor, identityOf, literal, quote, type Table } from "./catalogue";
import { labelRow, type RowLabel, type Surroundings, type WorldProject } from "./expectation";

const list = (ids: string[]) => `array[${ids.map(literal).join(", ")}]::uuid[]`;

/** SQL that picks a table's rows of one world; internal tables without a tenant count as a whole. */
export function worldFilter(table: Table, world: World): string {
  const workspaces = list([world.a.id, world.b.id, world.deleted.id]);
  const people = list(world.peopleIds);
  if (table.name === "public.workspaces") return `t.id = any (${workspaces})`;
  if (table.name === "public.profiles") return `t.id = any (${people})`;
  const has = (column: string) => table.columns.includes(column);
  if (has("workspace_id") && has("user_id"))
    return `(t.workspace_id = any (${workspaces}) or t.user_id = any (${people}))`;
  if (has("workspace_id")) return `t.workspace_id = any (${workspaces})`;
  if (has("owner_workspace_id")) return `t.owner_workspace_id = any (${workspaces})`;
  if (has("user_id")) return `t.user_id = any (${people})`;
  return "true";
}

/** One JSON object: identity of each row of the world -> hash of its content. */
export function snapshotSql(table: Table, world: World): string {
  // Internal tables are compared whole: a forged row need not belong to the world.
  const filter = table.schema === "private" ? "true" : worldFilter(table, world);
  return `select coalesce(jsonb_object_agg(${identityOf(table)}, ${contentOf()}), '{}'::jsonb) from ${table.name} t where ${filter}`;
}

export async function readLabels(db: Executor, table: Table, world: World): Promise<RowLabel[]> {
  const memberships = new Map<string, string[]>();
  const places = await sql<{ person: string; workspace: string }>`
    select user_id as person, workspace_id as workspace from public.workspace_members
    union select user_id, workspace_id from public.project_collaborators`.execute(db);
  for (const { person, workspace } of places.rows)
    memberships.set(person, [...(memberships.get(person) ?? []), workspace]);
  const surroundings = { memberships, projects: await readProjects(db), ...(await readSpoken(db)) };
  const { rows } = await sql
    .raw<{ key: string; row: Record<string, unknown> }>(
      `select ${identityOf(table)} as key, to_jsonb(t) as row from ${table.name} t where ${worldFilter(table, world)} order by 1`,
    )
    .execute(db);
  return rows.map((found) => labelRow(table, found, { world, ...surroundings }));
}

async function readSpoken(db: Executor): Promise<Pick<Surroundings, "assistants" | "visitors">> {
  const places = await sql<{ corpus: number; id: string; projectId: string | null }>`
    select k.id as corpus, a.id, a.project_id as "projectId" from public.assistants a join public.corpora k on k.assistant_id = a.id`.execute(
    db,
  );
  const said = await sql<{ conversation: string; message: string | null; visitor: string }>`
    select c.id as conversation, m.id as message, c.visitor_id as visitor
    from public.conversations c left join public.messages m on m.conversation_id = c.id where c.visitor_id is not null`.execute(
    db,
  );
  return {
    assistants: new Map(places.rows.flatMap((row) => [String(row.corpus), row.id].map((key) => [key, row] as const))),
    visitors: new Map(
      said.rows.flatMap(({ conversation, message, visitor }) =>
        [conversation, message ?? ""].map((key) => [key, visitor] as const),
      ),
    ),
  };
}

async function readProjects(db: Executor): Promise<Map<string, WorldProject>> {
  const { rows } = await sql<{
    id: string;
    isPrivate: boolean;
    creator: string | null;
    grants: Record<string, string>;
  }>`
    select p.id, p.visibility = 'private' as "isPrivate", p.created_by as creator,
      coalesce((select jsonb_object_agg(c.user_id, c.role) from public.project_collaborators c where c.project_id = p.id), '{}'::jsonb) as grants
    from public.projects p`.execute(db);
  return new Map(rows.map(({ id, grants, ...rest }) => [id, { ...rest, grants: new Map(Object.entries(grants)) }]));
}

/** What must differ so that a copy of a row breaks no unique rule: the copy is then refused by the wall or not at all. */
const fresh: Record<string, (world: World) => Record<string, unknown>> = {
  "public.profiles": (world) => ({ id: world.orphanId, email: `orphan-${tag()}@example.test` }),
  "public.workspaces": () => ({ slug: `copy-${tag()}` }),
  "public.workspace_members": (world) => ({ user_id: world.spare.id }),
  // Somebody of the workspace: strangers cannot be added to a project.
  "public.project_collaborators": (world) => ({ user_id: world.admin.id }),
  "public.projects": () => ({ page_key: null, visibility: "workspace" }),
  "public.workspace_invites": () => ({ email: `copy-${tag()}@example.test` }),
  "public.build_comments": () => ({ body: "A copy" }),
  "public.api_keys": () => ({ hash: bytea() }),
  "public.connections": () => ({ account_id: tag() }),
  // One that no person of the world has reviewed.
  "public.template_reviews": () => ({ template_id: libraryId("sales-crm") }),
  "public.template_uses": () => ({ template_id: libraryId("sales-crm") }),
  "public.templates": () => ({ slug: `copy-${tag()}` }),
  "public.audit_logs": () => ({ seq: 1_000_000 + Math.floor(Math.random() * 1_000_000) }),
  "public.audit_actors": () => ({ actor_id: randomUUID() }),
  "public.notifications": () => ({ dedupe_key: randomUUID() }),
  "public.notification_preferences": () => ({ type: `copy.${tag()}` }),
  "public.generation_usage": () => ({ day: new Date(Math.floor(Math.random() * 1e12)).toISOString().slice(0, 10) }),
  "public.ai_spend": () => ({ day: new Date(Math.floor(Math.random() * 1e12)).toISOString().slice(0, 10) }),
  "public.assistants": () => ({ public_key: randomBytes(10).toString("hex") }),
  "public.corpora": () => ({ id: 1_000_000 + Math.floor(Math.random() * 1_000_000) }),
  "public.sources": () => ({ content_hash: randomBytes(32).toString("hex") }),
  "public.documents": () => ({ url: `https://example.test/${tag()}` }),
  "public.chunks": () => ({ id: 1_000_000 + Math.floor(Math.random() * 1_000_000), ord: 9 }),
  "public.chunk_embeddings": () => ({ model: tag() }),
  "public.postings": () => ({ term: tag() }),
  "public.corpus_words": () => ({ word: tag() }),
  "public.curated_answers": () => ({ question: `Copy ${tag()}?` }),
  "public.remembered_answers": () => ({ key: bytea() }),
  "public.test_questions": () => ({ question: `Copy ${tag()}?` }),
  "public.visitors": () => ({ secret_hash: bytea() }),
  "public.messages": () => ({ client_key: tag(), reply_to: null }),
  "public.message_citations": () => ({ ord: 9 }),
  "public.gaps": () => ({ key: tag() }),
  "public.canned_replies": () => ({ title: `Copy ${tag()}` }),
  "public.conversation_usage": () => ({ scope: randomUUID() }),
  "private.source_contents": () => ({ source_id: randomUUID() }),
  "private.audit_checks": () => ({ checked_at: new Date(Math.floor(Math.random() * 1e12)).toISOString() }),
  "private.audit_context": () => ({ audit_id: randomUUID() }),
  "private.audit_heads": () => ({ workspace_id: randomUUID() }),
  "private.connection_secrets": () => ({ connection_id: randomUUID() }),
  "private.connection_attempts": () => ({ state_hash: bytea() }),
  "private.export_settings": () => ({ export_id: randomUUID() }),
  "private.idempotency_keys": () => ({ key: tag() }),
  "private.invitation_tokens": () => ({ hash: bytea() }),
  "private.template_review_reports": (world) => ({ user_id: world.spare.id }),
  "private.throttle": () => ({ bucket: tag() }),
};
const tag = () => randomBytes(6).toString("hex");
const bytea = () => `\\x${randomBytes(32).toString("hex")}`;

export function copyOf(table: Table, label: RowLabel, world: World): Record<string, unknown> {
  const id = table.columns.includes("id") ? { id: randomUUID() } : {};
  return { ...label.row, ...id, ...fresh[table.name]?.(world) };
}

/** @param columns what the caller may write; the rest takes its default */
export function insertSql(table: Table, row: Record<string, unknown>, columns: string[]): string {
  const names = columns.map(quote).join(", ");
  return `insert into ${table.name} (${names}) overriding system value select ${names} from jsonb_populate_record(null::${table.name}, ${literal(JSON.stringify(row))}::jsonb)`;
}

/**
 * The number the next writing transaction gets. While it stays the same nothing was written, kept or rolled back: a
 * transaction has a number as soon as it touches a row.
 */
export async function nextWrite(db: Executor): Promise<string> {
  const { rows } = await sql<{ next: string }>`select pg_snapshot_xmax(pg_current_snapshot())::text as next`.execute(
    db,
  );
  return rows[0]?.next ?? "";
}

/** Puts every row of the world back as it was; for tests whose writes are meant to succeed. */
export async function rememberWorld(db: Executor, tables: Table[], world: World): Promise<() => Promise<void>> {
  const own = tables.filter((candidate) => worldFilter(candidate, world) !== "true");
  const kept: { table: Table; json: string }[] = [];
  for (const table of own) {
    const { rows } = await sql
      .raw<{ json: string }>(
        `select coalesce(jsonb_agg(to_jsonb(t)), '[]'::jsonb)::text as json from ${table.name} t where ${worldFilter(table, world)}`,
      )
      .execute(db);
    kept.push({ table, json: rows[0]?.json ?? "[]" });
  }
  const before = await hashTables(db, own, { world, content: "to_jsonb(t)::text" });
  let untilHere = await nextWrite(db);
  return async () => {
    if ((await nextWrite(db)) === untilHere) return;
    const now = await hashTables(db, own, { world, content: "to_jsonb(t)::text" });
    const changed = kept.filter(({ table }) => now[table.name] !== before[table.name]);
    await db.transaction().execute(async (tx) => {
      // No triggers and no foreign keys: rows go back exactly as they were, in any order.
      await sql`set local session_replication_role = replica`.execute(tx);
      for (const { table, json } of changed) {
        const names = table.columns.map(quote).join(", ");
        await sql.raw(`delete from ${table.name} t where ${worldFilter(table, world)}`).execute(tx);
        await sql
          .raw(
            `insert into ${table.name} (${names}) overriding system value select ${names} from jsonb_populate_recordset(null::${table.name}, ${literal(json)}::jsonb)`,
          )
          .execute(tx);
      }
    });
    untilHere = await nextWrite(db);
  };
}

/** One hash per table of everything that belongs to the world's workspaces and people. */
export async function hashWorld(db: Executor, tables: Table[], world: World): Promise<Record<string, string>> {
  const own = tables.filter((table) => worldFilter(table, world) !== "true");
  return await hashTables(db, own, { world, content: contentOf() });
}

async function hashTables(
  db: Executor,
  tables: Table[],
  { world, content }: { world: World; content: string },
): Promise<Record<string, string>> {
  const parts = tables.map(
    (table) =>
      `select ${literal(table.name)} as name, md5(coalesce(string_agg(${content}, '' order by ${identityOf(table)}), '')) as hash from ${table.name} t where ${worldFilter(table, world)}`,
  );
  const { rows } = await sql.raw<{ name: string; hash: string }>(parts.join("\nunion all ")).execute(db);
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}
