import { toIso, toIsoOrNull } from "@/lib/platform/clock/clock";
import type { ExportRow } from "./export.repository";
import type { Export } from "./export.schema";

export function toExportDto(row: ExportRow): Export {
  return {
    id: row.id,
    projectId: row.project_id,
    buildId: row.build_id,
    version: row.version,
    target: row.target,
    account: row.account,
    owner: row.owner,
    repository: row.repository,
    site: row.site,
    settings: row.env_names,
    ci: row.ci,
    status: row.status,
    step: row.step,
    error: row.error_code === null ? null : { code: row.error_code, message: row.error ?? "" },
    changes:
      row.added === null || row.changed === null || row.removed === null
        ? null
        : { added: row.added, changed: row.changed, removed: row.removed },
    branch: row.branch,
    pullRequest: row.pull_number,
    url: row.url,
    logUrl: row.log_url,
    isStopping: row.cancel_requested_at !== null && ["queued", "running"].includes(row.status),
    createdBy: row.author,
    createdAt: toIso(row.created_at),
    finishedAt: toIsoOrNull(row.finished_at),
  };
}
