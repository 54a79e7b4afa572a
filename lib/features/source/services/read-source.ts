import "server-only";
import { now } from "@/lib/platform/clock/clock";
import { sha256 } from "@/lib/platform/crypto/crypto";
import { asService } from "@/lib/platform/db/service-role";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { captureError } from "@/lib/platform/log/capture";
import { corpusWriter } from "../document.repository";
import { readBytes } from "../readers/read-bytes";
import { SourceFailure } from "../source.failure";
import { type ReadSource, readSourceQueue } from "../source.queues";
import { type SourceProgress, type SourceRow, sourceRepository, sourceRuns } from "../source.repository";
import { defaultTitle } from "./create-source";
import { fetchPage } from "./fetch-page";
import { readSite } from "./read-site";
import { type Prepared, prepareDocument, saveDocument } from "./save-document";

type Try = { attempt: number; signal: AbortSignal };
type Run = Pick<ReadSource, "workspaceId" | "sourceId" | "runId">;

/**
 * Reads a source, or the next pages of a site. What cannot be read ends the run with a sentence in the source's row; what was
 * known before stays known. Anything unforeseen is thrown, so that the queue tries again, and ends the run with the last try.
 */
export async function readSource({ site, ...run }: ReadSource, { attempt, signal }: Try): Promise<void> {
  try {
    const source = await begin(run);
    if (!source) return;
    if (source.row.kind === "site") await readPages(run, { source: source.row, site, signal });
    else if (source.row.kind === "url") await readUrl(run, source.row, signal);
    else await readContent(run, source, signal);
  } catch (cause) {
    // The process is ending or the time is up: the queue gives the source to somebody else.
    if (signal.aborted && attempt <= readSourceQueue.retryLimit) throw cause;
    if (cause instanceof SourceFailure) return await fail(run, cause);
    if (attempt <= readSourceQueue.retryLimit) throw cause;
    captureError(cause, { job: readSourceQueue.name });
    await fail(run, new SourceFailure(signal.aborted ? "READ_TIMEOUT" : "UNEXPECTED", { cause }));
  }
}

type Started = { row: SourceRow; content: Uint8Array | undefined };

/** Undefined when another run has taken over, or the source is gone. */
async function begin({ workspaceId, sourceId, runId }: Run): Promise<Started | undefined> {
  return await asService(async (tx) => {
    const runs = sourceRuns(tx, workspaceId);
    const row = await sourceRepository(tx, workspaceId).find(sourceId);
    if (!row || !(await runs.report(sourceId, runId, { status: "parsing", progress: Math.max(row.progress, 5) })))
      return undefined;
    return { row, content: await runs.content(sourceId) };
  });
}

async function readContent(run: Run, { row, content }: Started, signal: AbortSignal): Promise<void> {
  if (!content) throw new SourceFailure("EMPTY_TEXT");
  const { document, format } = await readBytes(content, { signal, isPasted: row.kind === "text" });
  // Answers name a text or a file as its owner does.
  const prepared = await prepareAndTell(run, { ...document, title: row.title }, null);
  await finish(run, row, prepared, { format });
}

async function readUrl(run: Run, row: SourceRow, signal: AbortSignal): Promise<void> {
  const address = row.url ?? "";
  const { bytes, url, charset } = await fetchPage(address, signal);
  const { document, format } = await readBytes(bytes, { url, signal, ...(charset === undefined ? {} : { charset }) });
  const title = document.title || row.title;
  const prepared = await prepareAndTell(run, { ...document, title }, address);
  await finish(run, row, prepared, {
    format,
    byte_size: bytes.length,
    content_hash: sha256(bytes).toString("hex"),
    ...(row.title === defaultTitle(address) ? { title } : {}),
  });
}

/** Says that the document is read and only has to be written. */
async function prepareAndTell(run: Run, doc: Prepared["doc"], url: string | null): Promise<Prepared> {
  const { workspaceId, sourceId, runId } = run;
  await asService((tx) => sourceRuns(tx, workspaceId).report(sourceId, runId, { progress: 50 }));
  return await prepareDocument(doc, url);
}

const ended = (): SourceProgress => ({
  ...{ status: "ready", progress: 100, synced_at: now().toISOString() },
  ...{ error_code: null, error_message: null },
});

async function finish(run: Run, row: SourceRow, prepared: Prepared, change: SourceProgress): Promise<void> {
  const { workspaceId, sourceId, runId } = run;
  await asService(async (tx) => {
    const runs = sourceRuns(tx, workspaceId);
    if (!(await runs.holdRun(sourceId, runId))) return;
    await saveDocument(tx, workspaceId, row, prepared);
    await runs.report(sourceId, runId, { ...change, ...ended() });
  });
}

type Pages = { source: SourceRow; site: ReadSource["site"]; signal: AbortSignal };

/** Reads pages for a while, then lets other jobs have their turn. */
async function readPages(run: Run, { source, site, signal }: Pages): Promise<void> {
  const { workspaceId, sourceId, runId } = run;
  const state = await readSite(source, site, {
    signal,
    save: (prepared, progress) =>
      asService(async (tx) => {
        const runs = sourceRuns(tx, workspaceId);
        if (!(await runs.holdRun(sourceId, runId))) return false;
        await saveDocument(tx, workspaceId, source, prepared);
        return await runs.report(sourceId, runId, { progress });
      }),
  });
  if (!state) return;
  await asService(async (tx) => {
    const runs = sourceRuns(tx, workspaceId);
    if (!(await runs.holdRun(sourceId, runId))) return;
    if (state.queue.length > 0 && state.read < source.page_limit) {
      await enqueue(tx, readSourceQueue, { ...run, site: state });
      return;
    }
    if (state.read === 0) throw new SourceFailure("SITE_EMPTY");
    const writer = corpusWriter(tx, workspaceId);
    await writer.lockCorpus(source.assistant_id);
    await writer.keepOnly(sourceId, state.kept);
    const counted = { format: "html", byte_size: state.bytes, skipped_pages: state.skipped } as const;
    await runs.report(sourceId, runId, { ...counted, ...ended() });
  });
}

async function fail({ workspaceId, sourceId, runId }: Run, { code, message }: SourceFailure): Promise<void> {
  await asService(async (tx) => {
    const runs = sourceRuns(tx, workspaceId);
    if (!(await runs.holdRun(sourceId, runId))) return;
    const knows = (await corpusWriter(tx, workspaceId).countOf(sourceId)) > 0;
    const status = knows ? "ready" : "failed";
    await runs.report(sourceId, runId, { status, error_code: code, error_message: message });
  });
}
