import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { readSource } from "@/lib/features/source/services/read-source";
import { maxFileBytes, maxSources, type SourceDocument } from "@/lib/features/source/source.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { docxOf, pdfOf, zipOf } from "../factories/documents";
import { createKey, createWorkspace } from "../factories/people";
import { createShelf, heldOf } from "../factories/sources";

const shelf = await createShelf();
const { ws, viewer, add, send, addedFile, added, one, work, list, read } = shelf;
const sentence = "Deposits are returned within thirty days.";
let count = 0;
const fresh = (text = sentence) => `${text} Copy ${++count}.`;
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

describe("adding", () => {
  it("a text: queued, read by the job, found as passages at their places", async () => {
    const asked = await add({ kind: "text", title: "Terms", text: fresh() });
    expect(asked.status).toBe(201);
    expect(asked.json.data).toMatchObject({ status: "queued", progress: 0, kind: "text", documentCount: 0 });
    await work();
    const done = await one(asked.json.data.id);
    expect(done).toMatchObject({
      status: "ready",
      progress: 100,
      format: "text",
      error: null,
      documentCount: 1,
      chunkCount: 1,
    });
    const document = (await read(done.documentId ?? "")).json.data;
    expect(document).toMatchObject({ title: "Terms", sourceId: done.id, language: "en", next: null, from: 0 });
    expect(document.text).toContain(sentence);
    const held = await heldOf(done.id);
    expect(held).toMatchObject({ documents: 1, chunks: 1, postings: held.terms });
    expect(held.text).toContain(sentence);
  });

  it("each format: a known sentence comes back, a PDF with its pages", async () => {
    const firstPage = Array.from({ length: 40 }, (_, line) => ({
      text: `Line ${line} speaks of bicycles and of lamps in the yard.`,
    }));
    const csv = `Question;Answer\nWhen ${++count};${sentence}\nWhere;Here\n`;
    const files: [string, string, Uint8Array][] = [
      ["markdown", "terms.md", bytesOf(`# Terms ${++count}\n\n**Deposits** are returned within thirty days.\n`)],
      ["html", "terms.html", bytesOf(`<!doctype html><html><body><p>${fresh()}</p></body></html>`)],
      ["csv", "terms.csv", bytesOf(csv)],
      ["docx", "terms.docx", await docxOf([{ heading: "Terms" }, { text: fresh() }])],
      ["pdf", "terms.pdf", pdfOf([{ lines: firstPage }, { lines: [{ text: fresh() }] }])],
    ];
    for (const [format, name, bytes] of files) {
      const done = await addedFile(bytes, name);
      expect(done, name).toMatchObject({
        status: "ready",
        format,
        title: "terms",
        fileName: name,
        byteSize: bytes.length,
      });
      expect((await heldOf(done.id)).text, name).toContain(sentence);
      const document = (await read(done.documentId ?? "")).json.data;
      const at = document.text.indexOf(sentence);
      expect(at, name).toBeGreaterThanOrEqual(0);
      if (format === "pdf") {
        expect(document).toMatchObject({
          pageCount: 2,
          pages: [
            { page: 1, at: 0 },
            { page: 2, at },
          ],
        });
      }
    }
  });

  it("the same bytes again are the source there is, under any name", async () => {
    const bytes = bytesOf(fresh());
    const first = await addedFile(bytes, "one.txt");
    const second = await send(bytes, "two.txt");
    expect(second.status).toBe(200);
    expect(second.json.data.id).toBe(first.id);
    expect(second.json.message).toContain("already");
    expect((await add({ kind: "text", text: Buffer.from(bytes).toString() })).json.data.id).toBe(first.id);
    expect(await work()).toMatchObject({ completed: 0 });
    expect(await heldOf(first.id)).toMatchObject({ documents: 1, chunks: 1 });
  });

  it("what cannot be read fails with a sentence, and the rest stays usable", async () => {
    const page = { lines: [{ text: `Secret ${++count}` }] };
    const cases: [string, string, Uint8Array][] = [
      ["PDF_ENCRYPTED", "locked.pdf", pdfOf([page], { encrypted: true })],
      ["NO_TEXT", "scan.pdf", pdfOf([{ lines: [] }])],
      ["ZIP_ARCHIVE", "renamed.pdf", await zipOf({ "a.txt": "text" })],
      ["BAD_ENCODING", "bad.txt", new Uint8Array([0x41, 0x80, 0x81, 0x02, 0xff])],
      ["EMPTY_TEXT", "blank.txt", bytesOf(" \n ")],
    ];
    for (const [code, name, bytes] of cases) {
      const failed = await addedFile(bytes, name);
      expect(failed, name).toMatchObject({ status: "failed", error: { code }, documentCount: 0 });
      expect(failed.error?.message.length, name).toBeGreaterThan(40);
      const again = await shelf.retry(failed.id);
      expect(again.status).toBe(202);
      expect(again.json.data).toMatchObject({ status: "queued", error: null });
      await work();
      expect(await one(failed.id)).toMatchObject({ status: "failed", error: { code } });
    }
    expect((await list("&status=failed")).json.data).toHaveLength(cases.length);
  });

  it("refuses at once what needs no reading: nothing, 11 MB, not a text", async () => {
    expect(await send(new Uint8Array(), "empty.pdf")).toMatchObject({ status: 422, json: { code: "EMPTY_FILE" } });
    expect((await send(new Uint8Array(11_000_000), "large.pdf")).status).toBe(413);
    expect((await add({ kind: "text", text: "  " })).status).toBe(422);
    expect((await add({ kind: "text", text: "x".repeat(100_001) })).status).toBe(422);
    expect((await add({ kind: "url", url: "ftp://example.test/" })).json.details).toMatchObject({
      fields: { url: expect.any(String) },
    });
    expect((await add({ kind: "url", url: "https://me:secret@example.test/" })).status).toBe(422);
  });

  it("takes a file of exactly 10 MB in", async () => {
    expect((await send(new Uint8Array(maxFileBytes).fill(32), "spaces.txt")).status).toBe(201);
    await work();
  });
});

