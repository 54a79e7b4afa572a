import { useId, useState } from "react";
import type { ChatMessage } from "@/lib/features/conversation/chat.schema";
import { atPassage } from "./at-passage";
import type { Words } from "./words";

type Citation = ChatMessage["citations"][number];
type Props = { citations: readonly Citation[]; words: Words };

/** Where an answer comes from: one chip a passage; a chip opens the passage, word for word. */
export function Citations({ citations, words }: Props) {
  const [openOrd, setOpenOrd] = useState<number | null>(null);
  const id = useId();
  const open = citations.find(({ ord }) => ord === openOrd);
  if (citations.length === 0) return null;
  return (
    <div className="sources">
      <ul aria-label={words.sources}>
        {citations.map(({ ord, title, page }) => (
          <li key={ord}>
            <button
              type="button"
              className="chip"
              aria-expanded={ord === openOrd}
              aria-controls={id}
              onClick={() => setOpenOrd(ord === openOrd ? null : ord)}
            >
              <span className="number">{ord}</span>
              <span className="cut" dir="auto">
                {title}
                {page === null ? "" : `, ${words.page} ${page}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div id={id}>{open ? <Passage citation={open} words={words} /> : null}</div>
    </div>
  );
}

const intoView = (figure: HTMLElement | null) => figure?.scrollIntoView({ block: "nearest" });

function Passage({ citation, words }: { citation: Citation; words: Words }) {
  const { title, heading, page, quote, url } = citation;
  const place = [title, heading, page === null ? "" : `${words.page} ${page}`]
    .filter((part) => part !== "")
    .join(" · ");
  return (
    <figure ref={intoView} className="passage" dir="auto">
      <figcaption>{place}</figcaption>
      <blockquote>{quote}</blockquote>
      {url !== null && /^https?:\/\//i.test(url) ? (
        <a href={atPassage(url, { quote, page })} target="_blank" rel="noopener noreferrer">
          {words.openSource}
        </a>
      ) : null}
    </figure>
  );
}
