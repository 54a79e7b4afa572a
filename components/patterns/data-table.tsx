import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import classes from "./data-table.module.css";

export type Column<T> = {
  key: string;
  header: string;
  render: (row: T) => ReactNode;
  /** The cell that names the row: a row header in the table, the title of the card. */
  primary?: boolean;
  /** Actions keep their header for screen readers only. */
  actions?: boolean;
  width?: string;
};

type Props<T> = { caption: string; columns: readonly Column<T>[]; rows: readonly T[]; rowKey: (row: T) => string };

/** Redundant until the stylesheet changes `display`: browsers then drop the native roles, and these remain. */
const roles = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
  rowheader: { role: "rowheader" },
  cell: { role: "cell" },
} as const;

/** A real table that becomes a list of cards below 640 px. */
export function DataTable<T>({ caption, columns, rows, rowKey }: Props<T>) {
  return (
    <div className={classes.frame}>
      <table className={classes.table} {...roles.table}>
        <caption className={classes.caption}>{caption}</caption>
        <thead {...roles.rowgroup}>
          <tr {...roles.row}>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                {...roles.columnheader}
                {...(column.width === undefined ? {} : { style: { width: column.width } })}
              >
                {column.actions ? <span className={classes.hiddenText}>{column.header}</span> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...roles.rowgroup}>
          {rows.map((row) => (
            <tr key={rowKey(row)} {...roles.row}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  if (column.primary) {
    return (
      <th scope="row" {...roles.rowheader} className={classes.primary}>
        {column.render(row)}
      </th>
    );
  }
  return (
    <td
      {...roles.cell}
      className={cx(column.actions && classes.actions)}
      {...(column.actions ? {} : { "data-label": column.header })}
    >
      {column.render(row)}
    </td>
  );
}
