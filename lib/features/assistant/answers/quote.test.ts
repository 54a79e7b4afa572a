import { expect, it } from "vitest";
import { cutDocument } from "../retrieval/cut-document";
import { fitOf } from "../retrieval/score";
import type { Passage } from "../retrieval/search";
import { stem } from "../retrieval/terms";
import { quoteOf } from "./quote";

const body = `Handbook

Opening hours

The workshop opens at nine in the morning.

Refunds

Annual plans can be refunded within thirty days.`;
const at = (text: string) => body.indexOf(text);

/** The passage a question with this word would find: the whole handbook is one. */
function passageFor(word: string): Passage {
  const { chunks } = cutDocument({
    title: "Handbook",
    body,
    headings: ["Opening hours", "Refunds"].map((path) => ({ at: at(path), path })),
    pageStarts: [0, at("Refunds")],
  });
  const [chunk] = chunks;
  if (!chunk || chunks.length > 1) throw new Error("the handbook is not one passage");
  const term = stem(word, "en");
  const fit = fitOf(chunk.text, "en", [{ word, weight: 1, idf: 1, alternatives: [{ term, factor: 1 }] }]);
  const row = { id: 1, document_id: "d", title: "Handbook", url: null, language: "en", score: 1, cosine: null };
  return { ...row, heading: chunk.heading, page: chunk.page, parts: chunk.parts, start_at: 0, text: chunk.text, fit };
}

it.each([
  ["morning", "Opening hours", 1],
  ["refunded", "Refunds", 2],
])("a quotation with “%s” names the heading and the page it stands under", (word, heading, page) => {
  const passage = passageFor(word);
  expect(passage.heading).toBe("");
  const quote = quoteOf(passage);
  expect(quote).toMatchObject({ heading, page });
  expect(quote?.quote).toContain(word);
  expect(body.slice(quote?.startAt, quote?.endAt)).toBe(quote?.quote);
});

it("a passage with one heading gives its own", () => {
  const passage = { ...passageFor("morning"), heading: "Hours", page: 7, parts: [] };
  expect(quoteOf(passage)).toMatchObject({ heading: "Hours", page: 7 });
});
