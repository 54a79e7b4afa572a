import type { HighlighterCore } from "shiki/core";

const languages: Record<string, string> = {
  ts: "typescript",
  mts: "typescript",
  tsx: "tsx",
  js: "typescript",
  mjs: "typescript",
  sql: "sql",
  json: "json",
  jsonc: "json",
  md: "markdown",
  yml: "yaml",
  yaml: "yaml",
  toml: "bash",
  css: "css",
  sh: "bash",
  env: "bash",
};

export function languageOf(path: string): string | null {
  const name = path.split("/").at(-1) ?? path;
  if (/^(Dockerfile|Containerfile)/.test(name)) return "docker";
  if (name.startsWith(".env")) return "bash";
  return languages[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? null;
}

let loading: Promise<HighlighterCore> | null = null;

/** Loaded with the first opened file. The JavaScript engine, because the content security policy forbids WebAssembly. */
function loadHighlighter(): Promise<HighlighterCore> {
  loading ??= (async () => {
    const [{ createHighlighterCore }, { createJavaScriptRegexEngine }] = await Promise.all([
      import("shiki/core"),
      import("shiki/engine/javascript"),
    ]);
    return createHighlighterCore({
      themes: [
        import("shiki/themes/github-light-high-contrast.mjs"),
        import("shiki/themes/github-dark-high-contrast.mjs"),
      ],
      langs: [
        import("shiki/langs/typescript.mjs"),
        import("shiki/langs/tsx.mjs"),
        import("shiki/langs/sql.mjs"),
        import("shiki/langs/json.mjs"),
        import("shiki/langs/markdown.mjs"),
        import("shiki/langs/yaml.mjs"),
        import("shiki/langs/css.mjs"),
        import("shiki/langs/docker.mjs"),
        import("shiki/langs/bash.mjs"),
      ],
      engine: createJavaScriptRegexEngine({ forgiving: true }),
    });
  })();
  loading.catch(() => {
    loading = null;
  });
  return loading;
}

export type Token = { text: string; light: string | undefined; dark: string | undefined };

/** Lines of tokens, rendered by React: no markup of file contents is ever injected. */
export async function highlight(code: string, path: string): Promise<Token[][] | null> {
  const lang = languageOf(path);
  // Tokenising holds the main thread; lock files and the like stay plain.
  if (lang === null || code.length > 120_000) return null;
  const highlighter = await loadHighlighter();
  const lines = highlighter.codeToTokensWithThemes(code, {
    lang,
    themes: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
  });
  return lines.map((line) =>
    line.map((token) => ({
      text: token.content,
      light: token.variants.light?.color,
      dark: token.variants.dark?.color,
    })),
  );
}
