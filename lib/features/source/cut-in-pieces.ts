import { setImmediate } from "node:timers/promises";
import { type CutChunk, type CutDocument, cutDocument } from "@/lib/features/assistant/retrieval/cut-document";
import { languageOf } from "@/lib/features/assistant/retrieval/language";
import type { ReadDocument } from "@/lib/features/assistant/retrieval/read-document";

/** Characters that are cut without others getting a turn: some thirty milliseconds. */
const pieceLength = 60_000;
const shortestPiece = 20_000;
const mostWords = 20_000;
const languageSample = 50_000;

/** `cutDocument`, with pauses in which the server answers its requests. Pieces end where a heading, a row or a paragraph begins. */
export async function cutInPieces(doc: ReadDocument): Promise<CutDocument> {
  const language = languageOf(doc.body.slice(0, languageSample));
  const words = new Set<string>();
  const chunks: CutChunk[] = [];
  for (let start = 0; start < doc.body.length; ) {
    const end = endOfPiece(doc, start);
    const cut = cutDocument(pieceOf(doc, start, end), { language });
    for (const word of cut.words) if (words.size < mostWords) words.add(word);
    for (const chunk of cut.chunks) {
      const startAt = chunk.startAt + start;
      chunks.push({ ...chunk, ord: chunks.length, startAt, endAt: chunk.endAt + start });
    }
    start = end;
    await setImmediate();
  }
  return { language, words: [...words], chunks };
}

function endOfPiece({ body, headings, units = [] }: ReadDocument, start: number): number {
  const latest = start + pieceLength;
  if (latest >= body.length) return body.length;
  const fits = (at: number) => at >= start + shortestPiece && at <= latest;
  const heading = headings.findLast(({ at }) => fits(at))?.at;
  const unit = units.findLast(fits);
  if (heading !== undefined || unit !== undefined) return Math.max(heading ?? 0, unit ?? 0);
  for (const mark of ["\n\n", "\n", " "]) {
    const at = body.lastIndexOf(mark, latest - mark.length) + mark.length;
    if (fits(at)) return at;
  }
  return /[\uDC00-\uDFFF]/.test(body[latest] ?? "") ? latest - 1 : latest;
}

function pieceOf({ title, body, headings, pageStarts, units }: ReadDocument, start: number, end: number): ReadDocument {
  const inside = (at: number) => at >= start && at < end;
  const own = headings.filter(({ at }) => inside(at)).map(({ at, path }) => ({ at: at - start, path }));
  const above = headings.findLast(({ at }) => at < start);
  return {
    title,
    body: body.slice(start, end),
    // Those before the piece keep their places in the list: they are what the others are counted from.
    pageStarts: pageStarts.map((at) => at - start),
    headings: above !== undefined && own[0]?.at !== 0 ? [{ at: 0, path: above.path }, ...own] : own,
    ...(units === undefined ? {} : { units: units.filter(inside).map((at) => at - start) }),
  };
}
