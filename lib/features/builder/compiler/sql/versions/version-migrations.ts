import type { Blueprint } from "../../../blueprint/blueprint.schema";
import { sqlComment, sqlText } from "../../escape";
import { buildModel, type Model } from "../../model";
import type { GeneratedFile } from "../../types";
import { migrationFiles } from "../migrations";
import { CAN_READ } from "./casts";
import { type Loss, lossesOf } from "./losses";
import { matchTables, underNewNames } from "./match";
import { dropPiece, makePiece, planPieces, renameKeys } from "./piece-steps";
import { readPieces } from "./pieces";
import { rebuild } from "./rebuild";
import { quoted, tableSpecs } from "./table-specs";
import {
  addConstraints,
  changeColumns,
  dropConstraints,
  planConstraints,
  removeParts,
  renameTables,
} from "./table-steps";

/** How the schema of one version becomes that of the next. Empty when both are the same. */
export type SchemaChange = { losses: Loss[]; statements: string[] };

/** The setting that lets a migration lose data, for the session it is set in. */
export const ALLOW_SETTING = "app.allow_destructive";

/**
 * The migrations of the first version, then one for every later version that changes the database. What a version has
 * written stays as it is in all later ones. Versions are in order and all but the last are only read for their schema.
 */
export function versionMigrations(versions: readonly Blueprint[]): GeneratedFile[] {
  const [first] = versions;
  if (!first) return [];
  const files = migrationFiles(buildModel(first));
  versions.slice(1).forEach((after, index) => {
    const change = changeSchema(versions[index] ?? first, after);
    if (change.statements.length === 0) return;
    const version = index + 2;
    const number = String(files.length + 1).padStart(4, "0");
    files.push({
      path: `supabase/migrations/${number}_version_${version}.sql`,
      content: migrationText(change, { version, name: after.app.name }),
    });
  });
  return files;
}

/** What rows may lose on the way from one version to the next, in sentences. */
export function dataLosses(before: Blueprint, after: Blueprint): string[] {
  return changeSchema(before, after).losses.map((loss) => loss.sentence);
}

/** Pure: equal blueprints give equal statements. */
export function changeSchema(before: Blueprint, after: Blueprint): SchemaChange {
  const models = { before: buildModel(before), after: buildModel(after) };
  const pieces = { before: readPieces(schemaText(models.before)), after: readPieces(schemaText(models.after)) };
  if (models.before.isOrg !== models.after.isOrg) return rebuild({ models, pieces, text: schemaText(models.after) });
  const match = matchTables(tableSpecs(models.before), tableSpecs(models.after));
  const viewedModel = underNewNames(before, match);
  const specs = tableSpecs(viewedModel);
  const viewed = new Map(match.pairs.map(({ before: { id } }) => [id, specs.find((table) => table.id === id)]));
  const plan = planPieces({ ...pieces, viewed: readPieces(schemaText(viewedModel)) });
  const constraints = planConstraints(match, withoutGaps(viewed));
  const newTables = new Set(match.added.map(quoted));
  const [made, tables] = [
    plan.made.filter(({ kind }) => kind !== "table" && kind !== "once"),
    plan.made.filter(
      ({ kind, name }) => kind === "once" || (kind === "table" && (newTables.has(name) || name.startsWith("private."))),
    ),
  ];
  const statements = [
    ...plan.gone.map(dropPiece),
    ...dropConstraints(constraints),
    ...removeParts(match),
    ...renameTables(match),
    ...renameKeys(
      plan.renamedIndexes,
      constraints.renamed.map(({ table, from, to }) => ({ table: quoted(table), from, to })),
    ),
    ...tables.flatMap((piece) => piece.statements),
    ...changeColumns(match, models),
    ...addConstraints(constraints),
    ...made.flatMap((piece) => makePiece(piece, plan.replaced)),
  ];
  return { losses: lossesOf(match, models), statements };
}

function withoutGaps<K, V>(map: ReadonlyMap<K, V | undefined>): Map<K, V> {
  return new Map([...map].flatMap(([key, value]): [K, V][] => (value === undefined ? [] : [[key, value]])));
}

const schemaText = (model: Model): string =>
  migrationFiles(model)
    .map((file) => file.content)
    .join("\n");

/** One block, because it happens as a whole or not at all however the file is run. */
function migrationText(change: SchemaChange, version: { version: number; name: string }): string {
  const body = [guardText(change.losses, version.version), ...change.statements.map((statement) => `${statement};`)];
  const text = body.filter((part) => part !== "").join("\n");
  const inner = text.includes("pg_temp.can_read(") ? `${CAN_READ};\n${text}` : text;
  const tag = freeTag(inner);
  return `-- ${sqlComment(version.name)}: from version ${version.version - 1} to version ${version.version}.
-- All of it happens, or nothing.
do ${tag}
begin
${inner}
end ${tag};
`;
}

/** Text of the block may hold anything between dollars; the block must not end there. */
function freeTag(inner: string): string {
  for (let n = 0; ; n += 1) {
    const tag = `$migration${n === 0 ? "" : n}$`;
    if (!inner.includes(tag)) return tag;
  }
}

function guardText(losses: readonly Loss[], version: number): string {
  if (losses.length === 0) return "";
  const hint = `To lose it on purpose, run this first in the same session: set ${ALLOW_SETTING} = 'on';`;
  const checks = losses.map(
    ({ sentence, table, where }) => `  if exists (select 1 from ${table} where ${where}) then
    raise exception '%', ${sqlText(`${sentence} Version ${version} changed nothing.`)} using hint = ${sqlText(hint)};
  end if;`,
  );
  return `if current_setting(${sqlText(ALLOW_SETTING)}, true) is distinct from 'on' then\n${checks.join("\n")}\nend if;`;
}
