import { providerNames } from "@/lib/features/connection/connection.schema";
import { type Export, type ExportStep, isHostTarget } from "@/lib/features/export/export.schema";
import { plural } from "@/lib/shared/format";

/** Where an export goes, as people call it. */
export const placeWords = ({ target }: Export): string => providerNames[isHostTarget(target) ? target : "github"];

export function stepWords(row: Export): string {
  const place = placeWords(row);
  const words: Record<ExportStep, string> = {
    queued: "Waiting for its turn",
    checking: `Asking ${place}`,
    creating: isHostTarget(row.target) ? `Creating it at ${place}` : "Creating the repository",
    comparing: "Comparing with what is there",
    pushing: "Pushing the files",
    opening: "Opening the pull request",
    configuring: "Sending the settings",
    uploading: "Sending the files",
    building: `${place} is building it`,
    done: "Done",
  };
  return words[row.step];
}

export function targetWords(row: Export): string {
  if (isHostTarget(row.target)) return `Deploy to ${placeWords(row)}: ${row.site ?? ""}`;
  const place = `${row.owner ?? row.account ?? ""}/${row.repository ?? ""}`.replace(/^\//, "");
  return row.target === "new_repository" ? `New repository ${place}` : `Pull request in ${place}`;
}

/** What an export that succeeded came to. */
export function resultWords({ changes, pullRequest, target, settings }: Export): string {
  if (isHostTarget(target))
    return settings.length === 0 ? "It runs." : `It runs, with ${plural(settings.length, "setting")} sent along.`;
  if (changes === null) return "Done";
  const { added, changed, removed } = changes;
  if (added + changed + removed === 0) return "The repository already holds this version; nothing had to change.";
  if (target === "new_repository") return `${plural(added, "file")} pushed.`;
  return `Pull request ${pullRequest ?? ""}: ${added} added, ${changed} changed, ${removed} removed.`;
}

/** What the button to where it went says. */
export function openWords({ target, pullRequest }: Export): string {
  if (isHostTarget(target)) return "Open app";
  return pullRequest === null ? "Open repository" : `Open pull request ${pullRequest}`;
}
