import "server-only";
import type { z } from "zod";
import { notify } from "@/lib/features/notification/services/notify";
import type { Entered, Tx } from "@/lib/platform/db/db";
import { type AppError, ForbiddenError, NotFoundError, ValidationError } from "@/lib/platform/errors/errors";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import { type CollaboratorRow, type SharingRow, sharingRepository } from "../sharing.repository";
import type { CollaboratorRole, shareProjectBody } from "../sharing.schema";

export type SharingAsk = { tx: Tx; workspace: { id: string; slug: string }; projectId: string };
type Page = { limit: number; cursor?: string | undefined };

const repositoryOf = ({ tx, workspace, projectId }: SharingAsk) => sharingRepository(tx, workspace.id, projectId);

/** @throws NotFoundError */
export async function getSharing(ask: SharingAsk): Promise<SharingRow> {
  const row = await repositoryOf(ask).find();
  if (!row) throw new NotFoundError();
  return row;
}

/**
 * Changes who sees a project and what its page shows. Counts with the commit: a page that is taken back answers nobody after it.
 * @throws NotFoundError, ForbiddenError NOT_YOURS_TO_SHARE for whoever neither created the project nor is an admin,
 * ValidationError for a page about a version that there is not
 */
export async function shareProject(ask: SharingAsk, changes: z.infer<typeof shareProjectBody>): Promise<SharingRow> {
  const { last_build_version: newest } = await getSharing(ask);
  if (changes.pageVersion && changes.pageVersion > newest) throw noSuchVersion(newest);
  const changed = await repositoryOf(ask).change({
    visibility: changes.visibility,
    page_indexed: changes.pageIndexed,
    page_shows_idea: changes.pageShowsIdea,
    page_summary: changes.pageSummary,
    page_version: changes.pageVersion,
    ...(changes.newAddress ? { page_key: null } : {}),
  });
  if (!changed) throw readOnly();
  return await getSharing(ask);
}

/** First added first. @throws NotFoundError, BadRequestError for a forged cursor */
export async function listCollaborators(
  ask: SharingAsk,
  { limit, cursor }: Page,
): Promise<{ rows: CollaboratorRow[]; nextCursor: string | null }> {
  const after = decodeCursor(cursor);
  await getSharing(ask);
  const rows = await repositoryOf(ask).list(limit, after);
  return pageOf(rows, limit, (row) => ({ value: row.created_at, id: row.user_id }));
}

type Change = { caller: Entered["caller"]; userId: string; role: CollaboratorRole; requestId: string };

/**
 * Adds somebody of the workspace to a project, or gives a collaborator another role. Strangers are invited instead.
 * @throws NotFoundError also for somebody outside of the workspace, ForbiddenError PROJECT_READ_ONLY
 */
export async function setCollaborator(ask: SharingAsk, change: Change): Promise<CollaboratorRow> {
  const project = await getSharing(ask);
  const repository = repositoryOf(ask);
  const { userId, role } = change;
  const known = await repository.collaborator(userId);
  if (known) {
    if (known.role !== role && !(await repository.setRole(userId, role))) throw readOnly();
  } else {
    if (!(await repository.hasPlace(userId))) throw new NotFoundError();
    if (await repository.add(userId, role)) await tell(ask, change, project.name);
  }
  const row = await repository.collaborator(userId);
  if (!row) throw new NotFoundError();
  return row;
}

async function tell({ tx, workspace, projectId }: SharingAsk, change: Change, name: string): Promise<void> {
  if (change.caller.kind === "user" && change.caller.userId === change.userId) return;
  const who = change.caller.kind === "user" ? change.caller.displayName : "Somebody";
  await notify(tx, {
    userId: change.userId,
    type: "project.shared",
    title: `${who} added you to ${name}`,
    body: change.role === "editor" ? "You can build in this project." : "You can look at this project and comment.",
    href: `/${workspace.slug}/projects/${projectId}`,
    workspaceId: workspace.id,
    projectId,
    dedupeKey: `project.shared:${projectId}:${change.requestId}`,
  });
}

/** Takes effect with the commit. @throws NotFoundError for whoever is not a collaborator, ForbiddenError PROJECT_READ_ONLY */
export async function removeCollaborator(ask: SharingAsk, userId: string): Promise<void> {
  await getSharing(ask);
  const repository = repositoryOf(ask);
  if (!(await repository.collaborator(userId))) throw new NotFoundError();
  if (!(await repository.remove(userId))) throw readOnly();
}

/** Everybody who sees the project, by name. @throws NotFoundError, BadRequestError for a forged cursor */
export async function listPeople(
  ask: SharingAsk,
  { limit, cursor, q }: Page & { q?: string | undefined },
): Promise<{ rows: { user_id: string; display_name: string }[]; nextCursor: string | null }> {
  const after = decodeCursor(cursor, "text");
  await getSharing(ask);
  const rows = await repositoryOf(ask).people(limit, after, q);
  return pageOf(rows, limit, (row) => ({ value: row.display_name.toLowerCase(), id: row.user_id }));
}

function noSuchVersion(newest: number): AppError {
  const message = newest === 0 ? "This project has no version yet." : `The newest version is ${newest}.`;
  return new ValidationError("VERSION_UNKNOWN", message, { details: { fields: { pageVersion: message } } });
}

const readOnly = () => new ForbiddenError("PROJECT_READ_ONLY", "You may look at this project, not change it.");
