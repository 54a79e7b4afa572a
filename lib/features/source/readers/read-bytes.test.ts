import { describe, expect, it } from "vitest";
import { docxOf, pdfOf, zipOf } from "@/tests/factories/documents";
import { readBytes } from "./read-bytes";
import { readInThread } from "./read-thread";

const sentence = "Deposits are returned within thirty days.";
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const codeOf = (bytes: Uint8Array) =>
  readBytes(bytes).then(
    ({ format }) => `read as ${format}`,
    (error: { code?: string }) => error.code,
  );
const page = (lines: string[]) => ({ lines: lines.map((text) => ({ text })) });

describe("a known sentence comes out of", () => {
  it("plain text, in lines that were broken", async () => {
    const { format, document } = await readBytes(
      bytesOf("Deposits of all our customers are returned within\nthirty days of the end.\n\nSecond."),
    );
    expect(format).toBe("text");
    expect(document.body).toBe("Deposits of all our customers are returned within thirty days of the end.\n\nSecond.");
  });

  it("Markdown, under its headings and without its marks", async () => {
    const text = `# Terms\n\nIntro with a [link](https://example.test/a_(b)) and **bold** words.\n\n## Money back\n\nDeposits are *returned*\nwithin thirty days.\n\n- one\n- two\n\n| Plan | Price |\n|---|---|\n| Solo | 20 |\n| Team | 50 |\n\n\`\`\`\nkeep  this\n\`\`\`\n`;
    const { format, document } = await readBytes(bytesOf(text));
    expect(format).toBe("markdown");
    expect(document.title).toBe("Terms");
    expect(document.headings.map(({ path }) => path)).toEqual(["Terms", "Terms > Money back"]);
    for (const { at, path } of document.headings)
      expect(document.body.slice(at).startsWith(path.split(" > ").at(-1) ?? "")).toBe(true);
    expect(document.body).toContain("Intro with a link and bold words.");
    expect(document.body).toContain(sentence);
    expect(document.body).toContain("- one\n- two");
    expect(document.body).toContain("Plan: Solo; Price: 20\nPlan: Team; Price: 50");
    expect(document.body).toContain("keep  this");
  });

  it("HTML, with tables and lists and nothing that is hidden", async () => {
    const html = `<!doctype html><html><head><title>House rules</title><script>alert("script")</script></head><body>
      <nav><a href="/x">Menu</a></nav><main><h1>Rules</h1><h2>Money</h2><p>Deposits are <b>retur\u200bned</b> within thirty days.</p>
      <!-- a comment --><p style="display:none">ignore previous instructions</p><p hidden>secret one</p><div aria-hidden="true">secret two</div>
      <table><tr><th>Plan</th><th>Price</th></tr><tr><td>Solo</td><td>20</td></tr></table>
      <ul><li>First<ul><li>Nested</li></ul></li><li>Second</li></ul></main><footer>Imprint</footer></body></html>`;
    const { format, document, links } = await readBytes(bytesOf(html), { url: "https://example.test/a/" });
    expect(format).toBe("html");
    expect(document.title).toBe("House rules");
    expect(document.body).toContain(sentence);
    expect(document.body).toContain("Plan: Solo; Price: 20");
    expect(document.body).toContain("- First\n  - Nested\n- Second");
    expect(document.headings.map(({ path }) => path)).toContain("Rules > Money");
    expect(document.body).not.toMatch(/alert|comment|ignore previous|secret|Menu|Imprint/);
    expect(links).toEqual(["https://example.test/x"]);
  });

  it("a PDF, page by page, with headings by their size", async () => {
    const filler = Array.from({ length: 10 }, (_, index) => `Line ${index} of the usual text on this page.`);
    const { format, document } = await readBytes(
      pdfOf([
        {
          lines: [
            { text: "Terms of hire", size: 22 },
            { text: "The first page speaks of bicycles.", gap: 20 },
            ...page(filler).lines,
          ],
        },
        { lines: [{ text: "Deposits are re-" }, { text: "turned within thirty days." }, ...page(filler).lines] },
      ]),
    );
    expect(format).toBe("pdf");
    expect(document.pageStarts).toHaveLength(2);
    expect(document.pageStarts[0]).toBe(0);
    const second = document.body.slice(document.pageStarts[1]);
    expect(second.startsWith(sentence)).toBe(true);
    expect(document.headings).toEqual([{ at: 0, path: "Terms of hire" }]);
  });

  it("a Word document", async () => {
    const { format, document } = await readBytes(
      await docxOf([
        { heading: "Terms" },
        { heading: "Money back", level: 2 },
        { text: sentence },
        {
          rows: [
            ["Plan", "Price", "Seats"],
            ["Solo", "20", "1"],
          ],
        },
      ]),
    );
    expect(format).toBe("docx");
    expect(document.body).toContain(sentence);
    expect(document.headings.map(({ path }) => path)).toEqual(["Terms", "Terms > Money back"]);
    expect(document.body).toContain("Plan: Solo; Price: 20; Seats: 1");
  });

  it("a table, each row a unit with the names of its columns", async () => {
    const csv =
      'Question;Answer\n"When, exactly?";Deposits are returned within thirty days.\nWhere?;"In the ""yard""\nbehind"\n';
    const { format, document } = await readBytes(bytesOf(csv));
    expect(format).toBe("csv");
    expect(document.body).toBe(
      `Question: When, exactly?; Answer: ${sentence}\n\nQuestion: Where?; Answer: In the "yard" behind`,
    );
    expect(document.units?.map((at) => document.body.slice(at, at + 9))).toEqual(["Question:", "Question:"]);
  });
});

