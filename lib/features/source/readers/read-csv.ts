import { parse } from "csv-parse/sync";
import type { Blocks } from "./blocks";
import { csvDelimiter } from "./detect-format";

/** A table, each row as one unit that can be understood alone: "Plan: Solo; Price: 20". */
export function readCsv(text: string): Blocks {
  const options = {
    delimiter: csvDelimiter(text) ?? ",",
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
  };
  const [header = [], ...rows]: string[][] = parse(text, options);
  const names = header.map((name) => name.trim());
  const blocks = rows.flatMap((row) => {
    const cells = row.flatMap((cell, index) => {
      const value = cell
        .split("\n")
        .map((line) => line.trim())
        .join(" ")
        .trim();
      const name = names[index] ?? "";
      return value === "" ? [] : [name === "" ? value : `${name}: ${value}`];
    });
    return cells.length === 0 ? [] : [{ kind: "row" as const, text: cells.join("; ") }];
  });
  return { title: "", blocks: blocks.length > 0 ? blocks : [{ kind: "text", text: names.join("; ") }] };
}
