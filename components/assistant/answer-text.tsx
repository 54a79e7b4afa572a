import type { ReactNode } from "react";

/** An answer as engines write it: paragraphs, "- " lists and **bold**, and nothing else. */
export function AnswerText({ text }: { text: string }) {
  return text.split(/\n{2,}/).map((block, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one text never move
    <Block key={at} lines={block.split("\n")} />
  ));
}

function Block({ lines }: { lines: string[] }) {
  const groups: { isList: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const isList = line.startsWith("- ");
    const last = groups.at(-1);
    if (last?.isList === isList) last.lines.push(line);
    else groups.push({ isList, lines: [line] });
  }
  return groups.map((group, at) =>
    group.isList ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <ul key={at}>
        {group.lines.map((line, item) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <li key={item}>{bold(line.slice(2))}</li>
        ))}
      </ul>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <p key={at}>{bold(group.lines.join("\n"))}</p>
    ),
  );
}

function bold(text: string): ReactNode[] {
  return text.split(/\*\*(.+?)\*\*/).map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <strong key={at}>{part}</strong>
    ) : (
      part
    ),
  );
}
