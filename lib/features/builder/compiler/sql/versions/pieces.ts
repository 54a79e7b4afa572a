/**
 * A migration text taken apart again. Everything that holds no rows (functions, triggers, policies, grants, indexes,
 * views) is compared and replaced by its text, so what the emitters write for a new project stays the one description.
 */
export type Piece = {
  kind: PieceKind;
  /** Unique in the schema; two versions of one thing share it. */
  key: string;
  /** Names as they are written in SQL. */
  name: string;
  on: string;
  statements: string[];
};

export type PieceKind = "once" | "table" | "function" | "privileges" | "index" | "trigger" | "policy" | "view";

const TOKEN = /--[^\n]*|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$\$[\s\S]*?\$\$|;|[^-'"$;]+|[-$'"]/g;

/** Statements without the comments around them. Quotes, comments and function bodies may contain semicolons. */
export function splitStatements(sql: string): string[] {
  const out: string[] = [];
  let open = "";
  for (const [token] of sql.matchAll(TOKEN)) {
    if (token === ";") {
      if (open.trim() !== "") out.push(open.trim());
      open = "";
    } else if (!token.startsWith("--")) open += token;
  }
  if (open.trim() !== "") out.push(open.trim());
  return out;
}

const NAME = String.raw`([\w"]+\.[\w"]+)`;
const PATTERNS: readonly { kind: PieceKind; pattern: RegExp }[] = [
  { kind: "table", pattern: new RegExp(`^create table ${NAME}`) },
  { kind: "table", pattern: new RegExp(`^alter table ${NAME} enable row level security`) },
  { kind: "function", pattern: new RegExp(`^create function ${NAME}`) },
  { kind: "function", pattern: new RegExp(`^(?:revoke|grant) .*? on function ${NAME}`) },
  { kind: "view", pattern: new RegExp(`^create view ${NAME}`) },
  { kind: "privileges", pattern: new RegExp(`^(?:revoke|grant) [^;]*? on ${NAME} (?:from|to) `) },
];
const ON_TABLE: readonly { kind: PieceKind; pattern: RegExp }[] = [
  { kind: "index", pattern: new RegExp(`^create index ([\\w"]+) on ${NAME}`) },
  { kind: "trigger", pattern: new RegExp(`^create trigger ([\\w"]+) [\\s\\S]*? on ${NAME}`) },
  { kind: "policy", pattern: new RegExp(`^create policy ([\\w"]+) on ${NAME}`) },
];
/** Set up with the first version that needs it, and left alone from then on. */
const ONCE =
  /^(?:create (?:schema|extension) if not exists|insert into storage\.buckets|alter default privileges|(?:revoke|grant) [\s\S]* on (?:schema )?(?:public|private)\b)/;
const FOREIGN_KEY = /^alter table [\w".]+ add constraint/;

/**
 * The pieces of a schema in the order they are created. Foreign keys are left out: they belong to their tables.
 * @throws RangeError for a statement that no rule here knows
 */
export function readPieces(sql: string): Piece[] {
  const pieces = new Map<string, Piece>();
  for (const statement of splitStatements(sql)) {
    if (FOREIGN_KEY.test(statement)) continue;
    const found = classify(statement);
    const known = pieces.get(found.key) ?? pieces.get(`view:${found.name}`);
    if (known && known.kind !== "once") known.statements.push(statement);
    else pieces.set(found.key, { ...found, statements: [statement] });
  }
  return [...pieces.values()];
}

function classify(statement: string): Omit<Piece, "statements"> {
  for (const { kind, pattern } of ON_TABLE) {
    const [, name, on] = pattern.exec(statement) ?? [];
    if (name && on) return { kind, name, on, key: kind === "index" ? `index:${name}` : `${kind}:${name}@${on}` };
  }
  for (const { kind, pattern } of PATTERNS) {
    const [, name] = pattern.exec(statement) ?? [];
    if (name) return { kind, name, on: name, key: `${kind}:${name}` };
  }
  if (ONCE.test(statement)) return { kind: "once", name: "", on: "", key: `once:${statement}` };
  throw new RangeError(`no rule for the statement: ${statement.slice(0, 80)}`);
}

export const textOf = (piece: Piece): string => piece.statements.join(";\n");
