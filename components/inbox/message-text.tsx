import { Fragment, type ReactNode } from "react";
import classes from "./messages.module.css";

/** Text as it was written. An assistant's has bold words and nothing else that is not text; links stay words. */
export function MessageText({ text, rich }: { text: string; rich: boolean }) {
  return <p className={classes.text}>{rich ? bold(text) : text}</p>;
}

function bold(text: string): ReactNode[] {
  return text.split(/\*\*(.+?)\*\*/gs).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
    index % 2 === 1 ? <strong key={index}>{part}</strong> : <Fragment key={index}>{part}</Fragment>,
  );
}
