export type Snippet = { id: string; label: string; where: string; code: string };

/** The same one line, as different kinds of websites take it. */
export function snippetsFor(siteUrl: string, key: string): Snippet[] {
  const src = `${siteUrl.replace(/\/$/, "")}/widget.js`;
  const tag = `<script src="${src}" data-assistant="${key}" async></script>`;
  return [
    {
      id: "html",
      label: "HTML",
      where: "Before </body> on every page, or in the part that all pages share.",
      code: tag,
    },
    {
      id: "react",
      label: "React / Next.js",
      where: "Next.js: in app/layout.tsx, inside <body>. Elsewhere in React, put the HTML line into index.html.",
      code: `import Script from "next/script";\n\n<Script\n  src="${src}"\n  data-assistant="${key}"\n  strategy="afterInteractive"\n/>`,
    },
    {
      id: "wordpress",
      label: "WordPress",
      where: "In the theme’s functions.php, or with a plugin for code in the footer (then only the script line).",
      code: `add_action( 'wp_footer', function () {\n  ?>\n  ${tag}\n  <?php\n} );`,
    },
    {
      id: "gtm",
      label: "Google Tag Manager",
      where:
        "A tag of the kind Custom HTML, fired on All Pages. Tag Manager drops data attributes, so it is set by a script.",
      code: `<script>\n  (function () {\n    var s = document.createElement("script");\n    s.src = "${src}";\n    s.async = true;\n    s.setAttribute("data-assistant", "${key}");\n    document.head.appendChild(s);\n  })();\n</script>`,
    },
  ];
}
