export type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Further mail headers; no line breaks. */
  headers?: Record<string, string>;
};

export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

function layout(subject: string, inner: string): string {
  return `<!doctype html><html lang="en"><body style="margin:0;background:#f4f3ee;padding:32px 16px;font-family:system-ui,-apple-system,'Segoe UI',sans-serif;color:#1d2522">
<div style="max-width:520px;margin:0 auto;background:#ffffff;border-radius:14px;padding:32px">
<p style="font-weight:700;letter-spacing:.02em;color:#1f5c4d;margin:0 0 20px">Atrium</p>
<h1 style="font-size:20px;margin:0 0 12px">${escapeHtml(subject)}</h1>
${inner}
</div></body></html>`;
}

function footnote(note: string | undefined): string {
  return note ? `<p style="color:#5d6761;font-size:13px;line-height:1.5;margin:20px 0 0">${escapeHtml(note)}</p>` : "";
}

type Content = { lead: string; action?: string; href?: string; note?: string };

/** One mail with at most one button. Text and HTML say the same; a tracker or remote image is never in either. */
export function actionMail(to: string, subject: string, content: Content): Mail {
  const { lead, action, href, note } = content;
  const button =
    action && href
      ? `<p style="margin:28px 0"><a href="${escapeHtml(href)}" style="background:#1f5c4d;color:#ffffff;text-decoration:none;padding:12px 20px;border-radius:8px;font-weight:600;display:inline-block">${escapeHtml(action)}</a></p>
<p style="color:#5d6761;font-size:13px;word-break:break-all">${escapeHtml(href)}</p>`
      : "";
  const html = layout(
    subject,
    `<p style="line-height:1.55;margin:0">${escapeHtml(lead)}</p>
${button}
${footnote(note)}`,
  );
  const text = [lead, action && href ? `${action}: ${href}` : undefined, note].filter(Boolean).join("\n\n");
  return { to, subject: subject.replace(/[\r\n]+/g, " "), text, html };
}

export type ListItem = { title: string; body?: string; href?: string };

/** One mail for several pieces of news. */
export function listMail(to: string, subject: string, items: readonly ListItem[], note?: string): Mail {
  const rows = items.map(({ title, body, href }) => {
    const head = href
      ? `<a href="${escapeHtml(href)}" style="color:#1f5c4d;font-weight:600;text-decoration:none">${escapeHtml(title)}</a>`
      : `<strong>${escapeHtml(title)}</strong>`;
    return `<li style="margin:0 0 14px;line-height:1.5">${head}${body ? `<br>${escapeHtml(body)}` : ""}</li>`;
  });
  const html = layout(subject, `<ul style="padding-left:18px;margin:0">${rows.join("\n")}</ul>\n${footnote(note)}`);
  const text = [...items.map(({ title, body, href }) => [`- ${title}`, body, href].filter(Boolean).join("\n  ")), note];
  return { to, subject: subject.replace(/[\r\n]+/g, " "), text: text.filter(Boolean).join("\n\n"), html };
}

export type TranscriptLine = { who: string; at: string; text: string };
type Transcript = { lead: string; lines: readonly TranscriptLine[]; note?: string };

/** What was said in a conversation, line by line. A line without a name is what happened between two of them. */
export function transcriptMail(to: string, subject: string, { lead, lines, note }: Transcript): Mail {
  const rows = lines.map(({ who, at, text }) => {
    const body = escapeHtml(text).replace(/\r?\n/g, "<br>");
    return who === ""
      ? `<p style="color:#5d6761;font-size:13px;margin:0 0 14px">${body}</p>`
      : `<p style="margin:0 0 14px;line-height:1.5"><strong>${escapeHtml(who)}</strong> <span style="color:#5d6761;font-size:13px">${escapeHtml(at)}</span><br>${body}</p>`;
  });
  const html = layout(
    subject,
    `<p style="color:#5d6761;line-height:1.5;margin:0 0 20px">${escapeHtml(lead)}</p>\n${rows.join("\n")}\n${footnote(note)}`,
  );
  const text = [lead, ...lines.map(({ who, at, text: said }) => (who === "" ? said : `${who} (${at})\n${said}`)), note];
  return { to, subject: subject.replace(/[\r\n]+/g, " "), text: text.filter(Boolean).join("\n\n"), html };
}
