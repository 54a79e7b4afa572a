import { sqlText } from "../../escape";
import type { Model } from "../../model";
import { type Loss, tableLoss } from "./losses";
import { type Piece, splitStatements } from "./pieces";
import { quoted, tableSpecs } from "./table-specs";

type Input = {
  models: { before: Model; after: Model };
  pieces: { before: readonly Piece[]; after: readonly Piece[] };
  /** The schema of the new version, written for an empty database. */
  text: string;
};

/**
 * From an app of single people to one of organizations, or back: no row has an organization to go to, so all tables are
 * made again and only the accounts stay.
 */
export function rebuild({ models, pieces, text }: Input): { losses: Loss[]; statements: string[] } {
  const records = tableSpecs(models.before).filter(({ kind }) => kind !== "roles");
  const tables = pieces.before.filter(({ kind }) => kind === "table").map(({ name }) => name);
  const outside = pieces.before.filter(({ on }) => !on.startsWith("public.") && !on.startsWith("private."));
  const known = new Set(pieces.before.filter(({ kind }) => kind === "once").flatMap(({ statements }) => statements));
  return {
    losses: [...records.map(tableLoss), ...(models.before.isOrg ? [ORGANIZATIONS] : [])],
    statements: [
      "create temporary table kept_profiles as select id, display_name, created_at from public.profiles",
      ...pieces.before.filter(({ kind }) => kind === "view").map(({ name }) => `drop view ${name}`),
      ...outside.flatMap(({ kind, name, on }) =>
        kind === "policy" || kind === "trigger" ? [`drop ${kind} ${name} on ${on}`] : [],
      ),
      `drop table ${tables.join(", ")}`,
      ...pieces.before
        .filter(({ kind }) => kind === "function")
        .map(({ name }) => `drop function ${name}`)
        .reverse(),
      ...splitStatements(text).filter((statement) => !known.has(statement)),
      keepAccounts(models.after),
      "drop table kept_profiles",
    ],
  };
}

const ORGANIZATIONS: Loss = {
  sentence: "All organizations would be removed.",
  table: quoted({ name: "organizations" }),
  where: "true",
};

/** The oldest account looks after the app, as the first sign-up would have. */
function keepAccounts(model: Model): string {
  if (model.isOrg)
    return "insert into public.profiles (id, display_name, created_at) select id, display_name, created_at from kept_profiles";
  const admin = sqlText(model.adminRoles[0] ?? model.defaultRole);
  return `insert into public.profiles (id, display_name, created_at, role)
select id, display_name, created_at,
  case when row_number() over (order by created_at, id) = 1 then ${admin} else ${sqlText(model.defaultRole)} end
from kept_profiles`;
}
