import { isRecord } from "@/lib/shared/api-client";
import { exampleOf, type Json, type Resolve } from "./schema-rows";

type Source = { path: string; method: string; operation: Json; resolve: Resolve; baseUrl: string };

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** A call that works once the variables are set: an API key where one is accepted, else the session of a browser. */
export function curlOf({ path, method, operation, resolve, baseUrl }: Source): string {
  const security = Array.isArray(operation.security) ? operation.security.filter(isRecord) : [];
  const takes = (name: string) => security.some((way) => name in way);
  const params = Array.isArray(operation.parameters) ? operation.parameters.map(resolve) : [];
  const asked = params.filter((param) => param.in === "query" && (param.required === true || needed(param, takes)));
  const search = asked.map((param) => `${String(param.name)}=${queryValue(param, resolve)}`).join("&");
  const url = `${baseUrl}${path.replace(/\{(\w+)\}/g, (_whole, name: string) => `$${snake(name)}`)}`;
  const lines = [
    `curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}"${url}${search === "" ? "" : `?${search}`}"`,
  ];
  if (takes("apiKey")) lines.push('-H "Authorization: Bearer $ATRIUM_API_KEY"');
  else if (takes("session")) {
    lines.push('-b "$ATRIUM_COOKIES"');
    if (method !== "get") lines.push(`-H ${quote(`Origin: ${baseUrl}`)}`);
  } else if (takes("operatorToken")) lines.push('-H "Authorization: Bearer $ATRIUM_OPERATOR_TOKEN"');
  if (params.some((param) => param.name === "Idempotency-Key")) lines.push('-H "Idempotency-Key: $(uuidgen)"');
  lines.push(...bodyLines(operation, resolve));
  return lines.join(" \\\n  ");
}

/** A session belongs to many workspaces, so it has to say which one; a key belongs to one already. */
function needed(param: Json, takes: (name: string) => boolean): boolean {
  return param.name === "workspace" && !takes("apiKey");
}

function queryValue(param: Json, resolve: Resolve): string {
  return param.name === "workspace"
    ? "$WORKSPACE"
    : encodeURIComponent(String(exampleOf(param.schema, resolve, String(param.name))));
}

function snake(name: string): string {
  return name.replace(/([A-Z])/g, "_$1").toUpperCase();
}

function bodyLines(operation: Json, resolve: Resolve): string[] {
  const content = resolve(resolve(operation.requestBody).content);
  const [type] = Object.keys(content);
  if (type === undefined) return [];
  if (type !== "application/json") return [`-H ${quote(`Content-Type: ${type}`)}`, "--data-binary @file"];
  const example = exampleOf(resolve(content[type]).schema, resolve);
  return [`-H ${quote("Content-Type: application/json")}`, `-d ${quote(JSON.stringify(example))}`];
}
