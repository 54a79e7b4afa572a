import "server-only";
import type { z } from "zod";
import type { Tx } from "@/lib/platform/db/db";
import { ConflictError, ForbiddenError, NotFoundError } from "@/lib/platform/errors/errors";
import { type SourceRow, sourceRepository } from "../source.repository";
import type { updateSourceBody } from "../source.schema";
import { getSource } from "./list-sources";
import { startRun } from "./start-run";

/**
 * Another title, other pages, another rhythm. The title of a text or a file is what answers name it by, so it is read again.
 * @throws NotFoundError, ForbiddenError, ConflictError NOT_AN_ADDRESS
 */
export async function updateSource(
  tx: Tx,
  workspaceId: string,
  { sourceId, title, resync, pageLimit }: z.infer<typeof updateSourceBody> & { sourceId: string },
): Promise<SourceRow> {
  const before = await getSource(tx, workspaceId, sourceId);
  const isAddress = before.kind === "url" || before.kind === "site";
  if (!isAddress && resync !== undefined && resync !== "never") throw notAnAddress();
  const changed = await sourceRepository(tx, workspaceId).update(sourceId, {
    ...(title === undefined ? {} : { title }),
    ...(resync === undefined ? {} : { resync }),
    ...(pageLimit === undefined ? {} : { page_limit: pageLimit }),
  });
  if (!changed) throw new ForbiddenError();
  if (!isAddress && title !== undefined && title !== before.title) await startRun(tx, workspaceId, sourceId);
  return await getSource(tx, workspaceId, sourceId);
}

/** Reads a source that has failed once more. @throws NotFoundError, ConflictError SOURCE_NOT_FAILED */
export async function retrySource(tx: Tx, workspaceId: string, sourceId: string): Promise<SourceRow> {
  const { status } = await getSource(tx, workspaceId, sourceId);
  if (status !== "failed")
    throw new ConflictError("SOURCE_NOT_FAILED", "Only a source that has failed can be tried again.");
  await startRun(tx, workspaceId, sourceId);
  return await getSource(tx, workspaceId, sourceId);
}

/**
 * Looks at an address again; what was known stays until the new version is there.
 * @throws NotFoundError, ConflictError NOT_AN_ADDRESS, SOURCE_BUSY
 */
export async function resyncSource(tx: Tx, workspaceId: string, sourceId: string): Promise<SourceRow> {
  const { kind, status } = await getSource(tx, workspaceId, sourceId);
  if (kind !== "url" && kind !== "site") throw notAnAddress();
  if (status === "queued" || status === "parsing")
    throw new ConflictError("SOURCE_BUSY", "This source is being read already.");
  await startRun(tx, workspaceId, sourceId);
  return await getSource(tx, workspaceId, sourceId);
}

/** Forgets a source with everything that was read from it, at once. @throws NotFoundError, ForbiddenError */
export async function deleteSource(tx: Tx, workspaceId: string, sourceId: string): Promise<void> {
  const sources = sourceRepository(tx, workspaceId);
  if (!(await sources.find(sourceId))) throw new NotFoundError();
  if (!(await sources.delete(sourceId))) throw new ForbiddenError();
}

const notAnAddress = () =>
  new ConflictError("NOT_AN_ADDRESS", "A text or a file does not change by itself. Add the new version instead.");
