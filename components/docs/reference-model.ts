import { isRecord } from "@/lib/shared/api-client";
import { curlOf } from "./curl";
import { type Json, notesOf, type Resolve, resolver, type SchemaRow, schemaRows, typeWords } from "./schema-rows";

export type Operation = {
  id: string;
  method: string;
  path: string;
  summary: string;
  /** Who may call it, in words; backticks mark code. */
  access: string;
  params: (SchemaRow & { place: string })[];
  body: { type: string; rows: SchemaRow[] } | null;
  answer: { status: string; type: string; rows: SchemaRow[]; paged: boolean };
  errors: string[];
  curl: string;
};
export type Group = { tag: string; id: string; operations: Operation[] };
export type Failure = { status: string; meaning: string; codes: string[] };
export type Reference = { version: string; baseUrl: string; groups: Group[]; failures: Failure[] };

const methods = ["get", "post", "put", "patch", "delete"];
/** People first, machines last. */
const order = ["Projects", "Builder", "Workspaces", "Members", "Invitations", "Activity", "Audit", "API keys", "Jobs"];
const last = ["Account", "Auth", "Notifications", "Operations"];

/** What the page shows, taken from the OpenAPI document and from nothing else. */
export function referenceOf(document: unknown): Reference {
  const doc: Json = isRecord(document) ? document : {};
  const resolve = resolver(doc);
  const baseUrl = serverOf(doc);
  const byTag = new Map<string, Operation[]>();
  for (const [path, item] of Object.entries(isRecord(doc.paths) ? doc.paths : {})) {
    for (const method of methods) {
      const operation = isRecord(item) ? item[method] : undefined;
      if (!isRecord(operation)) continue;
      const tag = Array.isArray(operation.tags) ? String(operation.tags[0]) : "Other";
      byTag.set(tag, [...(byTag.get(tag) ?? []), operationOf({ path, method, operation, resolve, baseUrl })]);
    }
  }
  const groups = [...byTag]
    .map(([tag, operations]) => ({ tag, id: `tag-${tag.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`, operations }))
    .sort((a, b) => rank(a.tag) - rank(b.tag) || a.tag.localeCompare(b.tag));
  const info = resolve(doc.info);
  return { version: String(info.version ?? ""), baseUrl, groups, failures: failuresOf(doc, resolve) };
}

function rank(tag: string): number {
  const early = order.indexOf(tag);
  if (early >= 0) return early;
  const late = last.indexOf(tag);
  return late >= 0 ? order.length + 1 + late : order.length;
}

function serverOf(doc: Json): string {
  const [server] = Array.isArray(doc.servers) ? doc.servers : [];
  return isRecord(server) ? String(server.url ?? "") : "";
}

type Source = { path: string; method: string; operation: Json; resolve: Resolve; baseUrl: string };

function operationOf(source: Source): Operation {
  const { path, method, operation, resolve } = source;
  const responses = resolve(operation.responses);
  const statuses = Object.keys(responses);
  const status = statuses.find((code) => code.startsWith("2") || code.startsWith("3")) ?? "200";
  return {
    id: String(operation.operationId),
    method: method.toUpperCase(),
    path,
    summary: String(operation.summary ?? ""),
    access: String(operation.description ?? ""),
    params: paramsOf(operation, resolve),
    body: bodyOf(operation, resolve),
    answer: { status, ...answerOf(resolve(responses[status]), resolve) },
    errors: statuses.filter((code) => code !== status),
    curl: curlOf(source),
  };
}

const places: Record<string, string> = { path: "path", query: "query", header: "header" };

function paramsOf(operation: Json, resolve: Resolve): Operation["params"] {
  const list = Array.isArray(operation.parameters) ? operation.parameters.map(resolve) : [];
  return list.map((param) => ({
    path: String(param.name),
    place: places[String(param.in)] ?? String(param.in),
    type: typeWords(param.schema, resolve),
    required: param.required === true,
    notes: [typeof param.description === "string" ? param.description : "", notesOf(param.schema, resolve)]
      .filter((text) => text !== "")
      .join(" "),
  }));
}

function bodyOf(operation: Json, resolve: Resolve): Operation["body"] {
  const content = resolve(resolve(operation.requestBody).content);
  const [type] = Object.keys(content);
  if (type === undefined) return null;
  const schema = resolve(content[type]).schema;
  return { type: Object.keys(content).join(", "), rows: schemaRows(schema, resolve) };
}

function answerOf(response: Json, resolve: Resolve): Omit<Operation["answer"], "status"> {
  const content = resolve(response.content);
  if (!("application/json" in content) || !isRecord(resolve(resolve(content["application/json"]).schema).properties)) {
    return { type: `A file: ${Object.keys(content).join(", ") || "no body"}`, rows: [], paged: false };
  }
  const properties = resolve(resolve(resolve(content["application/json"]).schema).properties);
  return {
    type: typeWords(properties.data, resolve),
    rows: schemaRows(properties.data, resolve),
    paged: "page" in properties,
  };
}

/** Status, meaning and codes as the document's shared responses tell them. */
function failuresOf(doc: Json, resolve: Resolve): Failure[] {
  const responses = resolve(resolve(doc.components).responses);
  const statusOf = new Map<string, string>();
  for (const item of Object.values(resolve(doc.paths))) {
    for (const operation of Object.values(resolve(item))) {
      for (const [status, response] of Object.entries(resolve(resolve(operation).responses))) {
        if (isRecord(response) && typeof response.$ref === "string") statusOf.set(response.$ref, status);
      }
    }
  }
  return Object.entries(responses)
    .map(([name, response]) => {
      const [meaning = "", codes = ""] = String(resolve(response).description ?? "").split(" Codes: ");
      return {
        status: statusOf.get(`#/components/responses/${name}`) ?? "",
        meaning,
        codes: codes
          .replace(/\.$/, "")
          .split(", ")
          .filter((code) => code !== ""),
      };
    })
    .filter((failure) => failure.status !== "")
    .sort((a, b) => a.status.localeCompare(b.status));
}
