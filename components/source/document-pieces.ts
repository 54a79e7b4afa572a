import type { SourceDocument } from "@/lib/features/source/source.schema";

type Passage = { start: number; end: number };
/** Text up to the next page or the edge of the passage. */
export type Piece = { at: number; text: string; isMarked: boolean; page: number | undefined };

/** "120-340" as a passage; undefined for anything else. */
export function passageOf(at: string | null): Passage | undefined {
  const [, start, end] = /^(\d{1,7})-(\d{1,7})$/.exec(at ?? "") ?? [];
  const passage = { start: Number(start), end: Number(end) };
  return passage.end > passage.start ? passage : undefined;
}

/** Slices that follow each other as one text, cut where a page begins and where the passage begins and ends. */
export function piecesOf(
  slices: readonly Pick<SourceDocument, "from" | "text" | "pages">[],
  passage: Passage | undefined,
): Piece[] {
  return slices.flatMap(({ from, text, pages }) => {
    const end = from + text.length;
    // Pages without text begin where the next one does; the last of them is the one that is read.
    const pageAt = new Map(pages.map(({ at, page }) => [at, page]));
    const edges = [from, ...pageAt.keys(), ...(passage ? [passage.start, passage.end] : [])];
    const cuts = [...new Set(edges)].filter((at) => at >= from && at < end).sort((a, b) => a - b);
    return cuts.map((at, index) => ({
      at,
      text: text.slice(at - from, (cuts[index + 1] ?? end) - from),
      isMarked: passage !== undefined && at >= passage.start && at < passage.end,
      page: pageAt.get(at),
    }));
  });
}