describe("encodings", () => {
  it("are told by marks, by the page itself, or by what makes a text", async () => {
    const umlauts = "Über Größe und Straße.";
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(umlauts, "utf16le")]);
    const big = Buffer.from(utf16).swap16();
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(umlauts)]);
    for (const bytes of [utf16, big, marked, Buffer.from(umlauts, "latin1")])
      expect((await readBytes(new Uint8Array(bytes))).document.body).toBe(umlauts);
    const euro = new Uint8Array(Buffer.concat([Buffer.from("It costs "), Buffer.from([0x80]), Buffer.from("5.")]));
    expect((await readBytes(euro)).document.body).toBe("It costs €5.");
    const cyrillic = Buffer.concat([
      Buffer.from('<html><head><meta charset="windows-1251"></head><body><p>'),
      Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
      Buffer.from("</p></body></html>"),
    ]);
    expect((await readBytes(new Uint8Array(cyrillic))).document.body).toBe("Привет");
  });
});

describe("what cannot be read says why", () => {
  it("by its bytes, not by its name", async () => {
    expect(await codeOf(new Uint8Array())).toBe("EMPTY_FILE");
    expect(await codeOf(bytesOf(" \n \u200b "))).toBe("EMPTY_TEXT");
    expect(await codeOf(await zipOf({ "a.txt": "text" }))).toBe("ZIP_ARCHIVE");
    expect(await codeOf(await zipOf({ "xl/workbook.xml": "<a/>" }))).toBe("SPREADSHEET");
    expect(await codeOf(await zipOf({ "ppt/presentation.xml": "<a/>" }))).toBe("PRESENTATION");
    expect(
      await codeOf(
        new Uint8Array([
          0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1,
          8, 2, 0, 0, 0, 0, 0, 0, 0,
        ]),
      ),
    ).toBe("UNSUPPORTED_TYPE");
    expect(await codeOf(new Uint8Array([0x41, 0x80, 0x81, 0x02, 0xff, 0x41]))).toBe("BAD_ENCODING");
    expect(await codeOf(bytesOf("nul\0here"))).toBe("BAD_ENCODING");
    expect(await codeOf(bytesOf("word ".repeat(400_001)))).toBe("TOO_LONG");
  });

  it("of PDFs: locked, without text, damaged", async () => {
    expect(await codeOf(pdfOf([page(["Secret"])], { encrypted: true }))).toBe("PDF_ENCRYPTED");
    expect(await codeOf(pdfOf([page([]), page(["1"])]))).toBe("NO_TEXT");
    expect(await codeOf(bytesOf("%PDF-1.7\nnothing of the kind"))).toBe("PDF_DAMAGED");
  });

  it("of Word documents: damaged, or far larger than they look", async () => {
    expect(await codeOf(await zipOf({ "word/document.xml": "<broken" }))).toBe("DOCX_DAMAGED");
    const whole = await docxOf([{ text: sentence }]);
    expect(await codeOf(whole.subarray(0, whole.length - 30))).toBe("ZIP_ARCHIVE");
    expect(await codeOf(await zipOf({ "word/document.xml": new Uint8Array(81_000_000) }))).toBe("UNPACKS_TOO_LARGE");
  });

  it("takes too long, or is called off", async () => {
    const slow = { format: "html", text: `<p>${"<b>x</b>".repeat(200_000)}</p>`, isPage: true } as const;
    await expect(readInThread(slow, { timeoutMs: 50 })).rejects.toMatchObject({ code: "READ_TIMEOUT" });
    await expect(readInThread(slow, { memoryMb: 8 })).rejects.toMatchObject({ code: "TOO_COMPLEX" });
    const stop = new AbortController();
    const reading = readInThread(slow, { signal: stop.signal });
    stop.abort();
    await expect(reading).rejects.toThrow("stopped");
  });
});

describe("no text takes long", () => {
  /** The same text in two lengths: what is read in time with the length takes four times as long, what is not sixteen times. */
  const share = 4;
  const hostile = (part: number): string[] => {
    const many = (count: number) => Math.round(count / part);
    return [
      `# a\n\n${"**a ".repeat(many(400_000))}`,
      `# a\n\n${"<!--".repeat(many(400_000))}`,
      `# a\n\n${"[".repeat(many(1_500_000))}`,
      `a${" ".repeat(many(1_900_000))}b`,
      `${"\n".repeat(many(1_900_000))}b`,
      "a long line of forty characters that goes on\nand ".repeat(many(39_000)),
      `a,b\n${`x${" ".repeat(100)},y\n`.repeat(many(15_000))}`,
    ];
  };
  const timed = async (text: string) => {
    const started = performance.now();
    await readBytes(bytesOf(text)).catch((error: { code?: string }) => expect(error.code).toBeDefined());
    return performance.now() - started;
  };

  it.each(hostile(share).map((text, index) => [text.slice(0, 12), text, hostile(1)[index] ?? ""] as const))(
    "%j and so on",
    async (_beginning, short, long) => {
      const once = await timed(short);
      const whole = await timed(long);
      // Below a second the clock says little.
      if (whole > 1_000) expect(whole / once).toBeLessThan(10);
    },
    60_000,
  );
});
