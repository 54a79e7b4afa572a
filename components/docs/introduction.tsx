import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/links";
import { CodeBlock } from "./code-block";
import classes from "./docs.module.css";
import type { Reference } from "./reference-model";
import { Words } from "./words";

export type Limit = { name: string; perMinute: number };

export const introSections = [
  { id: "base-url", title: "Base URL" },
  { id: "authentication", title: "Authentication" },
  { id: "envelope", title: "Envelope" },
  { id: "errors", title: "Errors" },
  { id: "pagination", title: "Pagination" },
  { id: "idempotency", title: "Idempotency" },
  { id: "rate-limits", title: "Rate limits" },
] as const;

const limitWords: Record<string, string> = {
  read: "Reading",
  write: "Changing",
  heavy: "Work that costs more: compiling, exporting, verifying",
  auth: "Signing in, passwords and mails",
  public: "Without signing in",
};

const envelope = `{
  "success": true,
  "data": { "id": "3f0c8a1e-…", "name": "Member app" },
  "page": { "nextCursor": null }
}`;

const failure = `{
  "success": false,
  "error": "Some fields need another look.",
  "code": "VALIDATION_FAILED",
  "details": { "fields": { "name": "Too small" } },
  "requestId": "req_3fJ8…"
}`;

type PartProps = { section: (typeof introSections)[number]["id"]; children: ReactNode };

function Part({ section, children }: PartProps) {
  const title = introSections.find((item) => item.id === section)?.title;
  return (
    <section aria-labelledby={section} className={classes.intro}>
      <h2 id={section}>{title}</h2>
      {children}
    </section>
  );
}

export function Introduction({ reference, limits }: { reference: Reference; limits: readonly Limit[] }) {
  const { baseUrl } = reference;
  return (
    <>
      <Part section="base-url">
        <CodeBlock label="Base URL" code={`${baseUrl}/api/v1`} />
      </Part>
      <Part section="authentication">
        <p>
          <Words text="Programs send an API key: `Authorization: Bearer atr_live_…`. A key belongs to one workspace and does only what its scopes name. Owners and admins make keys in Settings, API keys; the key is shown once." />
        </p>
        <p>
          <Words text="People use the session cookie that signing in sets. A session can be in many workspaces, so it says which one: `?workspace=` with its id or address. With a session, every request that changes something must come from this site (`Origin`). Programs that act for a signed-in person, an Edge Function for one, send the session's access token in place of a key: `Authorization: Bearer eyJ…`. What is about the person themselves takes the cookie." />
        </p>
        <CodeBlock
          label="First call"
          code={`export ATRIUM_API_KEY=atr_live_…\ncurl "${baseUrl}/api/v1/projects" \\\n  -H "Authorization: Bearer $ATRIUM_API_KEY"`}
        />
      </Part>
      <Part section="envelope">
        <p>Every JSON answer has the same outside. Downloads and health checks for machines are the exceptions.</p>
        <div className={classes.pair}>
          <CodeBlock label="Success" code={envelope} />
          <CodeBlock label="Failure" code={failure} />
        </div>
        <p>
          <Words text="Build on `code`: it never changes its meaning, while `error` is a sentence for people. `X-Request-Id` names the request in our logs. What you may not see answers exactly like what does not exist." />
        </p>
      </Part>
      <Failures reference={reference} />
      <Part section="pagination">
        <p>
          <Words text="Lists take `limit` and `cursor`. Pass `page.nextCursor` as `cursor` for the next page; `null` means that was the last one. A cursor is opaque: it stays right while rows come and go, and works only with the list that gave it." />
        </p>
      </Part>
      <Part section="idempotency">
        <p>
          <Words text="Where it says so, send `Idempotency-Key` with a new value for each deed. Repeat the request with the same key after a lost answer and you get the first answer again (`Idempotency-Replayed: true`) instead of a second project. Keys are kept for 24 hours; the same key with another body is refused." />
        </p>
      </Part>
      <Part section="rate-limits">
        <p>
          <Words text="Counted for each caller, in requests a minute. `RateLimit` tells what is left and when the window ends; after a `429`, wait as long as `Retry-After` says." />
        </p>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Requests</th>
              <th scope="col">A minute</th>
            </tr>
          </thead>
          <tbody>
            {limits.map((limit) => (
              <tr key={limit.name}>
                <th scope="row">{limitWords[limit.name] ?? limit.name}</th>
                <td>{limit.perMinute}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={classes.small}>
          The same contract for programs: <TextLink href="/api/v1/openapi.json">openapi.json</TextLink>
        </p>
      </Part>
    </>
  );
}

function Failures({ reference }: { reference: Reference }) {
  return (
    <Part section="errors">
      <p>Any address may answer with these. Codes of its own stand with the address.</p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Meaning and codes</th>
          </tr>
        </thead>
        <tbody>
          {reference.failures.map((item) => (
            <tr key={item.status}>
              <th scope="row">{item.status}</th>
              <td>
                {item.meaning}
                <span className={classes.codes}>
                  {item.codes.map((code) => (
                    <code key={code} className={classes.code}>
                      {code}
                    </code>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
