import type { Blueprint } from "../blueprint/blueprint.schema";
import { themeFiles } from "../compiler/app/config";
import { buildModel } from "../compiler/model";
import templates from "../templates/templates.generated.json" with { type: "json" };
import { describePreview } from "./describe";
import { previewCss } from "./preview-css";
import runtime from "./runtime.generated.json" with { type: "json" };

type Options = {
  nonce: string;
  /** What the surrounding page shows; an app that is always light or always dark keeps its own. */
  theme: "light" | "dark";
  /** ISO date that the sample dates lie around. */
  today: string;
};

/**
 * The generated app as one page that needs nothing else: its own style sheets, sample rows and a small program that
 * draws the pages. No network, no storage, no cookies; `previewPolicy` holds it to that.
 */
export function previewDocument(blueprint: Blueprint, { nonce, theme, today }: Options): string {
  const model = buildModel(blueprint);
  const own = blueprint.app.theme.dark;
  const themeCss = themeFiles(model)
    .map((file) => file.content)
    .join("\n");
  const css = `${themeCss}\n${templates.common["app/globals.css"]}\n${previewCss}`;
  return `<!doctype html>
<html lang="${blueprint.locale}" dir="${direction(blueprint.locale)}" data-theme="${own === "auto" ? theme : own}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Preview</title>
<style nonce="${nonce}">${css}</style>
</head>
<body>
<div id="app"></div>
<script type="application/json" id="preview-data">${scriptJson(describePreview(model, today))}</script>
<script nonce="${nonce}">${runtime.source}</script>
</body>
</html>
`;
}

const direction = (locale: string): string => (/^(ar|fa|he|ur)/.test(locale) ? "rtl" : "ltr");

/** The header that goes with the document. `sandbox` also holds when somebody opens the address by itself. */
export function previewPolicy(nonce: string): string {
  return [
    "sandbox allow-scripts allow-forms",
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join("; ");
}

/** JSON that cannot end the script element it stands in, nor break a line in old parsers. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("&", "\\u0026")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}
