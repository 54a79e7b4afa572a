"use client";

import { Fragment, useMemo } from "react";
import { CodeBlock } from "./code-block";
import classes from "./markdown.module.css";
import { type Block, parseInline, parseMarkdown } from "./markdown-parse";

export function Markdown({ source }: { source: string }) {
  const blocks = useMemo(() => parseMarkdown(source), [source]);
  return (
    <div className={classes.markdown}>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other identity and never move
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

/** The page owns h1 and the panel h2, so a document's own headings start below. */
function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading": {
      const Tag = block.level === 1 ? "h2" : block.level === 2 ? "h3" : "h4";
      return (
        <Tag>
          <Text text={block.text} />
        </Tag>
      );
    }
    case "paragraph":
      return (
        <p>
          <Text text={block.text} />
        </p>
      );
    case "quote":
      return (
        <blockquote>
          <Text text={block.text} />
        </blockquote>
      );
    case "rule":
      return <hr />;
    case "code":
      return (
        <div className={classes.code}>
          <CodeBlock
            code={block.text}
            path={`example.${block.language === "" ? "txt" : block.language.replace(/^bash$/, "sh")}`}
            numbered={false}
          />
        </div>
      );
    case "list": {
      const items = block.items.map((item) => (
        <li key={item}>
          <Text text={item} />
        </li>
      ));
      return block.start === null ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case "table":
      return <TableView head={block.head} rows={block.rows} />;
  }
}

function TableView({ head, rows }: { head: string[]; rows: string[][] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={classes.tableFrame} tabIndex={0} aria-label="Table">
      <table>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                <Text text={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join("|")}>
              {row.map((cell, column) => (
                <td key={head[column] ?? column}>
                  <Text text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Text({ text }: { text: string }) {
  return parseInline(text).map((part, index) => {
    const key = `${index}${part.text}`;
    if (part.kind === "code") return <code key={key}>{part.text}</code>;
    if (part.kind === "strong") return <strong key={key}>{part.text}</strong>;
    if (part.kind === "em") return <em key={key}>{part.text}</em>;
    if (part.kind === "link") {
      return (
        <a key={key} href={part.href} rel="noreferrer" target="_blank">
          {part.text}
        </a>
      );
    }
    return <Fragment key={key}>{part.text}</Fragment>;
  });
}
