import "server-only";
import { providerNames } from "@/lib/features/connection/connection.schema";
import { notify } from "@/lib/features/notification/services/notify";
import { workspaceRepository } from "@/lib/features/workspace/workspace.repository";
import type { Tx } from "@/lib/platform/db/db";
import { type ExportRow, isDeployRow } from "../export.repository";

type End = { type: "export.succeeded" | "export.failed"; at: string; body: string };

/** Tells whoever asked for an export how it ended: it goes on when they close the dialog. Part of the service's transaction. */
export async function tellExportEnded(tx: Tx, workspaceId: string, row: ExportRow, end: End): Promise<void> {
  const userId = row.created_by;
  if (userId === null) return;
  const workspace = await workspaceRepository(tx, userId).find(workspaceId);
  if (!workspace) return;
  const what = `${row.app_name} v${row.version}`;
  const isDeploy = isDeployRow(row);
  const where = providerNames[isDeploy ? row.target : "github"];
  const done = isDeploy ? "runs at" : "is on";
  const failed = isDeploy ? "does not run at" : "did not reach";
  await notify(tx, {
    userId,
    type: end.type,
    title: `${what} ${end.type === "export.succeeded" ? done : failed} ${where}`,
    body: end.body,
    href: `/${workspace.slug}/projects/${row.project_id}?v=${row.version}`,
    workspaceId,
    projectId: row.project_id,
    // Tried again, it ends again.
    dedupeKey: `${end.type}:${row.id}:${end.at}`,
  });
}
