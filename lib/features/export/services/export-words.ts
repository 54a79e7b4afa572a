import type { FileChanges } from "../export.changes";
import type { ExportRow } from "../export.repository";

/** Text of a person's where GitHub would read it as Markdown, a mention or a new line. */
const plain = (text: string): string => text.replace(/[\p{Cc}`]+/gu, " ").trim();
const quoted = (text: string): string => `\`${plain(text)}\``;
const listed = 50;

/** The line of a commit by which its export is known again. */
export const exportTrailer = (row: Pick<ExportRow, "id">): string => `Atrium-Export: ${row.id}`;

export function commitMessage(row: Pick<ExportRow, "app_name" | "version" | "id">): string {
  return `${plain(row.app_name)}, version ${row.version}\n\nExported from Atrium.\n\n${exportTrailer(row)}\n`;
}

type Counts = { added: number; changed: number; removed: number };

/** Title and body of the pull request: what changes, and what a person has to look at. */
export function pullText(
  row: Pick<ExportRow, "app_name" | "version">,
  changes: FileChanges,
  { added, changed, removed }: Counts,
): { title: string; body: string } {
  const parts = [
    `Version ${row.version} of ${quoted(row.app_name)}, exported from Atrium: ${added} files added, ${changed} changed, ${removed} removed.`,
    section(
      "Look at these",
      "They were changed here by hand, and the new version changes or removes them too. The new version stands in this pull request.",
      changes.overwritten,
    ),
    section(
      "Left as they are here",
      "They were changed or removed here by hand, and the new version has nothing new for them.",
      changes.kept,
    ),
    "Files that no export wrote are not touched, and neither is the folder `custom/`.",
  ];
  return { title: `Version ${row.version} from Atrium`, body: parts.filter((part) => part !== "").join("\n\n") };
}

function section(title: string, intro: string, paths: readonly string[]): string {
  if (paths.length === 0) return "";
  const more = paths.length > listed ? [`- and ${paths.length - listed} more`] : [];
  return [`### ${title}`, "", intro, "", ...paths.slice(0, listed).map((path) => `- ${quoted(path)}`), ...more].join(
    "\n",
  );
}
