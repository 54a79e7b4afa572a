import { sqlIdent } from "../../escape";
import { type Piece, type PieceKind, textOf } from "./pieces";
import { planRenames } from "./renames";

/** `viewed` is the old schema under its new names, piece by piece in the order of `before`. */
export type PieceVersions = { before: readonly Piece[]; viewed: readonly Piece[]; after: readonly Piece[] };

export type PiecePlan = {
  /** In the order they can be dropped. */
  gone: Piece[];
  renamedIndexes: { from: string; to: string }[];
  /** In the order they can be made. */
  made: Piece[];
  replaced: ReadonlySet<string>;
};

const DROP_ORDER: readonly PieceKind[] = ["view", "policy", "trigger", "function", "table", "index"];

/** What has to go, what only changes its name, and what has to be made. Tables with rows are none of its business. */
export function planPieces(versions: PieceVersions): PiecePlan {
  const { before, viewed, after } = versions;
  const now = new Map(after.map((piece) => [piece.key, piece]));
  const kept = new Set<string>();
  const indexes = planIndexes(versions);
  const gone = before.filter((piece, index) => {
    if (piece.kind === "index") return !indexes.kept.has(piece.key);
    const same = viewed[index];
    const text = textOf(piece);
    const isKept = same !== undefined && textOf(same) === text && textMatches(now.get(piece.key), text);
    if (isKept) kept.add(piece.key);
    return !isKept;
  });
  const replaced = new Set(gone.filter(({ kind, key }) => kind === "function" && now.has(key)).map(({ key }) => key));
  const viewedTexts = new Map(viewed.map((piece) => [piece.key, textOf(piece)]));
  const beforeKeys = new Set(before.map((piece) => piece.key));
  const isMade = (piece: Piece): boolean => {
    if (piece.kind === "index") return !indexes.taken.has(piece.key);
    if (piece.kind === "once") return !beforeKeys.has(piece.key);
    if (piece.kind === "privileges") return viewedTexts.get(piece.key) !== textOf(piece);
    return !kept.has(piece.key);
  };
  return {
    gone: inDropOrder(gone.filter((piece) => isDropped(piece, replaced))),
    renamedIndexes: indexes.renamed,
    made: after.filter(isMade),
    replaced,
  };
}

const textMatches = (piece: Piece | undefined, text: string): boolean => piece !== undefined && textOf(piece) === text;

function isDropped(piece: Piece, replaced: ReadonlySet<string>): boolean {
  if (piece.kind === "table") return piece.name.startsWith("private.");
  return DROP_ORDER.includes(piece.kind) && !replaced.has(piece.key);
}

function inDropOrder(pieces: readonly Piece[]): Piece[] {
  return DROP_ORDER.flatMap((kind) => pieces.filter((piece) => piece.kind === kind).reverse());
}

/** An index on the same columns stays, whatever it is called, because building one again takes long. */
function planIndexes({ before, viewed, after }: PieceVersions) {
  const open = new Map(after.filter(({ kind }) => kind === "index").map((piece) => [piece.key, piece]));
  const [kept, taken] = [new Set<string>(), new Set<string>()];
  const renamed: { from: string; to: string }[] = [];
  before.forEach((piece, index) => {
    const same = viewed[index];
    if (piece.kind !== "index" || !same) return;
    const match = [...open.values()].find((item) => columnsOf(item) === columnsOf(same));
    if (!match) return;
    open.delete(match.key);
    kept.add(piece.key);
    taken.add(match.key);
    renamed.push({ from: piece.name, to: match.name });
  });
  return { kept, taken, renamed };
}

const columnsOf = (piece: Piece): string => textOf(piece).replace(/^create index [\w"]+ on /, "");

export function dropPiece(piece: Piece): string {
  switch (piece.kind) {
    case "policy":
    case "trigger":
      return `drop ${piece.kind} ${piece.name} on ${piece.on}`;
    case "index":
      return `drop index public.${piece.name}`;
    default:
      return `drop ${piece.kind} ${piece.name}`;
  }
}

export function makePiece(piece: Piece, replaced: ReadonlySet<string>): string[] {
  if (!replaced.has(piece.key)) return piece.statements;
  return piece.statements.map((statement) => statement.replace(/^create function/, "create or replace function"));
}

type NameChange = { from: string; to: string; statement: (from: string, to: string) => string };

/** Indexes and constraints share one set of names. */
export function renameKeys(
  indexes: readonly { from: string; to: string }[],
  constraints: readonly { table: string; from: string; to: string }[],
): string[] {
  const bare = (name: string): string => name.replaceAll('"', "");
  const changes: NameChange[] = [
    ...indexes.map(({ from, to }) => ({
      from: bare(from),
      to: bare(to),
      statement: (a: string, b: string) => `alter index public.${sqlIdent(a)} rename to ${sqlIdent(b)}`,
    })),
    ...constraints.map(({ table, from, to }) => ({
      from,
      to,
      statement: (a: string, b: string) => `alter table ${table} rename constraint ${sqlIdent(a)} to ${sqlIdent(b)}`,
    })),
  ];
  return planRenames(changes).map(({ from, to, statement }) => statement(from, to));
}
