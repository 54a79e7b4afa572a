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
`;
