import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { resyncSources } from "@/lib/features/source/jobs/resync-sources.handler";
import { rawDatabase } from "@/lib/platform/db/db";
import { pdfOf } from "../factories/documents";
import { createShelf, heldOf } from "../factories/sources";
import { sitePeer } from "../harness/site-peer";

const peer = await sitePeer();
const shelf = await createShelf();
const { add, added, one, work } = shelf;
const html = (title: string, body: string) =>
  `<!doctype html><html><head><title>${title}</title></head><body><nav><a href="/">Home</a></nav><main>${body}</main></body></html>`;
const sentence = "Deposits are returned within thirty days.";
beforeEach(() => peer.reset());

let count = 0;
/** A path nobody has asked for. */
const path = () => `/p${++count}`;
const addUrl = (at: string, more = {}) =>
  added(add({ kind: "url", url: at.startsWith("http") ? at : `${peer.url}${at}`, ...more }));
const forget = async () => {
  for (const source of (await shelf.list("&limit=100")).json.data) await shelf.remove(source.id);
};
const later = (id: string, interval: string) =>
  rawDatabase().then((db) =>
    sql`update public.sources set synced_at = now() - ${interval}::interval where id = ${id}`.execute(db),
  );

describe("a page", () => {
  it("is read under its own title and found by its text", async () => {
    const at = path();
    peer.reset({ [at]: html("House rules", `<h1>Rules</h1><p>${sentence}</p>`) });
    const source = await addUrl(at);
    expect(source).toMatchObject({
      status: "ready",
      format: "html",
      title: "House rules",
      url: `${peer.url}${at}`,
      error: null,
    });
    const document = (await shelf.read(source.documentId ?? "")).json.data;
    expect(document).toMatchObject({ title: "House rules", url: `${peer.url}${at}` });
    expect(document.text).toBe(`Rules\n\n${sentence}`);
    const again = await add({ kind: "url", url: `${peer.url}${at}#part` });
    expect(again).toMatchObject({ status: 200, json: { data: { id: source.id } } });
  });

  it("keeps the title it was given; may be a PDF or redirect", async () => {
    const [at, to] = [path(), path()];
    peer.reset({
      [at]: { status: 302, location: to },
      [to]: { type: "application/pdf", body: pdfOf([{ lines: [{ text: `A page of paper. ${sentence}` }] }]) },
    });
    const source = await addUrl(at, { title: "Mine" });
    expect(source).toMatchObject({ status: "ready", format: "pdf", title: "Mine" });
    expect((await heldOf(source.id)).text).toContain(sentence);
  });

  it("that cannot be had says why", async () => {
    const cases: [string, Parameters<typeof peer.reset>[0]][] = [
      ["URL_NOT_FOUND", {}],
      ["URL_FORBIDDEN", { x: { status: 403 } }],
      ["URL_BUSY", { x: { status: 429 } }],
      ["URL_ERROR", { x: { status: 500, body: "oh" } }],
      ["URL_TYPE", { x: { type: "image/png", body: "x" } }],
      ["URL_TOO_LARGE", { x: { body: "x".repeat(5_000_001) } }],
      ["URL_REDIRECTS", { x: { status: 302, location: "x" } }],
      ["EMPTY_TEXT", { x: html("Nothing", "<script>draw()</script>") }],
    ];
    for (const [code, pages] of cases) {
      const at = path();
      peer.reset(
        Object.fromEntries(
          Object.values(pages ?? {}).map((page) => [
            at,
            typeof page !== "string" && page.location ? { ...page, location: at } : page,
          ]),
        ),
      );
      const failed = await addUrl(at);
      expect(failed, code).toMatchObject({ status: "failed", error: { code } });
    }
  });

  it("of an address inside the house is refused without a call", async () => {
    const inside = [
      "http://127.0.0.1:5432/",
      "https://127.0.0.1/",
      "https://[::1]/",
      "https://169.254.169.254/latest/meta-data/",
      "http://localhost:3000/api/health",
      "https://10.0.0.1/",
    ];
    for (const url of inside) {
      const failed = await addUrl(url);
      expect(failed, url).toMatchObject({ status: "failed", error: { code: "URL_REFUSED" } });
      expect(failed.error?.message).toContain("public internet");
    }
    const at = path();
    peer.reset({ [at]: { status: 302, location: "http://127.0.0.1:5432/" } });
    expect(await addUrl(at)).toMatchObject({ status: "failed", error: { code: "URL_REFUSED" } });
  });

  it("read again: the same changes nothing, another one takes its place, a failure keeps what was known", async () => {
    const at = path();
    peer.reset({ [at]: html("Rules", `<p>${sentence}</p>`) });
    const source = await addUrl(at);
    const chunkIds = async () =>
      (
        await sql<{ id: string }>`select id::text from public.chunks where document_id = ${source.documentId}`.execute(
          await rawDatabase(),
        )
      ).rows.map(({ id }) => id);
    const first = await chunkIds();
    const again = await shelf.resync(source.id);
    expect(again).toMatchObject({ status: 202, json: { data: { status: "queued", documentCount: 1 } } });
    expect((await shelf.resync(source.id)).json.code).toBe("SOURCE_BUSY");
    await work();
    expect(await chunkIds()).toEqual(first);

    peer.reset({ [at]: html("Rules", "<p>Deposits are kept for ever.</p>") });
    await shelf.resync(source.id);
    await work();
    expect(await one(source.id)).toMatchObject({ status: "ready", documentId: source.documentId });
    expect((await heldOf(source.id)).text).toBe("Deposits are kept for ever.");
    expect(await chunkIds()).not.toEqual(first);

    peer.reset();
    await shelf.resync(source.id);
    await work();
    expect(await one(source.id)).toMatchObject({ status: "ready", error: { code: "URL_NOT_FOUND" }, documentCount: 1 });
    expect((await heldOf(source.id)).text).toBe("Deposits are kept for ever.");
  });

  it("is read again when its day has come, and not before", async () => {
    const at = path();
    peer.reset({ [at]: html("Rules", `<p>${sentence}</p>`) });
    const source = await addUrl(at, { resync: "daily" });
    const weekly = await addUrl(at, { resync: "weekly" }).catch(() => undefined);
    expect(weekly).toBeUndefined();
    await later(source.id, "23 hours");
    await resyncSources({}, { jobId: "x", attempt: 1, signal: new AbortController().signal });
    expect((await one(source.id)).status).toBe("ready");
    await later(source.id, "25 hours");
    peer.reset({ [at]: html("Rules", "<p>Everything is new.</p>") });
    await resyncSources({}, { jobId: "x", attempt: 1, signal: new AbortController().signal });
    expect((await one(source.id)).status).toBe("queued");
    await work();
    expect((await heldOf(source.id)).text).toBe("Everything is new.");
  });

  it("whose job was lost does not say “reading” for ever", async () => {
    const asked = await add({ kind: "url", url: `${peer.url}${path()}` });
    const { id } = asked.json.data;
    const db = await rawDatabase();
    await sql`delete from pgboss.job where name = 'source.read' and data ->> 'sourceId' = ${id}`.execute(db);
    await sql`alter table public.sources disable trigger touch_source`.execute(db);
    await sql`update public.sources set updated_at = now() - interval '1 hour', status = 'parsing' where id = ${id}`.execute(
      db,
    );
    await sql`alter table public.sources enable trigger touch_source`.execute(db);
    await resyncSources({}, { jobId: "x", attempt: 1, signal: new AbortController().signal });
    expect(await one(id)).toMatchObject({ status: "failed", error: { code: "INTERRUPTED" } });
  });
});

