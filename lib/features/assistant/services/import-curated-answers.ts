import "server-only";
import { CsvError, parse } from "csv-parse/sync";
import { BadRequestError, ValidationError } from "@/lib/platform/errors/errors";
import { escapeFormula } from "@/lib/platform/http/csv";
import { assistantRepository } from "../assistant.repository";
import { curatedRepository } from "../curated.repository";
import { curatedMost, type ImportedAnswer, importedAnswer } from "../curated.schema";
import { getAssistant } from "./list-assistants";
import { csvColumns } from "./list-curated-answers";
import { type Place, requireRoom } from "./write-curated-answer";

type Problem = { row: number; column: string; message: string };
/** So many are said; whoever mends them sees the next ones. */
const problemsSaid = 20;

/**
 * Adds the answers of a CSV file, all or none. An answer to a question that is there already takes its place; its count of hits stays.
 * @throws NotFoundError, BadRequestError for what is no CSV, ValidationError IMPORT_INVALID with rows and reasons,
 * ConflictError TOO_MANY_CURATED_ANSWERS
 */
export async function importCuratedAnswers(
  place: Place,
  bytes: Uint8Array,
): Promise<{ created: number; updated: number }> {
  await getAssistant(assistantRepository(place.tx, place.workspaceId), place.assistantId);
  const answers = readAnswers(bytes);
  const curated = curatedRepository(place.tx, place);
  await curated.lock();
  const known = new Map((await curated.all()).map((row) => [keyOf(row.question), row.id]));
  const fresh = answers.filter(({ question }) => !known.has(keyOf(question)));
  requireRoom(known.size + fresh.length);
  await curated.insert(fresh.map((answer) => ({ ...answer, enabled: true })));
  for (const answer of answers) {
    const id = known.get(keyOf(answer.question));
    if (id !== undefined) await curated.update(id, answer);
  }
  return { created: fresh.length, updated: answers.length - fresh.length };
}

const keyOf = (question: string): string => question.toLowerCase();

/** @throws BadRequestError, ValidationError */
function readAnswers(bytes: Uint8Array): ImportedAnswer[] {
  const [header = [], ...lines] = readCells(bytes);
  const names = header.map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !csvColumns.some((column) => column === name));
  if (unknown !== undefined || !names.includes("question") || !names.includes("answer"))
    throw invalid([
      {
        row: 1,
        column: unknown?.slice(0, 60) ?? "question",
        message:
          "The first row names the columns: question, wordings, answer, url. Only question and answer must be there.",
      },
    ]);
  if (lines.length === 0)
    throw invalid([{ row: 2, column: "question", message: "There is no row below the first one." }]);
  if (lines.length > curatedMost)
    throw invalid([
      { row: curatedMost + 2, column: "question", message: `At most ${curatedMost} answers in one file.` },
    ]);
  const problems: Problem[] = [];
  const seen = new Map<string, number>();
  const answers = lines.flatMap((line, index) => {
    const row = index + 2;
    const cell = (column: string) => plain(line[names.indexOf(column)] ?? "");
    const read = importedAnswer.safeParse({
      question: cell("question"),
      answer: cell("answer"),
      url: cell("url").trim() === "" ? null : cell("url"),
      wordings: cell("wordings")
        .split("|")
        .map((wording) => wording.trim())
        .filter((wording) => wording !== ""),
    });
    if (!read.success) {
      for (const issue of read.error.issues)
        problems.push({ row, column: String(issue.path[0] ?? "question"), message: issue.message });
      return [];
    }
    const first = seen.get(keyOf(read.data.question));
    if (first !== undefined)
      problems.push({ row, column: "question", message: `The same question stands in row ${first}.` });
    seen.set(keyOf(read.data.question), row);
    return [read.data];
  });
  if (problems.length > 0) throw invalid(problems);
  return answers;
}

/** @throws BadRequestError for bytes that are not UTF-8 or not CSV */
function readCells(bytes: Uint8Array): string[][] {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new BadRequestError("NOT_UTF8", "The file is not UTF-8. Save it as “CSV UTF-8” and try again.", { cause });
  }
  if (text.includes("\0")) throw new BadRequestError("NOT_CSV", "The file is not CSV.");
  // Spreadsheets write semicolons where the comma is for decimals.
  const firstLine = text.slice(0, 500).split(/[\r\n]/, 1)[0] ?? "";
  const delimiter = [",", ";", "\t"].find((mark) => firstLine.includes(mark)) ?? ",";
  try {
    return parse(text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (cause) {
    const place = cause instanceof CsvError && typeof cause.lines === "number" ? ` Look at line ${cause.lines}.` : "";
    throw new BadRequestError(
      "NOT_CSV",
      `The file cannot be read as CSV: a quotation mark is missing or too many.${place}`,
      {
        cause,
      },
    );
  }
}

/** Takes the apostrophe away that the export puts before what begins like a formula. */
function plain(cell: string): string {
  return cell.startsWith("'") && escapeFormula(cell.slice(1)) === cell ? cell.slice(1) : cell;
}

function invalid(problems: Problem[]): InstanceType<typeof ValidationError> {
  const [first] = problems;
  const more = problems.length > 1 ? ` ${problems.length - 1} more.` : "";
  return new ValidationError(
    "IMPORT_INVALID",
    `Nothing was imported. Row ${first?.row}, ${first?.column}: ${first?.message}${more}`,
    { details: { problems: problems.slice(0, problemsSaid), total: problems.length } },
  );
}
