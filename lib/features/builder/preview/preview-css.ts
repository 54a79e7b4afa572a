/** Beside the generated app's own style sheet: what only the preview has. */
export const previewCss = `
.shell { min-height: 100dvh; }
.main > .hero { width: 100%; padding-inline: 0; }
.brand, .quiet { overflow-wrap: anywhere; }
button.sort { all: unset; cursor: pointer; font-weight: inherit; }
button.sort:hover { text-decoration: underline; }
button.sort:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.swatch { display: inline-block; width: 1em; height: 1em; margin-inline-end: 0.4em; border: 1px solid var(--line); border-radius: 4px; vertical-align: -0.1em; }
.button[aria-disabled="true"] { opacity: 0.55; cursor: not-allowed; }
.api .endpoints { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; }
.api h2 { margin-block: 0.75rem 0; }
.api h3 { margin: 0.75rem 0 0.25rem; font-size: 0.875rem; }
.api .lead { max-width: 42rem; font-size: 1rem; }
.endpoint { padding: 0; }
.endpoint summary { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.75rem; padding: 0.6rem 0.9rem; cursor: pointer; }
.endpoint summary::before { content: "\\25B8"; flex: none; width: 0.9em; color: var(--muted); }
.endpoint[open] summary::before { content: "\\25BE"; }
.endpoint summary:focus-visible, .endpoint pre:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.endpoint .method { flex: none; min-width: 4.25rem; font-weight: 700; font-size: 0.8125rem; }
.endpoint .path { flex: 1 1 12rem; overflow-wrap: anywhere; }
.endpoint .status { font-size: 0.8125rem; color: var(--text); border: 1px solid var(--line); border-radius: 999px; padding: 0.1rem 0.6rem; }
.endpoint .status.refused { border-style: dashed; color: var(--muted); }
.endpoint > h3, .endpoint > pre { margin-inline: 0.9rem; }
.endpoint pre { margin-block: 0 0.75rem; padding: 0.75rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--bg); overflow: auto; font-size: 0.8125rem; white-space: pre-wrap; overflow-wrap: anywhere; }
`;
