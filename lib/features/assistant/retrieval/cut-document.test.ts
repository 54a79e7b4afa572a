import { describe, expect, it } from "vitest";
import { cutDocument } from "./cut-document";
import type { ReadDocument } from "./read-document";

const doc = (body: string, more: Partial<ReadDocument> = {}): ReadDocument => ({
  title: "Guide",
  body,
  pageStarts: [],
  headings: [],
  ...more,
});
const sentences = (count: number, words = 10) =>
  Array.from({ length: count }, (_, n) => `Sentence${n} ${"word ".repeat(words - 2)}end${n}.`).join(" ");
const countWords = (text: string) => text.split(/\s+/).length;

describe("cutDocument", () => {
  it("cuts a long text into whole sentences of at most 200 words, each word of it in a chunk, a fifth of them twice", () => {
    const body = sentences(120);
    const { chunks } = cutDocument(doc(body));
    expect(chunks.length).toBeGreaterThan(5);
    let reached = 0;
    for (const chunk of chunks) {
      expect(body.slice(chunk.startAt, chunk.endAt)).toBe(chunk.text);
      expect(countWords(chunk.text)).toBeLessThanOrEqual(200);
      expect(chunk.text).toMatch(/^Sentence\d+ [\s\S]*end\d+\.$/);
      expect(chunk.startAt).toBeLessThanOrEqual(reached + 1);
      reached = chunk.endAt;
    }
    expect(reached).toBe(body.length);
    const twice = chunks.slice(1).map((chunk, index) => (chunks[index]?.endAt ?? 0) - chunk.startAt);
    expect(Math.min(...twice)).toBeGreaterThan(0);
  });

  it("keeps long parts under different headings apart, and short ones together under what their headings share", () => {
    const long = sentences(12);
    const body = `Prices\n\n${long}\n\nHours\n\n${long}\n\nTubes\n\nTwelve euros.\n\nBrakes\n\nThirty euros.`;
    const at = (text: string) => body.indexOf(text);
    const { chunks } = cutDocument(
      doc(body, {
        headings: [
          { at: at("Prices"), path: "Prices" },
          { at: at("Hours"), path: "Hours" },
          { at: at("Tubes"), path: "Parts > Tubes" },
          { at: at("Brakes"), path: "Parts > Brakes" },
        ],
      }),
    );
    expect(chunks.map(({ heading }) => heading)).toEqual(["Prices", "Hours", "Parts"]);
    expect(chunks[2]?.text).toContain("Thirty euros.");
    const [tubes, brakes] = chunks[2]?.parts ?? [];
    expect([tubes?.heading, brakes?.heading]).toEqual(["Parts > Tubes", "Parts > Brakes"]);
    expect(chunks[2]?.text.slice(brakes?.at)).toBe("Brakes\n\nThirty euros.");
    expect(chunks[0]?.parts).toEqual([]);
  });

  it("says on which page a chunk begins", () => {
    const body = `${sentences(30)}\n\n${sentences(30)}`;
    const second = body.indexOf("\n\n") + 2;
    const { chunks } = cutDocument(doc(body, { pageStarts: [0, second] }));
    expect(chunks[0]?.page).toBe(1);
    expect(chunks.at(-1)?.page).toBe(2);
  });

  it("says where a page begins inside a chunk", () => {
    const body = `${sentences(5)}\n\n${sentences(5)}`;
    const second = body.indexOf("\n\n") + 2;
    const [chunk] = cutDocument(doc(body, { pageStarts: [0, second] })).chunks;
    expect(chunk?.parts).toEqual([
      { at: 0, heading: "", page: 1 },
      { at: second, heading: "", page: 2 },
    ]);
  });

  it("keeps the rows of a table whole and apart", () => {
    const rows = Array.from({ length: 30 }, (_, n) => `Name: Item${n}; Price: ${n} euros`);
    const body = rows.join("\n");
    const units = rows.map((_, n) => rows.slice(0, n).join("\n").length + (n === 0 ? 0 : 1));
    const { chunks } = cutDocument(doc(body, { units }));
    expect(chunks.map(({ text }) => text)).toEqual(rows);
  });

  it("counts terms of title, heading and text, without stop words", () => {
    const [chunk] = cutDocument(doc("The workshops are open. Workshops close at six.")).chunks;
    const counts = new Map(chunk?.terms.map((term, index) => [term, chunk.tfs[index]]));
    expect(counts.get("workshop")).toBe(2);
    expect(counts.get("guid")).toBe(1);
    expect(counts.has("the")).toBe(false);
    expect(chunk?.len).toBe([...counts.values()].reduce((sum: number, tf) => sum + (tf ?? 0), 0));
  });

  it("cuts a sentence without end, and text without spaces", () => {
    const endless = cutDocument(doc("word ".repeat(2_000))).chunks;
    expect(Math.max(...endless.map(({ text }) => countWords(text)))).toBeLessThanOrEqual(240);
    const japanese = cutDocument(doc("自転車の修理は二日かかります。".repeat(80)));
    expect(japanese.language).toBe("ja");
    expect(japanese.chunks.length).toBeGreaterThan(1);
    expect(japanese.chunks[0]?.terms).toContain("修理");
    expect(cutDocument(doc(`${"a".repeat(50_000)}`)).chunks.every(({ text }) => text.length < 20_000)).toBe(true);
  });

  it("an empty text has no chunks", () => {
    expect(cutDocument(doc("  \n\n ")).chunks).toEqual([]);
  });
});
