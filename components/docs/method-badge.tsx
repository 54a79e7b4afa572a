import classes from "./docs.module.css";

/** The word carries the meaning; the colour only helps to find it again. */
export function MethodBadge({ method, short = false }: { method: string; short?: boolean }) {
  return (
    <span className={classes.method} data-method={method} data-short={short}>
      {short && method === "DELETE" ? "DEL" : method}
    </span>
  );
}
