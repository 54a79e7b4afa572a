// HTML as headings, paragraphs, lists and rows of tables. Plain JavaScript: it runs in the thread of read-worker.mjs.
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";

/** @typedef {{ kind: "heading", level: number, text: string } | { kind: "text", text: string }} HtmlBlock */

const dropped =
  "script,style,noscript,template,iframe,object,embed,svg,math,canvas,audio,video,select,button,input,textarea,dialog:not([open]),[hidden],[aria-hidden=true]";
const surroundings = "nav,header,footer,aside,[role=navigation],[role=banner],[role=contentinfo],[role=search]";
const hiddenStyle =
  /display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])|text-indent\s*:\s*-\d{3,}/i;
const blockNames = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM HEADER HGROUP HR LEGEND MAIN NAV P SECTION SUMMARY TBODY TD TFOOT TH THEAD TR".split(
    " ",
  ),
);
/** Of the whole page's text; an extract that leaves more out has taken the wrong part for the article. */
const leastShare = 0.5;
const mostLinks = 2_000;

/**
 * @param {string} html
 * @param {{ url?: string, isPage: boolean }} options `isPage`: what surrounds the content of a web page is left out
 * @returns {{ title: string, blocks: HtmlBlock[], links: string[] }}
 */
export function htmlBlocks(html, { url, isPage }) {
  const document = documentOf(html);
  const title = titleOf(document);
  const links = url === undefined ? [] : linksOf(document, url);
  clean(document);
  const root = document.body ?? document.documentElement;
  if (root === null) return { title, blocks: [], links };
  if (!isPage) return { title, blocks: blocksOf(root), links };
  const heading = squeezed(document.querySelector("h1")?.textContent ?? "");
  const article = articleOf(html);
  dropSurroundings(document);
  const whole = withHeading(blocksOf(root), heading);
  const picked = article === null ? [] : withHeading(blocksOf(article), heading);
  const isEnough = lengthOf(picked) >= lengthOf(whole) * leastShare && lengthOf(picked) > 0;
  return { title, blocks: isEnough ? picked : whole, links };
}

/** @param {string} html */
function documentOf(html) {
  const isWhole = /<(?:html|body|head)[\s>]/i.test(html);
  return parseHTML(isWhole ? html : `<!doctype html><html><body>${html}</body></html>`).document;
}

/** @param {Document} document */
function titleOf(document) {
  const said = document.querySelector("meta[property='og:title']")?.getAttribute("content");
  const own = document.querySelector("title")?.textContent;
  const first = document.querySelector("h1")?.textContent;
  return squeezed(own || said || first || "");
}

/** @param {Document} document @param {string} url */
function linksOf(document, url) {
  const said = document.querySelector("base[href]")?.getAttribute("href") ?? url;
  const base = URL.canParse(said, url) ? new URL(said, url) : new URL(url);
  /** @type {Set<string>} */
  const found = new Set();
  for (const link of document.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href") ?? "";
    if (/\bnofollow\b/i.test(link.getAttribute("rel") ?? "") || !URL.canParse(href, base)) continue;
    found.add(new URL(href, base).href);
    if (found.size >= mostLinks) break;
  }
  return [...found];
}

/** @param {Document} document */
function clean(document) {
  for (const node of document.querySelectorAll(dropped)) node.remove();
  for (const node of document.querySelectorAll("[style]"))
    if (hiddenStyle.test(node.getAttribute("style") ?? "")) node.remove();
}

/** @param {Document} document */
function dropSurroundings(document) {
  for (const part of document.querySelectorAll(surroundings)) if (part.closest("main,article") === null) part.remove();
}

/** @param {string} html @returns {Element | null} */
function articleOf(html) {
  const document = documentOf(html);
  clean(document);
  dropSurroundings(document);
  try {
    const found = new Readability(document, { charThreshold: 200, keepClasses: true }).parse();
    return found?.content ? documentOf(found.content).body : null;
  } catch {
    // What it cannot make sense of is read as a whole.
    return null;
  }
}

/** What was left out may have held the page's own heading. @param {HtmlBlock[]} blocks @param {string} text @returns {HtmlBlock[]} */
function withHeading(blocks, text) {
  const has = text === "" || blocks.some((block) => block.kind === "heading" && block.level === 1);
  return has || blocks.length === 0 ? blocks : [{ kind: "heading", level: 1, text }, ...blocks];
}

/** @param {HtmlBlock[]} blocks */
const lengthOf = (blocks) => blocks.reduce((sum, { text }) => sum + text.length, 0);
/** @param {string} text */
const squeezed = (text) => text.replace(/\s+/g, " ").trim();
/** @param {string} text */
const lines = (text) =>
  text
    .split("\n")
    .map((line) => line.replace(/[^\S\n]+/g, " ").trim())
    .join("\n")
    .replace(/\n{2,}/g, "\n")
    .trim();

