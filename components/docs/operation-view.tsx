import { CodeBlock } from "./code-block";
import classes from "./docs.module.css";
import { MethodBadge } from "./method-badge";
import type { Operation } from "./reference-model";
import { SchemaTable } from "./schema-table";
import { Words } from "./words";

export function OperationView({ operation }: { operation: Operation }) {
  const { id, method, path, summary, access, params, body, answer, errors, curl } = operation;
  return (
    <article className={classes.operation} aria-labelledby={id}>
      <div className={classes.about}>
        <h3 id={id} className={classes.operationTitle}>
          <a href={`#${id}`}>{summary}</a>
        </h3>
        <p className={classes.address}>
          <MethodBadge method={method} />
          <code>{path}</code>
        </p>
        <p className={classes.access}>
          <Words text={access} />
        </p>
        {params.length > 0 && (
          <>
            <h4 className={classes.part}>Parameters</h4>
            <SchemaTable caption={`Parameters: ${summary}`} rows={params} optionalWord="optional" />
          </>
        )}
        {body !== null && (
          <>
            <h4 className={classes.part}>Body</h4>
            <p className={classes.small}>
              {body.type}
              {body.rows.length === 0 && body.type === "application/json" ? ", an empty object" : ""}
            </p>
            {body.rows.length > 0 && (
              <SchemaTable caption={`Body: ${summary}`} rows={body.rows} optionalWord="optional" />
            )}
          </>
        )}
        <h4 className={classes.part}>
          Answer <span className={classes.status}>{answer.status}</span>
        </h4>
        <p className={classes.small}>
          {answer.rows.length === 0 ? (
            answer.type
          ) : (
            <Words
              text={`In \`data\`: ${answer.type}${answer.paged ? ". In `page.nextCursor`: where the next page begins" : ""}.`}
            />
          )}
        </p>
        {answer.rows.length > 0 && <SchemaTable caption={`Answer: ${summary}`} rows={answer.rows} />}
      </div>
      <div className={classes.side}>
        <CodeBlock label={`${method} ${path.split("/").pop() ?? path}`} code={curl} />
        <p className={classes.small}>
          Failures:{" "}
          {errors.map((status, index) => (
            <span key={status}>
              {index > 0 && ", "}
              <a href="/docs/api#errors">{status}</a>
            </span>
          ))}
        </p>
      </div>
    </article>
  );
}