describe("changing", () => {
  it("another title is what passages are found by", async () => {
    const source = await added(add({ kind: "text", title: "Before", text: fresh() }));
    const { documentId } = source;
    const changed = await shelf.change(source.id, { title: "Zebracorn" });
    expect(changed.json.data).toMatchObject({ title: "Zebracorn", status: "queued", documentId });
    await work();
    expect(await one(source.id)).toMatchObject({ status: "ready", documentId, chunkCount: 1 });
    expect((await read(documentId ?? "")).json.data.title).toBe("Zebracorn");
    const { rows } = await sql`select from public.postings p join public.chunks c on c.id = p.chunk_id
      where c.document_id = ${documentId} and p.term like 'zebrac%'`.execute(await rawDatabase());
    expect(rows).toHaveLength(1);
  });

  it("a text is not read again by the clock, and nothing is when it is being read", async () => {
    const source = await added(add({ kind: "text", text: fresh() }));
    expect((await shelf.change(source.id, { resync: "daily" })).json.code).toBe("NOT_AN_ADDRESS");
    expect((await shelf.resync(source.id)).json.code).toBe("NOT_AN_ADDRESS");
    expect((await shelf.retry(source.id)).json.code).toBe("SOURCE_NOT_FAILED");
    expect((await shelf.change(source.id, {})).status).toBe(422);
  });

  it("deleting takes every trace with it and forgets remembered answers", async () => {
    const source = await added(add({ kind: "text", text: fresh() }));
    const before = await shelf.summary();
    const version = async () =>
      (
        await sql<{
          version: string;
        }>`select version from public.corpora where assistant_id = ${shelf.assistantId}`.execute(await rawDatabase())
      ).rows[0]?.version;
    const known = await version();
    expect((await shelf.remove(source.id)).status).toBe(200);
    expect(await heldOf(source.id)).toMatchObject({ documents: 0, chunks: 0, postings: 0 });
    const { rows } = await sql`select from private.source_contents where source_id = ${source.id}`.execute(
      await rawDatabase(),
    );
    expect(rows).toHaveLength(0);
    expect(await version()).not.toBe(known);
    const after = await shelf.summary();
    expect(after).toMatchObject({
      sources: before.sources - 1,
      chunks: before.chunks - 1,
      documents: before.documents - 1,
    });
    expect((await read(source.documentId ?? "")).status).toBe(404);
    expect((await shelf.remove(source.id)).status).toBe(404);
  });

  it("a source deleted while it is read leaves nothing behind", async () => {
    const asked = await add({ kind: "text", text: fresh() });
    await shelf.remove(asked.json.data.id);
    expect(await work()).toMatchObject({ completed: 1, retried: 0, dead: 0 });
    expect(await heldOf(asked.json.data.id)).toMatchObject({ documents: 0, chunks: 0 });
  });

  it("an older run that comes back changes nothing", async () => {
    const asked = await add({ kind: "text", title: "Old", text: fresh() });
    const sourceId = asked.json.data.id;
    const runOf = async () =>
      (
        await sql<{ run_id: string }>`select run_id from public.sources where id = ${sourceId}`.execute(
          await rawDatabase(),
        )
      ).rows[0]?.run_id ?? "";
    const old = await runOf();
    await shelf.change(sourceId, { title: "New" });
    expect(await runOf()).not.toBe(old);
    const signal = new AbortController().signal;
    await readSource({ workspaceId: ws.id, sourceId, runId: old }, { attempt: 1, signal });
    expect(await one(sourceId)).toMatchObject({ status: "queued", documentCount: 0 });
    await work();
    expect(await one(sourceId)).toMatchObject({ status: "ready", documentCount: 1 });
    // And one that is over does not begin again.
    await readSource({ workspaceId: ws.id, sourceId, runId: await runOf() }, { attempt: 2, signal });
    expect(await one(sourceId)).toMatchObject({ status: "ready", progress: 100 });
  });
});

