import { mayTry } from "./access";
import { el, isolated } from "./dom";
import type { Resource, Row, Value, Verb } from "./types";
import { type View, visibleRows } from "./view";

/** What an app without pages shows: its routes, and what each would answer to whoever is looking. */

type Endpoint = { method: "GET" | "POST" | "PATCH" | "DELETE"; path: string; verb: Verb; isList: boolean };
type Answer = { status: number; body: unknown };

const SHOWN_ROWS = 2;
const NAMES: Record<number, string> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No content",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
};

const openApiPath = "/openapi.json";

/** `opened` keeps what is unfolded when somebody else looks. */
export function apiPage(view: View, opened: Set<string>): HTMLElement {
  const { app, resources } = view.store.data;
  const intro = el(
    "p",
    { class: "lead" },
    "An API has no pages. These are its routes, with what they answer to the person above, from made-up rows. The whole description is at ",
    el("code", {}, openApiPath),
    ".",
  );
  const groups = resources.map((resource) =>
    el(
      "section",
      { class: "endpoints" },
      el("h2", {}, isolated(resource.many)),
      ...endpointsOf(resource).map((endpoint) => endpointNode(view, resource, { endpoint, opened })),
    ),
  );
  const main = el("main", {
    id: "main",
    class: "main api",
    "aria-label": "Routes",
    tabindex: -1,
    lang: "en",
    dir: "ltr",
  });
  main.append(el("h1", {}, isolated(app.name)), intro, ...groups);
  return el("div", { class: "shell" }, main);
}

export function endpointsOf(resource: Resource): Endpoint[] {
  const path = `/api/v1/${resource.route}`;
  const all: Endpoint[] = [
    { method: "GET", path, verb: "read", isList: true },
    { method: "GET", path: `${path}/{id}`, verb: "read", isList: false },
    { method: "POST", path, verb: "create", isList: false },
    { method: "PATCH", path: `${path}/{id}`, verb: "update", isList: false },
    { method: "DELETE", path: `${path}/{id}`, verb: "delete", isList: false },
  ];
  return all.filter(({ verb }) => resource.access[verb].length > 0);
}

function endpointNode(view: View, resource: Resource, at: { endpoint: Endpoint; opened: Set<string> }): HTMLElement {
  const { endpoint, opened } = at;
  const { method, path } = endpoint;
  const key = `${method} ${path}`;
  const answer = answerOf(view, resource, endpoint);
  const summary = el(
    "summary",
    {},
    el("span", { class: "method", "data-method": method }, method),
    el("code", { class: "path" }, path),
    el(
      "span",
      { class: answer.status < 400 ? "status" : "status refused" },
      `${answer.status} ${NAMES[answer.status] ?? ""}`,
    ),
  );
  const node = el("details", { class: "card endpoint", open: opened.has(key) }, summary);
  const fill = (): void => {
    if (node.childElementCount > 1) return;
    node.append(
      el("h3", {}, "Request"),
      el(
        "pre",
        { tabindex: 0, "aria-label": `Request: ${key}` },
        el("code", {}, requestText(view, resource, endpoint)),
      ),
      el("h3", {}, "Answer"),
      el(
        "pre",
        { tabindex: 0, "aria-label": `Answer: ${key}` },
        el("code", {}, answer.body === null ? "(empty)" : JSON.stringify(answer.body, null, 2)),
      ),
    );
  };
  if (opened.has(key)) fill();
  node.addEventListener("toggle", () => {
    if (node.open) opened.add(key);
    else opened.delete(key);
    fill();
  });
  return node;
}

/** What the API answers, as far as made-up rows can show it. */
export function answerOf(view: View, resource: Resource, { verb, isList, method }: Endpoint): Answer {
  const { who } = view;
  const isOpen = resource.access[verb].some(({ kind }) => kind === "anyone" || (kind === "column" && verb === "read"));
  if (who === null && !isOpen) return refused(401, "UNAUTHORIZED", "Send a valid access token.");
  if (verb !== "read" && !mayTry(resource, verb, who)) return refused(403, "FORBIDDEN", view.store.words.notAllowed);
  const rows = visibleRows(view, resource);
  if (isList) {
    const data = rows.slice(0, SHOWN_ROWS).map((row) => rowJson(resource, row));
    return { status: 200, body: { data, page: { number: 1, size: 25, total: rows.length } } };
  }
  if (method === "DELETE") return { status: 204, body: null };
  const [row] = rows;
  // Whoever may add rows but read none is not told what is there.
  if (!row) return method === "POST" ? { status: 202, body: { data: null } } : notFound(view);
  return { status: method === "POST" ? 201 : 200, body: { data: rowJson(resource, row) } };
}

const notFound = (view: View): Answer => refused(404, "NOT_FOUND", view.store.words.notFoundTitle);
const refused = (status: number, code: string, error: string): Answer => ({ status, body: { error, code } });

export function rowJson(resource: Resource, row: Row): Record<string, Value> {
  const columns = [...resource.links, ...resource.fields].map(({ column }) => column);
  const own = columns.map((column): [string, Value] => [column, row.values[column] ?? null]);
  return { id: row.id, ...Object.fromEntries(own), created_at: row.createdAt };
}

function requestText(view: View, resource: Resource, { method, path, verb }: Endpoint): string {
  const [row] = visibleRows(view, resource);
  const address = `$API${path.replace("{id}", row?.id ?? "{id}")}`;
  const lines = [`curl -X ${method} "${address}"`];
  if (view.who) lines.push(`-H "authorization: Bearer $TOKEN"`);
  if (verb === "create" || verb === "update") {
    lines.push(
      `-H "content-type: application/json"`,
      `-d '${shellQuoted(JSON.stringify(bodyOf(resource, view.store.all(resource.key)[0], verb)))}'`,
    );
  }
  return lines.join(" \\\n  ");
}

const shellQuoted = (text: string): string => text.replaceAll("'", `'\\''`);

/** What somebody would send: all that can be typed in for a new row, the title alone for a change. */
function bodyOf(resource: Resource, row: Row | undefined, verb: Verb): Record<string, Value> {
  const writable = resource.fields.filter((field) => field.product === null);
  const shown = verb === "create" ? writable : writable.filter(({ column }) => column === resource.titleColumn);
  const links = verb === "create" ? resource.links : [];
  const value = (column: string, initial: Value): [string, Value] => [column, row?.values[column] ?? initial];
  return Object.fromEntries([
    ...links.map(({ column }) => value(column, null)),
    ...shown.map((field) => value(field.column, field.initial)),
  ]);
}
