import { createHash, randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { World } from "../../factories/world";
import { expectedTables } from "../access-tables";
import { type Executor, literal, quote, type Table } from "./catalogue";
import { type Actor, type RowLabel, reach, signature, sqlActorsOf } from "./expectation";
import { type Rule, type TableRule, type Verb, verbs } from "./matrix-types";
import { copyOf, insertSql, readLabels, snapshotSql } from "./world-rows";

export type Violation = { table: string; actor: string; verb: Verb; what: string };
type State = Record<string, string>;
type Outcome = { error?: string; state?: State };
type Attempt = { verb: Verb; statement: string; what: string; judge: (outcome: Outcome) => string | undefined };
type Setting = { world: World; table: Table; rule: TableRule; labels: RowLabel[]; base: State };

/**
 * Runs statements as one actor and takes each back: enters as the actor, reads what it sees, then tries the statements one
 * by one and answers with the error or with the table's state after it. One round trip, so that a mutant costs little.
 */
const probeFunction = `
create or replace function pg_temp.probe(p_enter text, p_read text, p_statements text[], p_snapshot text) returns jsonb
language plpgsql as $probe$
declare
  statement text;
  state jsonb;
  seen jsonb;
  outcomes jsonb := '[]'::jsonb;
begin
  begin
    execute p_enter;
    begin
      execute p_read into seen;
    exception when others then
      seen := jsonb_build_object('error', sqlstate);
    end;
    foreach statement in array p_statements loop
      begin
        execute statement;
        perform set_config('role', 'none', true);
        execute p_snapshot into state;
        raise exception using errcode = 'AT999';
      exception
        when sqlstate 'AT999' then outcomes := outcomes || jsonb_build_array(jsonb_build_object('state', state));
        when others then outcomes := outcomes || jsonb_build_array(jsonb_build_object('error', sqlstate));
      end;
    end loop;
    raise exception using errcode = 'AT998';
  exception when sqlstate 'AT998' then null;
  end;
  return jsonb_build_object('seen', seen, 'outcomes', outcomes);
end $probe$`;

/** The statement that makes a transaction an actor's, as the request pipeline does it. */
export function enterSql(actor: Actor, world: World): string {
  if (actor.kind === "anon")
    return `select set_config('request.jwt.claims', '{"role":"anon"}', true), set_config('role', 'anon', true)`;
  if (actor.kind === "visitor") {
    const { assistantId, visitorId } = world.a;
    const claims = { role: "authenticated", atrium_assistant_id: assistantId, atrium_visitor_id: visitorId };
    return `select set_config('request.jwt.claims', ${literal(JSON.stringify(claims))}, true), set_config('role', 'authenticated', true)`;
  }
  const hash = actor.kind === "key" ? `${literal(keyHash(actor, world))}::bytea` : "null::bytea";
  const person = Object.values(world).find(
    (candidate): candidate is World["owner"] =>
      typeof candidate === "object" && "sessionId" in candidate && candidate.id === actor.userId,
  );
  const session = actor.kind === "person" ? `${literal(person?.sessionId ?? "")}::uuid` : "null::uuid";
  const user = actor.kind === "person" ? `${literal(actor.userId ?? "")}::uuid` : "null::uuid";
  return `select private.enter_request(${user}, ${session}, ${hash}, null, 'req_contract', null, null)`;
}

function keyHash(actor: Actor, world: World): string {
  const key =
    actor.name === "adminKey" ? world.keys.admin : actor.name === "editorKey" ? world.keys.editor : world.keys.viewer;
  return `\\x${createHash("sha256").update(key.secret).digest("hex")}`;
}

/**
 * Compares what every actor can do to the rows of a world with the matrix. Call it inside a transaction that is rolled
 * back; nothing it tries remains even in that one.
 * @param options.stopAfter enough violations to stop looking
 */
export async function checkAccess(
  tx: Executor,
  world: World,
  options: { tables: Table[]; stopAfter?: number },
): Promise<Violation[]> {
  await sql.raw(probeFunction).execute(tx);
  const violations: Violation[] = [];
  const enough = options.stopAfter ?? Number.POSITIVE_INFINITY;
  for (const table of options.tables) {
    const rule = expectedTables[table.name];
    if (!rule) {
      violations.push({ table: table.name, actor: "-", verb: "select", what: "is missing in access-tables.ts" });
      continue;
    }
    const setting: Setting = {
      world,
      table,
      rule,
      labels: await readLabels(tx, table, world),
      base: await readState(tx, table, world),
    };
    for (const wall of [asGranted, withGrantsOpened, policiesAlone]) {
      for (const actor of sqlActorsOf(world)) {
        if (violations.length >= enough) return violations;
        violations.push(...(await wall(tx, setting, actor)));
      }
    }
  }
  return violations;
}

async function readState(tx: Executor, table: Table, world: World): Promise<State> {
  const { rows } = await sql.raw<{ state: State }>(`select (${snapshotSql(table, world)}) as state`).execute(tx);
  return rows[0]?.state ?? {};
}

/** First wall: grants, policies and triggers as they are. */
async function asGranted(tx: Executor, setting: Setting, actor: Actor): Promise<Violation[]> {
  return await run(tx, setting, { actor, attempts: attemptsOf(setting, actor, verbs), prepare: [], reads: true });
}

/** Second wall: verbs nobody has stay closed by row level security alone, were they granted by mistake. */
async function withGrantsOpened(tx: Executor, setting: Setting, actor: Actor): Promise<Violation[]> {
  const closed = verbs.filter((verb) => setting.rule[verb] === null);
  if (closed.length === 0) return [];
  return await run(tx, setting, {
    actor,
    attempts: attemptsOf(setting, actor, closed),
    prepare: [`grant ${closed.join(", ")} on ${setting.table.name} to anon, authenticated`],
    reads: closed.includes("select"),
  });
}

/**
 * Third wall: policies alone, without column grants and triggers to help. Statements have no WHERE, so the select policy
 * does not help either: each verb's USING must pick exactly its rows, and WITH CHECK must keep them where they are.
 */
async function policiesAlone(tx: Executor, setting: Setting, actor: Actor): Promise<Violation[]> {
  const { table, rule, world } = setting;
  // All columns are granted here; one that no row has this value in yet shows each row that was reached.
  const [column, value] = table.columns.includes("created_at") ? ["created_at", "'2001-01-01'"] : rule.change;
  const attempts: Attempt[] = [];
  if (rule.update) {
    attempts.push(blanket(setting, actor, "update", `update ${table.name} set ${quote(column)} = ${value}`));
    const [place, target] = elsewhere(table, rule.update, world);
    attempts.push({
      verb: "update",
      statement: `update ${table.name} set ${quote(place)} = ${literal(target)}`,
      what: `moving by ${place}`,
      judge: ({ state }) => (state && changes(setting.base, state).size > 0 ? "moved rows away" : undefined),
    });
  }
  if (rule.delete) attempts.push(blanket(setting, actor, "delete", `delete from ${table.name}`));
  if (attempts.length === 0) return [];
  const prepare = ["set local session_replication_role = replica"];
  if (rule.update) prepare.push(`grant update on ${table.name} to authenticated`);
  return await run(tx, setting, { actor, attempts, prepare, reads: false });
}

/** Column and value that would take a row out of its owner's hands. */
function elsewhere(table: Table, rule: Rule, world: World): [column: string, value: string] {
  if (rule.own && table.columns.includes("user_id")) return ["user_id", world.orphanId];
  for (const column of ["workspace_id", "owner_workspace_id"])
    if (table.columns.includes(column)) return [column, world.b.id];
  return ["id", randomUUID()];
}

function attemptsOf(setting: Setting, actor: Actor, wanted: readonly Verb[]): Attempt[] {
  const { table, rule, labels, world } = setting;
  const [column, value] = rule.change;
  const samples = [...new Map(labels.map((label) => [signature(label, actor), label])).values()];
  const attempts: Attempt[] = [];
  for (const verb of ["update", "delete"] as const) {
    if (!wanted.includes(verb)) continue;
    const statement =
      verb === "update" ? `update ${table.name} set ${quote(column)} = ${value}` : `delete from ${table.name}`;
    if (rule[verb] === null) attempts.push(blanket(setting, actor, verb, statement));
    for (const label of samples) {
      const where = table.key.map((name) => `${quote(name)} = ${literal(String(label.row[name]))}`).join(" and ");
      const expected = reach(rule[verb], label, actor, world);
      attempts.push({
        verb,
        statement: `${statement} where ${where}`,
        what: summary(label),
        judge: (outcome) => judgeOne(setting.base, outcome, expected === "allowed" ? label.key : undefined),
      });
    }
  }
  if (wanted.includes("insert")) {
    const columns = rule.insert === null || table.insertable.length === 0 ? table.columns : table.insertable;
    for (const label of samples) {
      const expected = reach(rule.insert, label, actor, world);
      attempts.push({
        verb: "insert",
        statement: insertSql(table, copyOf(table, label, world), columns),
        what: `like ${summary(label)}`,
        judge: ({ error, state }) => {
          const added = state ? [...changes(setting.base, state)].filter((key) => !(key in setting.base)) : [];
          if (expected === "allowed") return added.length === 1 ? undefined : `was refused (${error ?? "no row"})`;
          return added.length > 0 ? "was accepted" : undefined;
        },
      });
    }
  }
  return attempts;
}

function blanket(setting: Setting, actor: Actor, verb: "update" | "delete", statement: string): Attempt {
  // What a trigger refuses is within the policy's reach.
  const wanted = new Set(
    setting.labels
      .filter((label) => reach(setting.rule[verb], label, actor, setting.world) !== "hidden")
      .map((label) => label.key),
  );
  return {
    verb,
    statement,
    what: "every row",
    judge: ({ error, state }) => {
      const changed = state ? changes(setting.base, state) : new Set<string>();
      const missing = [...wanted].filter((key) => !changed.has(key)).length;
      const excess = [...changed].filter((key) => !wanted.has(key)).length;
      if (missing + excess === 0) return undefined;
      return `changed ${changed.size} rows, ${missing} missing, ${excess} too many (${error ?? "no error"})`;
    },
  };
}

function judgeOne(base: State, { error, state }: Outcome, expected: string | undefined): string | undefined {
  const changed = state ? changes(base, state) : new Set<string>();
  if (expected === undefined) return changed.size > 0 ? `changed ${changed.size} rows` : undefined;
  if (changed.size === 1 && changed.has(expected)) return undefined;
  return `changed ${changed.size} rows instead of one (${error ?? "no error"})`;
}

type Trial = { actor: Actor; attempts: Attempt[]; prepare: string[]; reads: boolean };

async function run(tx: Executor, setting: Setting, trial: Trial): Promise<Violation[]> {
  const { table, world, labels, rule } = setting;
  const { actor, attempts, prepare, reads } = trial;
  const found: Violation[] = [];
  const report = (verb: Verb, what: string | undefined) => {
    if (what !== undefined) found.push({ table: table.name, actor: actor.name, verb, what });
  };
  const identity = table.key.map((column) => `t.${quote(column)}::text`).join(` || '|' || `);
  const read = `select coalesce(jsonb_agg(${identity}), '[]'::jsonb) from ${table.name} t`;
  if (prepare.length > 0) await sql`savepoint opened`.execute(tx);
  for (const statement of prepare) await sql.raw(statement).execute(tx);
  const { rows } = await sql<{ answer: { seen: string[] | { error: string }; outcomes: Outcome[] } }>`
    select pg_temp.probe(${enterSql(actor, world)}, ${read}, ${sql.lit(`{${attempts.map((a) => JSON.stringify(a.statement)).join(",")}}`)}::text[],
      ${snapshotSql(table, world)}) as answer`.execute(tx);
  if (prepare.length > 0) await sql`rollback to savepoint opened`.execute(tx);
  const answer = rows[0]?.answer;
  if (!answer) throw new Error("the probe did not answer");
  if (reads) {
    const seen = seenOf(rule, labels, Array.isArray(answer.seen) ? answer.seen : []);
    const visible = labels.filter((label) => reach(rule.select, label, actor, world) === "allowed");
    const missing = visible.filter((label) => !seen.has(label.key)).length;
    const excess = seen.size - (visible.length - missing);
    if (missing + excess > 0) report("select", `sees ${seen.size} rows, ${missing} missing, ${excess} too many`);
  }
  for (const [index, attempt] of attempts.entries()) {
    const outcome = answer.outcomes[index] ?? {};
    const what = attempt.judge(outcome);
    report(attempt.verb, what === undefined ? undefined : `${attempt.what}: ${what}`);
  }
  return found;
}

/** What is shown to all tenants comes from other worlds, too; of those rows nothing is stated. */
export function seenOf(rule: TableRule, labels: RowLabel[], keys: string[]): Set<string> {
  if (!rule.select?.shared) return new Set(keys);
  const known = new Set(labels.map((label) => label.key));
  return new Set(keys.filter((key) => known.has(key)));
}

function changes(before: State, after: State): Set<string> {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return new Set([...keys].filter((key) => before[key] !== after[key]));
}

function summary(label: RowLabel): string {
  const owner = label.owner === undefined ? "" : ` of ${label.owner.slice(0, 8)}`;
  return `row ${label.key.slice(0, 40)} (${label.workspaces.map((id) => id.slice(0, 8)).join("+") || "no workspace"}${label.variant ? `, ${label.variant}` : ""}${owner})`;
}