describe("a site", () => {
  const addSite = (more = {}) => added(add({ kind: "site", url: `${peer.url}/`, ...more }));

  it("is read by its map, page by page, without what robots.txt forbids", async () => {
    await forget();
    peer.reset({
      "/robots.txt": { type: "text/plain", body: `User-agent: *\nDisallow: /private\nSitemap: ${peer.url}/maps.xml` },
      "/maps.xml": {
        type: "application/xml",
        body: `<sitemapindex><sitemap><loc>${peer.url}/pages.xml</loc></sitemap></sitemapindex>`,
      },
      "/pages.xml": {
        type: "application/xml",
        body: `<urlset>${["/a", "/b?x=1&amp;utm_source=z", "/private/c", "/gone", "/logo.png"].map((at) => `<url><loc>${peer.url}${at}</loc></url>`).join("")}<url><loc>https://elsewhere.test/x</loc></url></urlset>`,
      },
      "/": html("Home", "<p>Welcome to the workshop in the yard.</p><a href='/not-in-the-map'>more</a>"),
      "/a": html("Terms", `<p>${sentence}</p>`),
      "/b?x=1": html("Hours", "<p>We open at nine in the morning.</p>"),
      "/private/c": html("Secret", "<p>Not for you.</p>"),
      "/not-in-the-map": html("More", "<p>More of it.</p>"),
    });
    const source = await addSite();
    expect(source).toMatchObject({ status: "ready", documentCount: 3, skippedPages: 1, error: null });
    expect((await shelf.documents(source.id)).map(({ title, url }) => [title, url])).toEqual([
      ["Home", `${peer.url}/`],
      ["Terms", `${peer.url}/a`],
      ["Hours", `${peer.url}/b?x=1`],
    ]);
    expect(peer.asked).not.toContain("/private/c");
    expect(peer.asked).not.toContain("/logo.png");

    // A page that is gone goes; one that only fails today stays.
    peer.pages.delete("/a");
    peer.pages.set("/b?x=1", { status: 500 });
    await shelf.resync(source.id);
    await work();
    expect((await shelf.documents(source.id)).map(({ title }) => title)).toEqual(["Home", "Hours"]);
    expect(await one(source.id)).toMatchObject({ status: "ready", skippedPages: 3 });
    expect((await heldOf(source.id)).text).not.toContain(sentence);
  });

  it("without a map is read by its links, up to as many pages as are wanted", async () => {
    await forget();
    const link = (n: number) =>
      `<a href="/n${n}">next</a> <a href="https://elsewhere.test/">away</a> <a href="/n${n}#part">part</a>`;
    const pages = Object.fromEntries(
      Array.from({ length: 8 }, (_, n) => [
        `/n${n}`,
        html(`Page ${n}`, `<p>This is page number ${n} of all.</p>${link(n + 1)}`),
      ]),
    );
    peer.reset({ "/": html("Home", `<p>The beginning of it all.</p>${link(0)}`), ...pages });
    const source = await addSite({ pageLimit: 4 });
    expect(source).toMatchObject({ status: "ready", documentCount: 4, title: expect.any(String) });
    expect((await shelf.documents(source.id)).map(({ title }) => title)).toEqual([
      "Home",
      "Page 0",
      "Page 1",
      "Page 2",
    ]);
    expect(peer.asked.filter((at) => at === "/n1")).toHaveLength(1);
  });

  it("that cannot be read says why", async () => {
    await forget();
    peer.reset({
      "/robots.txt": { type: "text/plain", body: "User-agent: *\nDisallow: /" },
      "/": html("Home", "<p>Hello there.</p>"),
    });
    const forbidden = await addSite();
    expect(forbidden).toMatchObject({ status: "failed", error: { code: "ROBOTS_FORBID" } });
    await forget();
    peer.reset({
      "/": html("App", "<div id='root'></div>"),
      "/sitemap.xml": `<urlset><url><loc>${peer.url}/x</loc></url></urlset>`,
    });
    expect(await addSite()).toMatchObject({ status: "failed", error: { code: "SITE_EMPTY" } });
    await forget();
    peer.reset();
    expect(await addSite()).toMatchObject({ status: "failed", error: { code: "URL_NOT_FOUND" } });
    expect(await added(add({ kind: "site", url: "https://127.0.0.1/" }))).toMatchObject({
      error: { code: "URL_REFUSED" },
    });
  });
});
