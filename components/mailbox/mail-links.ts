export type MailLink = { href: string; label: string };

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeHtml(text: string): string {
  return text.replace(/&(?:#(\d+)|([a-z]+));/gi, (whole, code: string | undefined, name: string | undefined) =>
    code === undefined ? (entities[(name ?? "").toLowerCase()] ?? whole) : String.fromCodePoint(Number(code)),
  );
}

/** The links of a mail in their order. Only http and https: nothing else may be clicked from here. */
export function mailLinks(html: string): MailLink[] {
  const found = new Map<string, string>();
  for (const [, rawHref = "", inner = ""] of html.matchAll(/<a\b[^>]*\bhref="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gi)) {
    const href = unescapeHtml(rawHref);
    if (!/^https?:\/\//i.test(href) || found.has(href)) continue;
    const label = unescapeHtml(inner.replace(/<[^>]*>/g, " "))
      .replace(/\s+/g, " ")
      .trim();
    found.set(href, label === "" ? href : label);
  }
  return [...found].map(([href, label]) => ({ href, label }));
}

/** Links leave the frame. Mails carry no scripts, and the frame's sandbox would not run them. */
export function framedHtml(html: string): string {
  const base = '<base target="_top">';
  return /<html[^>]*>/i.test(html) ? html.replace(/<html[^>]*>/i, (tag) => `${tag}<head>${base}</head>`) : base + html;
}
