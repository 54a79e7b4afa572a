import { CodeBlock } from "./code-block";
import classes from "./docs.module.css";
import { MethodBadge } from "./method-badge";
import { OperationDetails } from "./operation-details";
import type { Operation } from "./reference-model";
import { SchemaTable } from "./schema-table";
import { Words } from "./words";

export function OperationView({ operation, text }: { operation: Operation; text: string }) {
  const { id, method, path, summary, access, params, body } = operation;
  const parts = [params.length > 0 && "parameters", body !== null && "body", "answer", "example"].filter(Boolean);
  const words = parts.join(", ");
  return (
    <article className={classes.operation} aria-labelledby={id}>
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
      <OperationDetails id={id} text={text} label={summary} parts={words.charAt(0).toUpperCase() + words.slice(1)}>
        <Fields operation={operation} />
        <Example operation={operation} />
      </OperationDetails>
    </article>
  );
}

function Fields({ operation }: { operation: Operation }) {
  const { summary, params, body, answer } = operation;
  return (
    <div>
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
  );
}

function Example({ operation: { method, path, errors, curl } }: { operation: Operation }) {
  return (
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
  );
}