describe("reading", () => {
  it("a long document comes in slices that join to the whole", async () => {
    const text = Array.from(
      { length: 900 },
      (_, index) => `Paragraph ${index} of ${count}: 🚲 the lamp is lit at dusk.`,
    ).join("\n\n");
    const source = await addedFile(bytesOf(text), "long.txt");
    expect(source.chunkCount).toBeGreaterThan(20);
    let whole = "";
    for (let from: number | null = 0; from !== null; ) {
      const slice: SourceDocument = (await read(source.documentId ?? "", `&from=${from}&length=7001`)).json.data;
      expect(slice.from).toBe(from);
      whole += slice.text;
      from = slice.next;
    }
    expect(whole).toBe(text);
    const { rows } = await sql<{ start_at: number; end_at: number; text: string }>`
      select start_at, end_at, text from public.chunks where document_id = ${source.documentId}`.execute(
      await rawDatabase(),
    );
    for (const chunk of rows) expect(whole.slice(chunk.start_at, chunk.end_at)).toBe(chunk.text);
    expect((await read(source.documentId ?? "", "&length=20001")).status).toBe(422);
    expect((await read(source.documentId ?? "", "&from=1999999")).json.data).toMatchObject({ text: "", next: null });
  });

  it("the list is searched by title, filtered and paged", async () => {
    for (const name of ["pump 100%", "pump 1000"]) await add({ kind: "text", title: name, text: fresh() });
    await work();
    expect((await list("&q=pump")).json.data.map(({ title }) => title)).toEqual(["pump 1000", "pump 100%"]);
    expect((await list("&q=100%25")).json.data.map(({ title }) => title)).toEqual(["pump 100%"]);
    const first = await list("&limit=1");
    expect(first.json.page?.nextCursor).toEqual(expect.any(String));
    const second = await list(`&limit=1&cursor=${first.json.page?.nextCursor}`);
    expect(second.json.data[0]?.id).not.toBe(first.json.data[0]?.id);
    expect((await list("&cursor=nonsense")).status).toBe(400);
    const all = await shelf.summary();
    expect(all).toMatchObject({ limit: maxSources, underWay: 0 });
    expect(all.bytes).toBeGreaterThan(maxFileBytes);
  });
});

describe("who may", () => {
  it("viewers read and change nothing; keys do what their scopes say", async () => {
    const source = await added(add({ kind: "text", text: fresh() }));
    expect((await add({ kind: "text", text: fresh() }, viewer)).status).toBe(403);
    expect((await send(bytesOf(fresh()), "a.txt", viewer)).status).toBe(403);
    expect((await shelf.remove(source.id, viewer)).status).toBe(403);
    const key = await createKey(ws, ["assistants.write"], "editor");
    expect((await add({ kind: "text", text: fresh() }, key)).status).toBe(201);
    await work();
  });

  it("another workspace sees, reads and deletes nothing of it", async () => {
    const source = await added(add({ kind: "text", text: fresh() }));
    const other = await createWorkspace();
    const elsewhere = await createShelf();
    for (const as of [other.owner, elsewhere.editor]) {
      expect((await list("", as)).status).toBe(404);
      expect((await read(source.documentId ?? "", "", as)).status).toBe(404);
      expect((await shelf.remove(source.id, as)).status).toBe(404);
    }
    // From inside their own workspace, too.
    expect((await elsewhere.read(source.documentId ?? "")).status).toBe(404);
    expect((await elsewhere.remove(source.id)).status).toBe(404);
    expect((await elsewhere.retry(source.id)).status).toBe(404);
    const same = bytesOf(fresh());
    const mine = await addedFile(same, "a.txt");
    const theirs = await elsewhere.addedFile(same, "a.txt");
    expect(theirs.id).not.toBe(mine.id);
    expect((await elsewhere.list()).json.data).toHaveLength(1);
  });

  it("an assistant holds at most 500 sources", async () => {
    const full = await createShelf();
    await asService((tx) =>
      sql`insert into public.sources (workspace_id, assistant_id, kind, title, status)
        select ${full.ws.id}, ${full.assistantId}, 'text', 'Text ' || n, 'ready' from generate_series(1, ${maxSources - 1}) n`.execute(
        tx,
      ),
    );
    const answers = await Promise.all([
      full.add({ kind: "text", text: "one" }),
      full.add({ kind: "text", text: "two" }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.json).toMatchObject({ code: "SOURCE_LIMIT" });
    await full.work();
  });
});
