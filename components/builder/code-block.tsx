"use client";

import { memo, useEffect, useState } from "react";
import classes from "./code-browser.module.css";
import { highlight, type Token } from "./highlighter";

/** Plain text at once, colours when the highlighter is there. */
export const CodeBlock = memo(function CodeBlock({
  code,
  path,
  numbered = true,
}: {
  code: string;
  path: string;
  numbered?: boolean;
}) {
  const [tokens, setTokens] = useState<{ code: string; lines: Token[][] } | null>(null);
  useEffect(() => {
    let current = true;
    highlight(code, path)
      .then((lines) => {
        if (current && lines !== null) setTokens({ code, lines });
      })
      // Without colours the file is still readable.
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [code, path]);
  const lines: Token[][] =
    tokens?.code === code
      ? tokens.lines
      : code.split("\n").map((text) => [{ text, light: undefined, dark: undefined }]);
  const shown = lines.at(-1)?.every((token) => token.text === "") ? lines.slice(0, -1) : lines;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <pre className={classes.code} tabIndex={0} data-numbered={numbered}>
      <code>
        {shown.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity and never move
          <span key={index} className={classes.line}>
            {line.map((token, column) => (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                key={column}
                {...(token.light === undefined ? {} : { style: tokenStyle(token) })}
              >
                {token.text}
              </span>
            ))}
            {"\n"}
          </span>
        ))}
      </code>
    </pre>
  );
});

function tokenStyle(token: Token): React.CSSProperties {
  return { color: `light-dark(${token.light}, ${token.dark ?? token.light})` };
}
