import "server-only";
import { sha256 } from "@/lib/platform/crypto/crypto";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { ConflictError, NotFoundError, ValidationError } from "@/lib/platform/errors/errors";
import { corpusWriter, documentRepository } from "../document.repository";
import { titleLine } from "../readers/blocks";
import { failureWords } from "../source.failure";
import { type SourceRow, sourceRepository, sourceRuns } from "../source.repository";
import { type CreateSource, maxSources } from "../source.schema";
import { getSource } from "./list-sources";
import { startRun } from "./start-run";

type NewSource = Parameters<ReturnType<typeof sourceRepository>["insert"]>[1];
type Added = { row: SourceRow; isNew: boolean };

/**
 * Adds a text, a page or a site to what an assistant knows; a job reads it. The same text or address again is the source there is.
 * @throws NotFoundError, ConflictError SOURCE_LIMIT
 */
export async function createSource(
  tx: Tx,
  workspaceId: string,
  { assistantId, ...wish }: CreateSource & { assistantId: string },
): Promise<Added> {
  if (wish.kind === "text") {
    const bytes = Buffer.from(wish.text);
    const title = wish.title ?? (titleLine(firstLine(wish.text)) || "Text");
    return await add(tx, workspaceId, { assistantId, bytes, source: { kind: "text", title, ...sizeOf(bytes) } });
  }
  const url = addressOf(wish.url);
  const title = wish.title ?? defaultTitle(url);
  const { resync } = wish;
  const pages = wish.kind === "site" ? { page_limit: wish.pageLimit } : {};
  return await add(tx, workspaceId, { assistantId, source: { kind: wish.kind, title, url, resync, ...pages } });
}

/**
 * Adds a file. What is in it is found out when it is read. The same bytes again are the source there is.
 * @throws NotFoundError, ConflictError SOURCE_LIMIT, ValidationError EMPTY_FILE
 */
export async function uploadSource(
  tx: Tx,
  workspaceId: string,
  {
    assistantId,
    name,
    title,
    bytes,
  }: { assistantId: string; name: string; title?: string | undefined; bytes: Uint8Array },
): Promise<Added> {
  if (bytes.length === 0) throw new ValidationError("EMPTY_FILE", failureWords.EMPTY_FILE);
  const source = { kind: "file", title: title ?? nameWithoutEnding(name), file_name: name, ...sizeOf(bytes) } as const;
  return await add(tx, workspaceId, { assistantId, bytes, source });
}

async function add(
  tx: Tx,
  workspaceId: string,
  { assistantId, source, bytes }: { assistantId: string; source: NewSource; bytes?: Uint8Array },
): Promise<Added> {
  if (!(await documentRepository(tx, workspaceId).counts(assistantId))) throw new NotFoundError();
  const sources = sourceRepository(tx, workspaceId);
  // Of many at once no two pass the limit together, and the same one twice waits for the first.
  await elevated(tx, () => corpusWriter(tx, workspaceId).lockCorpus(assistantId));
  const same = await sources.findSame(assistantId, source);
  if (same) {
    if (same.status === "failed") await startRun(tx, workspaceId, same.id);
    return { row: await getSource(tx, workspaceId, same.id), isNew: false };
  }
  if ((await sources.summary(assistantId)).sources >= maxSources)
    throw new ConflictError(
      "SOURCE_LIMIT",
      `An assistant holds at most ${maxSources} sources. Delete one that is not needed, or put several texts into one.`,
    );
  const id = await sources.insert(assistantId, source);
  if (id === undefined) throw new ConflictError();
  if (bytes) await elevated(tx, () => sourceRuns(tx, workspaceId).keepContent(assistantId, id, bytes));
  await startRun(tx, workspaceId, id);
  return { row: await getSource(tx, workspaceId, id), isNew: true };
}

const sizeOf = (bytes: Uint8Array) => ({ byte_size: bytes.length, content_hash: sha256(bytes).toString("hex") });
const firstLine = (text: string): string => (text.split("\n", 1)[0] ?? "").replace(/^#+\s*/, "").slice(0, 80);
const nameWithoutEnding = (name: string): string => titleLine(name.replace(/\.[A-Za-z0-9]{1,5}$/, "")) || name;

/** Without what leads to a place on the page. */
function addressOf(text: string): string {
  const url = new URL(text);
  url.hash = "";
  return url.href;
}

/** How a page is called until its own title is known. */
export function defaultTitle(address: string): string {
  const url = new URL(address);
  return titleLine(`${url.host}${url.pathname === "/" ? "" : url.pathname}`);
}
