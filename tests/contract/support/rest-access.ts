import { sql } from "kysely";
import { rawDatabase } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { handleSupabase } from "@/lib/platform/supabase/front-door";
import type { World } from "../../factories/world";
import { expectedTables } from "../access-tables";
import type { Table } from "./catalogue";
import { type Actor, type RowLabel, reach, signature } from "./expectation";
import type { TableRule } from "./matrix-types";
import { seenOf, type Violation } from "./sql-access";
import { copyOf, nextWrite, readLabels, snapshotSql } from "./world-rows";

type RestRequest = { method: string; path: string; body?: unknown; headers?: Record<string, string> };
export type RestAnswer = { status: number; text: string };

/** Asks the Data API through the front door, as a program with the publishable key and perhaps a token would. */
export async function askRest(bearer: string | undefined, request: RestRequest): Promise<RestAnswer> {
  const { SITE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  const headers = new Headers({ apikey: SUPABASE_PUBLISHABLE_KEY, prefer: "return=minimal", ...request.headers });
  if (bearer !== undefined) headers.set("authorization", `Bearer ${bearer}`);
  if (request.body !== undefined) headers.set("content-type", "application/json");
  const answer = await handleSupabase(
    new Request(new URL(`/supabase/rest/v1/${request.path}`, SITE_URL), {
      method: request.method,
      headers,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    }),
  );
  return { status: answer.status, text: await answer.text() };
}

export function bearerOf(actor: Actor, world: World): string | undefined {
  if (actor.kind === "anon") return undefined;
  if (actor.kind === "key") {
    return actor.name === "adminKey"
      ? world.keys.admin.secret
      : actor.name === "editorKey"
        ? world.keys.editor.secret
        : world.keys.viewer.secret;
  }
  const people = [world.stranger, world.guest, world.viewer, world.editor, world.admin, world.owner];
  return people.find((person) => person.id === actor.userId)?.token;
}

type Setting = { world: World; table: Table; rule: TableRule; actor: Actor };

/**
 * As `checkAccess`, over HTTP and for real: what a write changed is read from the database and then put back.
 * @param restore of `rememberWorld`
 */
export async function checkRestAccess(
  setting: Omit<Setting, "rule">,
  restore: () => Promise<void>,
): Promise<Violation[]> {
  const { world, table, actor } = setting;
  const rule = expectedTables[table.name];
  if (!rule) return [{ table: table.name, actor: actor.name, verb: "select", what: "is missing in access-tables.ts" }];
  const full: Setting = { ...setting, rule };
  const labels = await readLabels(await rawDatabase(), table, world);
  const found = [...(await checkReading(full, labels))];
  const before = await readState(full);
  const samples = [...new Map(labels.map((label) => [signature(label, actor), label])).values()];
  for (const write of samples.flatMap((label) => writesOf(full, label))) {
    // JSON has no bytes, and each driver reads a text for them differently: such a row is inserted through SQL only.
    if (write.reach === "allowed" && JSON.stringify(write.body)?.includes(bytesInJson)) continue;
    const untilHere = await nextWrite(await rawDatabase());
    const answer = await askRest(bearerOf(actor, world), write);
    const after = (await nextWrite(await rawDatabase())) === untilHere ? before : await readState(full);
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      (key) => before[key] !== after[key],
    );
    // An API key is not a token: the Data API does not know it, whatever its role may do elsewhere.
    const allowed = write.reach === "allowed" && actor.kind !== "key";
    const what = verdict({ allowed, changed, added: changed.filter((key) => !(key in before)), answer, write });
    if (what !== undefined) found.push({ table: table.name, actor: actor.name, verb: write.verb, what });
    if (actor.kind === "key" && answer.status !== 401)
      found.push({ table: table.name, actor: actor.name, verb: write.verb, what: `status ${answer.status}, not 401` });
    if (changed.length > 0) await restore();
  }
  return found;
}

type Write = RestRequest & { verb: "insert" | "update" | "delete"; reach: string; key: string };