/** @param {Element} root @returns {HtmlBlock[]} */
function blocksOf(root) {
  /** @type {HtmlBlock[]} */
  const blocks = [];
  let inline = "";
  const flush = () => {
    const text = lines(inline);
    inline = "";
    if (text !== "") blocks.push({ kind: "text", text });
  };
  /** @param {string} text */
  const push = (text) => {
    flush();
    if (text !== "") blocks.push({ kind: "text", text });
  };
  /** @param {Node} node */
  const visit = (node) => {
    if (node.nodeType === 3) {
      inline += (node.textContent ?? "").replace(/\s+/g, " ");
      return;
    }
    if (node.nodeType !== 1) return;
    const element = /** @type {Element} */ (node);
    const name = element.tagName.toUpperCase();
    if (/^H[1-6]$/.test(name)) {
      flush();
      const text = squeezed(element.textContent ?? "");
      if (text !== "") blocks.push({ kind: "heading", level: Number(name[1]), text });
    } else if (name === "BR") inline += "\n";
    else if (name === "PRE") push((element.textContent ?? "").trim());
    else if (name === "UL" || name === "OL") push(listOf(element, 0).join("\n"));
    else if (name === "TABLE" && isData(element)) push(rowsOf(element).join("\n"));
    else {
      const isBlock = blockNames.has(name) || name === "TABLE";
      if (isBlock) flush();
      for (const child of element.childNodes) visit(child);
      if (isBlock) flush();
    }
  };
  visit(root);
  flush();
  return blocks;
}

/** @param {Element} list @param {number} depth @returns {string[]} */
function listOf(list, depth) {
  let number = Number(list.getAttribute("start") ?? 1) || 1;
  const isOrdered = list.tagName.toUpperCase() === "OL";
  return [...list.children].flatMap((item) => {
    const name = item.tagName.toUpperCase();
    if (name === "UL" || name === "OL") return listOf(item, depth + 1);
    const inner = [...item.childNodes];
    const text = squeezed(inner.map((node) => (isList(node) ? "" : textOf(node))).join(""));
    const nested = inner.filter(isList).flatMap((node) => listOf(/** @type {Element} */ (node), depth + 1));
    const mark = isOrdered ? `${number++}.` : "-";
    return text === "" ? nested : [`${"  ".repeat(depth)}${mark} ${text}`, ...nested];
  });
}

/** @param {Node} node */
const isList = (node) => /^(?:UL|OL)$/i.test(node.nodeName);

/** Text with spaces where blocks meet. @param {Node} node @returns {string} */
function textOf(node) {
  if (node.nodeType === 3) return node.textContent ?? "";
  if (node.nodeType !== 1) return "";
  const inner = [...node.childNodes].map(textOf).join("");
  const name = node.nodeName.toUpperCase();
  return blockNames.has(name) || name === "BR" || name === "LI" ? ` ${inner} ` : inner;
}

/** Whether a table holds data; many only put things beside each other. @param {Element} table */
function isData(table) {
  if (table.getAttribute("role") === "presentation" || table.querySelector("table,h1,h2,h3") !== null) return false;
  return [...table.querySelectorAll("tr")].some((row) => row.children.length > 1);
}

/** Each row as a line that can be understood alone: "Plan: Solo; Price: 20". @param {Element} table @returns {string[]} */
function rowsOf(table) {
  const rows = [...table.querySelectorAll("tr")]
    .map((row) =>
      [...row.children].map((cell) => ({ isHead: /^TH$/i.test(cell.tagName), text: squeezed(textOf(cell)) })),
    )
    .filter((row) => row.some(({ text }) => text !== ""));
  const caption = squeezed(table.querySelector("caption")?.textContent ?? "");
  const [first = []] = rows;
  const isHeader = first.length > 1 && (first.every(({ isHead }) => isHead) || looksLikeHeader(rows));
  const names = isHeader ? first.map(({ text }) => text) : [];
  const told = rows.slice(isHeader ? 1 : 0).map((row) => {
    if (names.length === 0 && row.length === 2)
      return row
        .map(({ text }) => text)
        .filter(Boolean)
        .join(": ");
    return row
      .map(({ text }, index) => (names[index] && text !== "" ? `${names[index]}: ${text}` : text))
      .filter((text) => text !== "")
      .join("; ");
  });
  // A header with nothing under it is all there is.
  const kept = told.length === 0 ? [names.join("; ")] : told;
  return caption === "" ? kept : [caption, ...kept];
}

/** @param {{ isHead: boolean, text: string }[][]} rows */
function looksLikeHeader(rows) {
  const [first = []] = rows;
  return (
    first.length > 2 &&
    rows.length > 1 &&
    first.every(({ text }) => text !== "" && text.length <= 60 && !/^[\d\s.,€$£%-]+$/.test(text)) &&
    new Set(first.map(({ text }) => text)).size === first.length
  );
}
