import type { Export, ExportStep } from "@/lib/features/export/export.schema";
import { plural } from "@/lib/shared/format";

export const stepWords: Record<ExportStep, string> = {
  queued: "Waiting for its turn",
  checking: "Asking GitHub",
  creating: "Creating the repository",
  comparing: "Comparing with what is there",
  pushing: "Pushing the files",
  opening: "Opening the pull request",
  done: "Done",
};

export function targetWords(row: Export): string {
  const place = `${row.owner ?? row.account ?? ""}/${row.repository}`.replace(/^\//, "");
  return row.target === "new_repository" ? `New repository ${place}` : `Pull request in ${place}`;
}

/** What an export that succeeded came to. */
export function resultWords({ changes, pullRequest, target }: Export): string {
  if (changes === null) return "Done";
  const { added, changed, removed } = changes;
  if (added + changed + removed === 0) return "The repository already holds this version; nothing had to change.";
  if (target === "new_repository") return `${plural(added, "file")} pushed.`;
  return `Pull request ${pullRequest ?? ""}: ${added} added, ${changed} changed, ${removed} removed.`;
}
