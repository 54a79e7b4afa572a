import { Fragment } from "react";
import classes from "./docs.module.css";

/** Plain text in which backticks mark code, as the OpenAPI document writes it. */
export function Words({ text }: { text: string }) {
  const parts = text.split("`").map((part, index) => ({ part, key: `${index}-${part}`, code: index % 2 === 1 }));
  return parts.map(({ part, key, code }) =>
    code ? (
      <code key={key} className={classes.code}>
        {part}
      </code>
    ) : (
      <Fragment key={key}>{part}</Fragment>
    ),
  );
}
