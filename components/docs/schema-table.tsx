import classes from "./docs.module.css";
import type { SchemaRow } from "./schema-rows";
import { Words } from "./words";

type Props = { caption: string; rows: readonly (SchemaRow & { place?: string })[]; optionalWord?: string };

/** Fields of a body or an answer, one a line. An answer holds every field, so whether one is required is said only where `optionalWord` is given. */
export function SchemaTable({ caption, rows, optionalWord }: Props) {
  return (
    <ul className={classes.fields} aria-label={caption}>
      {rows.map((row) => (
        <li key={`${row.place ?? ""}${row.path}`} className={classes.field}>
          <span className={classes.fieldHead}>
            <code className={classes.fieldName}>{row.path}</code>
            <span className={classes.fieldType}>
              {row.type}
              {row.place === undefined ? "" : `, in the ${row.place}`}
            </span>
            {optionalWord !== undefined && (
              <span className={classes.fieldNeed} data-required={row.required}>
                {row.required ? "required" : optionalWord}
              </span>
            )}
          </span>
          {row.notes !== "" && (
            <span className={classes.fieldNotes}>
              <Words text={row.notes} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
