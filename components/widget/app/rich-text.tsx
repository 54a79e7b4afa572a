import type { ReactNode } from "react";

type Props = {
  text: string /** Addresses that may be links: those of the documents that are quoted. */;
  urls: readonly string[];
};

/**
 * Paragraphs, lists, bold and code of an answer. Everything else is plain text: no HTML, no image, and no link but to a document
 * that the answer quotes.
 */
export function RichText({ text, urls }: Props) {
  const blocks = text.split(/\n{2,}/).filter((block) => block.trim() !== "");
  return (
    <>
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a text that never changes place
        <Block key={at} text={block} urls={urls} />
      ))}
    </>
  );
}

function Block({ text, urls }: Props) {
  const lines = text.split("\n");
  const isItem = (line: string) => /^\s*[-*•] /.test(line);
  const first = lines.findIndex(isItem);
  if (first === -1) return <p>{inline(text, urls)}</p>;
  const lead = lines.slice(0, first).join("\n");
  const items: string[] = [];
  for (const line of lines.slice(first)) {
    if (isItem(line)) items.push(line.replace(/^\s*[-*•] /, ""));
    else items.push(`${items.pop() ?? ""} ${line}`);
  }
  return (
    <>
      {lead === "" ? null : <p>{inline(lead, urls)}</p>}
      <ul>
        {items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items of a text that never changes place
          <li key={at}>{inline(item, urls)}</li>
        ))}
      </ul>
    </>
  );
}

const marks = /(\*\*[^*\n]+\*\*|`[^`\n]+`|https?:\/\/[^\s<>()[\]"']+[^\s<>()[\]"'.,;:!?])/;

function inline(text: string, urls: readonly string[]): ReactNode[] {
  return text.split(marks).map((part, at) => {
    const key = `${at}`;
    if (/^\*\*[^*]+\*\*$/.test(part)) return <strong key={key}>{part.slice(2, -2)}</strong>;
    if (/^`[^`]+`$/.test(part)) return <code key={key}>{part.slice(1, -1)}</code>;
    if (/^https?:/.test(part) && urls.includes(part))
      return (
        <a key={key} href={part} target="_blank" rel="noopener noreferrer">
          {part}
        </a>
      );
    return part;
  });
}
