import { stringify } from "csv-stringify/sync";

/**
 * Keeps a spreadsheet from running a cell: whatever begins like a formula, also in full-width form or behind spaces and
 * quotes, gets a leading apostrophe.
 */
export function escapeFormula(cell: string): string {
  return /^[\s"']*[=+\-@＝＋－＠]|^[\t\r]/.test(cell) ? `'${cell}` : cell;
}

/** Lines as RFC 4180 has them. Cells that people wrote go through `escapeFormula` first. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { record_delimiter: "\r\n" });
}
