import { describe, expect, it } from "vitest";
import { parseIdea } from "../parse-idea";

const read = (idea: string, stack: "next-supabase" | "hono-postgres" = "next-supabase") => {
  const { features, unsupported } = parseIdea(idea, { stack }).blueprint;
  return {
    features: features.filter((feature) => feature.startsWith("csv")),
    quotes: unsupported.map(({ quote }) => quote),
  };
};

describe("lists from and for spreadsheets", () => {
  it.each([
    ["A choir keeps singers with a name and a voice. We import the singers from a spreadsheet.", ["csv-import"]],
    [
      "A choir keeps singers with a name. The singers can be downloaded as CSV and Excel lists imported.",
      ["csv-import"],
    ],
    ["Ein Chor mit Sängern und Proben. Die Sänger importieren wir aus Excel.", ["csv-import"]],
    [
      "Un coro con cantantes y ensayos. Hay que importar los cantantes desde Excel y exportar a CSV.",
      ["csv-import", "csv-export"],
    ],
    ["Une chorale avec des chanteurs. Exporter les chanteurs en CSV.", ["csv-export"]],
  ])("%s", (idea, features) => {
    const { features: found, quotes } = read(idea);
    expect(found).toEqual(expect.arrayContaining(features));
    expect(quotes.filter((quote) => /import|export/i.test(quote))).toEqual([]);
  });

  it("are not what other words of the kind mean", () => {
    expect(read("A choir keeps singers. They import instruments from Italy.").features).toEqual([]);
    expect(read("A choir keeps singers and uploads photos of concerts.").features).toEqual([]);
  });

  it("are said to be missing where the stack cannot take files", () => {
    const { features, quotes } = read("A choir keeps singers. Import the singers from a CSV file.", "hono-postgres");
    expect(features).toEqual([]);
    expect(quotes).toContain("Import the singers from a CSV file.");
  });
});
