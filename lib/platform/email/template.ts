export type Mail = { to: string; subject: string; text: string; html: string };

export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
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
  const html = `<!doctype html><html lang="en"><body style="margin:0;background:#f4f3ee;padding:32px 16px;font-family:system-ui,-apple-system,'Segoe UI',sans-serif;color:#1d2522">
<div style="max-width:520px;margin:0 auto;background:#ffffff;border-radius:14px;padding:32px">
<p style="font-weight:700;letter-spacing:.02em;color:#1f5c4d;margin:0 0 20px">Atrium</p>
<h1 style="font-size:20px;margin:0 0 12px">${escapeHtml(subject)}</h1>
<p style="line-height:1.55;margin:0">${escapeHtml(lead)}</p>
${button}
${note ? `<p style="color:#5d6761;font-size:13px;line-height:1.5;margin:20px 0 0">${escapeHtml(note)}</p>` : ""}
</div></body></html>`;
  const text = [lead, action && href ? `${action}: ${href}` : undefined, note].filter(Boolean).join("\n\n");
  return { to, subject: subject.replace(/[\r\n]+/g, " "), text, html };
}
