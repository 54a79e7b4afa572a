import { useState } from "react";
import { type ChatClient, codeOf } from "./chat-client";
import { Problem } from "./problem";
import type { Words } from "./words";

type Props = { rating: number | null; client: ChatClient; words: Words };

/** How the visitor found a conversation that is over. */
export function Rating({ rating, client, words }: Props) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [comment, setComment] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  if (rating !== null)
    return (
      <p className="note" role="status">
        {words.rateThanks}
      </p>
    );
  const send = async () => {
    setProblem(null);
    await client.rate(chosen ?? 1, comment).catch((error: unknown) => setProblem(codeOf(error)));
  };
  return (
    <fieldset className="card">
      <legend>{words.rate}</legend>
      <div className="row">
        {[1, 2, 3, 4, 5].map((value) => (
          <label key={value} className="star">
            <input type="radio" name="rating" value={value} onChange={() => setChosen(value)} />
            <span>{value}</span>
          </label>
        ))}
      </div>
      {chosen === null ? null : (
        <>
          <textarea
            rows={2}
            maxLength={1000}
            aria-label={words.rateComment}
            placeholder={words.rateComment}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <button type="button" className="primary" onClick={() => void send()}>
            {words.send}
          </button>
        </>
      )}
      <Problem code={problem} words={words} />
    </fieldset>
  );
}
