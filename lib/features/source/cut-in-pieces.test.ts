import { expect, it } from "vitest";
import { cutInPieces } from "./cut-in-pieces";

it("a long document is cut with pauses, and every passage is the document's own words at its place", async () => {
  let body = "";
  const headings: { at: number; path: string }[] = [];
  const pageStarts: number[] = [];
  for (let page = 1; page <= 200; page++) {
    pageStarts.push(body.length);
    if (page % 7 === 0) {
      headings.push({ at: body.length, path: `Chapter ${page}` });
      body += `Chapter ${page}\n\n`;
    }
    body += `${Array.from({ length: 40 }, (_, index) => `Sentence ${index} of page ${page} speaks of bicycles and of lamps.`).join(" ")}\n\n`;
  }
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const { chunks, language } = await cutInPieces({ title: "Manual", body, pageStarts, headings });
  clearInterval(timer);
  expect(language).toBe("en");
  expect(turns).toBeGreaterThan(3);
  expect(chunks.map(({ ord }) => ord)).toEqual(chunks.map((_chunk, index) => index));
  for (const chunk of chunks) {
    expect(body.slice(chunk.startAt, chunk.endAt)).toBe(chunk.text);
    expect(chunk.text).toContain(`of page ${chunk.page} `);
    expect(chunk.heading).toBe(headings.findLast(({ at }) => at <= chunk.startAt)?.path ?? "");
    for (const part of chunk.parts) {
      expect(body.slice(chunk.startAt + part.at)).toMatch(
        new RegExp(`^(?:Chapter ${part.page}\\n\\n|Sentence \\d+ of page ${part.page} )`),
      );
      expect(part.heading).toBe(headings.findLast(({ at }) => at <= chunk.startAt + part.at)?.path ?? "");
    }
  }
  expect(chunks.filter(({ parts }) => parts.length > 1).length).toBeGreaterThan(100);
  // Nothing between passages is left out.
  for (const [index, chunk] of chunks.entries())
    if (index > 0) expect(body.slice(chunks[index - 1]?.endAt ?? 0, chunk.startAt).trim()).toBe("");
});
