import { sqlIdent } from "../escape";
import type { Model, TableModel } from "../model";
import { isFileColumn } from "../model";
import { insertColumns, updateColumns } from "../sql/columns";
import { type Context, orgId, ROW_NUMBER, rowId } from "../tests/cells";
import { fixtureValues } from "../tests/matrix";
import { sampleRow } from "../tests/samples";
import { AccessOracle, makeActors, type RowKey, rowKeys, rowOrg } from "../tests/simulate";
import type { GeneratedFile } from "../types";

/** What differs between two APIs beyond their data: which groups of routes there are, and who may do what over HTTP. */
export function apiFiles(model: Model): GeneratedFile[] {
  return [
    { path: "app/routes/index.ts", content: routesFile(model) },
    { path: "tests/access/api.json", content: `${JSON.stringify(httpCases(model), null, 2)}\n` },
  ];
}

function routesFile(model: Model): string {
  // Reports come before records: `/reports/by-agent` must not be taken for a record.
  const groups = [
    ["addAuthRoutes", "auth"],
    ["addFileRoutes", "files", model.hasFiles],
    ["addMeRoutes", "me"],
    ["addOrganizationRoutes", "organizations", model.isOrg],
    ["addPeopleRoutes", "people", model.blueprint.app.visibility !== "invite" || model.isOrg],
    ["addRecordRoutes", "records"],
    ["addReportRoutes", "reports", model.blueprint.reports.length > 0],
  ] as const;
  const shown = groups.filter(([, , isThere]) => isThere !== false);
  const imports = shown.map(([name, file]) => `import { ${name} } from "@/app/routes/${file}";`);
  const calls = [...shown].sort(([a], [b]) => Number(a === "addRecordRoutes") - Number(b === "addRecordRoutes"));
  return `${imports.join("\n")}
import type { Api } from "@/lib/http/api";

/** Every route of the API. */
export function addRoutes(api: Api): void {
${calls.map(([name]) => `  ${name}(api);`).join("\n")}
}
`;
}

const VERBS = ["read", "create", "update", "delete"] as const;

/** The access matrix as requests: worked out from the blueprint, like the one in SQL, and never from the code it checks. */
function httpCases(model: Model) {
  const actors = makeActors(model);
  const context: Context = { model, actors, oracle: new AccessOracle(model) };
  return {
    actors: actors.map(({ key, id }) => ({ key, id })),
    records: model.entities.map((table) => ({
      resource: table.entity.key,
      path: `/api/v1/${table.route}`,
      table: table.table,
      column: sqlIdent(updateColumns(table)[0] ?? "id").replaceAll('"', ""),
      rows: rowKeys(model).map((row) => ({
        name: `${row}'s row`,
        id: rowId(model, table, row),
        org: model.isOrg ? orgId(rowOrg(model, row) ?? "a") : null,
        assignsOwner: table.hasOwner && table.entity.ownerMode === "assigned",
        body: newRow(context, table, row),
        allowed: Object.fromEntries(VERBS.map((verb) => [verb, whoMay(context, table, { row, verb })])),
      })),
    })),
  };
}

function whoMay(
  { actors, oracle }: Context,
  table: TableModel,
  { row, verb }: { row: RowKey; verb: (typeof VERBS)[number] },
): string[] {
  const may = actors.filter((actor) => {
    if (table.entity.access[verb].length === 0) return false;
    if (verb === "read") return oracle.canRead(actor, table, row);
    if (verb === "update") return oracle.canUpdate(actor, table, row);
    if (verb === "delete") return oracle.canDelete(actor, table, row);
    return oracle.canInsert(actor, table, { row, forged: false });
  });
  return may.map((actor) => actor.key);
}

/** A new row next to a fixture, as JSON. Its owner is whoever sends it. */
function newRow(context: Context, table: TableModel, row: RowKey): Record<string, unknown> {
  const values: Record<string, unknown> = {
    ...fixtureValues(context, table, row),
    ...sampleRow(table, 7 + ROW_NUMBER[row]),
  };
  const files = new Set(table.columns.filter(isFileColumn).map((column) => column.column));
  const columns = insertColumns(table).filter(
    (column) =>
      !["id", "org_id", "owner_id"].includes(column) && !files.has(column) && (values[column] ?? null) !== null,
  );
  return Object.fromEntries(columns.map((column) => [column, values[column]]));
}