function writesOf({ table, rule, actor, world }: Setting, label: RowLabel): Write[] {
  const filter = table.key.map((column) => `${column}=eq.${encodeURIComponent(String(label.row[column]))}`).join("&");
  const [column, value] = rule.change;
  const columns = table.insertable.length > 0 ? table.insertable : table.columns;
  const copy = copyOf(table, label, world);
  const at = { path: `${table.relation}?${filter}`, key: label.key };
  const reached = (verb: "insert" | "update" | "delete") =>
    label.variant !== undefined && rule[verb]?.kept?.includes(label.variant)
      ? "refused"
      : reach(rule[verb], label, actor, world);
  return [
    {
      ...at,
      verb: "insert",
      method: "POST",
      path: table.relation,
      body: Object.fromEntries(columns.map((name) => [name, copy[name]])),
      reach: reached("insert"),
    },
    {
      ...at,
      verb: "update",
      method: "PATCH",
      body: { [column]: plainValue(value, label.row) },
      reach: reached("update"),
    },
    { ...at, verb: "delete", method: "DELETE", reach: reached("delete") },
  ];
}

/** The SQL literal of the matrix as JSON. */
function plainValue(literal: string, row: Record<string, unknown>): unknown {
  const either = /^case (\w+) when '(\w+)' then '(\w+)' else '(\w+)' end$/.exec(literal);
  if (either) return row[either[1] ?? ""] === either[2] ? either[3] : either[4];
  if (literal === "now()") return new Date().toISOString();
  if (literal === "null") return null;
  if (literal === "true" || literal === "false") return literal === "true";
  return literal.startsWith("'") ? literal.slice(1, -1) : Number(literal);
}

const bytesInJson = JSON.stringify("\\x").slice(1, -1);

function verdict(seen: {
  allowed: boolean;
  changed: string[];
  added: string[];
  answer: RestAnswer;
  write: Write;
}): string | undefined {
  const { allowed, changed, added, answer, write } = seen;
  const told = `status ${answer.status} ${answer.text.slice(0, 120)}`;
  if (answer.status >= 500) return `${write.key}: ${told}`;
  if (!allowed) return changed.length > 0 ? `${write.key}: changed ${changed.length} rows (${told})` : undefined;
  const right = write.verb === "insert" ? added.length === 1 : changed.length === 1 && changed[0] === write.key;
  return right && answer.status < 300 ? undefined : `${write.key}: changed ${changed.length} rows (${told})`;
}

async function checkReading(setting: Setting, labels: RowLabel[]): Promise<Violation[]> {
  const { table, actor, world, rule } = setting;
  const violation = (what: string): Violation[] => [{ table: table.name, actor: actor.name, verb: "select", what }];
  const answer = await askRest(bearerOf(actor, world), {
    method: "GET",
    path: `${table.relation}?select=${table.key.join()}`,
  });
  if (actor.kind === "key") return answer.status === 401 ? [] : violation(`status ${answer.status}, not 401`);
  if (answer.status >= 500) return violation(`status ${answer.status} ${answer.text.slice(0, 200)}`);
  const rows = answer.status === 200 ? asRows(answer.text) : [];
  const keys = rows.map((row) => table.key.map((column) => String(row[column])).join("|"));
  const seen = seenOf(rule, labels, keys);
  const wanted = labels
    .filter((label) => reach(rule.select, label, actor, world) === "allowed")
    .map((label) => label.key);
  const missing = wanted.filter((key) => !seen.has(key)).length;
  const excess = seen.size - (wanted.length - missing);
  return missing + excess === 0
    ? []
    : violation(`sees ${seen.size} rows, ${missing} missing, ${excess} too many (${answer.status})`);
}

function asRows(text: string): Record<string, unknown>[] {
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed : [];
}

async function readState({ table, world }: Setting): Promise<Record<string, string>> {
  const { rows } = await sql
    .raw<{ state: Record<string, string> }>(`select (${snapshotSql(table, world)}) as state`)
    .execute(await rawDatabase());
  return rows[0]?.state ?? {};
}
