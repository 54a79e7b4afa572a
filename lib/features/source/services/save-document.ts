import "server-only";
import { embedSoon } from "@/lib/features/assistant/embedding.queue";
import type { CutDocument } from "@/lib/features/assistant/retrieval/cut-document";
import type { ReadDocument } from "@/lib/features/assistant/retrieval/read-document";
import { sha256 } from "@/lib/platform/crypto/crypto";
import type { Tx } from "@/lib/platform/db/db";
import { cutInPieces } from "../cut-in-pieces";
import { corpusWriter } from "../document.repository";
import { SourceFailure } from "../source.failure";

export type Prepared = { url: string | null; doc: ReadDocument; cut: CutDocument; hash: string };

/** Everything that takes long, before the transaction. @throws SourceFailure EMPTY_TEXT */
export async function prepareDocument(doc: ReadDocument, url: string | null): Promise<Prepared> {
  const cut = await cutInPieces(doc);
  if (cut.chunks.length === 0) throw new SourceFailure("EMPTY_TEXT");
  return { url, doc, cut, hash: sha256(`${doc.title}\n${doc.body}`).toString("hex") };
}

/**
 * Puts a document in the place of its former version, in the caller's transaction: it is known as a whole or not at all. Nothing
 * happens when it says what it said before. The source's row must be held.
 */
export async function saveDocument(
  tx: Tx,
  workspaceId: string,
  source: { id: string; assistant_id: string },
  { url, doc, cut, hash }: Prepared,
): Promise<void> {
  const writer = corpusWriter(tx, workspaceId);
  const corpusId = await writer.lockCorpus(source.assistant_id);
  if (corpusId === undefined) return;
  const known = await writer.findByUrl(source.id, url);
  if (known?.content_hash === hash) return;
  const id = await writer.write(source, known?.id, {
    title: doc.title,
    url,
    language: /^[a-z]{2,3}$/.test(cut.language) ? cut.language : "und",
    content_hash: hash,
    body: doc.body,
    page_count: doc.pageStarts.length > 0 ? doc.pageStarts.length : null,
    page_starts: doc.pageStarts,
    words: cut.words,
  });
  await writer.addChunks({ assistant_id: source.assistant_id, corpus_id: corpusId, document_id: id }, cut.chunks);
  await embedSoon(tx, { workspaceId, assistantId: source.assistant_id });
}
