import { type KeyboardEvent, type RefObject, useState } from "react";
import type { Words } from "./words";

type Props = {
  words: Words;
  isBusy: boolean;
  field: RefObject<HTMLTextAreaElement | null>;
  onSend: (text: string) => void;
};

/** Enter sends, Shift+Enter begins a new line. While an answer is made the next message can be written already. */
export function Composer({ words, isBusy, field, onSend }: Props) {
  const [text, setText] = useState("");
  const send = () => {
    if (isBusy || text.trim() === "") return;
    onSend(text.trim());
    setText("");
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent?.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        maxLength={4000}
        aria-label={words.placeholder}
        placeholder={words.placeholder}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="primary" aria-label={words.send} disabled={isBusy || text.trim() === ""}>
        <svg viewBox="0 0 24 24" aria-hidden="true" className="flip">
          <path d="M4 12l16-8-6 8 6 8z" />
        </svg>
      </button>
    </form>
  );
}
