import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import "@/app/api/v1/all-routes";
import * as rest from "@/app/api/v1/[...rest]/route";
import { GET } from "@/app/api/v1/openapi.json/route";
import { listRoutes } from "@/lib/platform/http/registry";
import { routeFinder } from "@/lib/platform/http/route-finder";
import { call } from "../harness/call";

type Operation = {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: Record<string, string[]>[];
  parameters?: { $ref?: string; name?: string; in?: string; required?: boolean }[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<
    string,
    { $ref?: string; headers?: Record<string, unknown>; content?: Record<string, { schema: unknown }> }
  >;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, unknown> } & Record<string, Record<string, unknown>>;
};

const root = process.cwd();
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const exempt = ["app/api/v1/openapi.json/route.ts", "app/api/v1/[...rest]/route.ts"];

function routeFiles(folder = "app/api"): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? routeFiles(path) : entry.name === "route.ts" ? [path] : [];
  });
}

/** app/api/v1/projects/[projectId]/route.ts -> /api/v1/projects/{projectId} */
const addressOf = (file: string) =>
  file
    .replace(/^app/, "")
    .replace(/\/route\.ts$/, "")
    .replace(/\[([^\]]+)\]/g, "{$1}");
const exportsOf = (file: string) =>
  methods.filter((method) =>
    new RegExp(`export (const|async function|function) ${method}\\b`).test(readFileSync(join(root, file), "utf8")),
  );

let document: Document;
let operations: { path: string; method: string; operation: Operation }[];
beforeAll(async () => {
  const answer = await call(GET, { as: null, path: "/api/v1/openapi.json" });
  expect(answer.status).toBe(200);
  document = JSON.parse(answer.text) as Document;
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
});

describe("the registry of routes", () => {
  it("loads every route file there is", () => {
    const index = readFileSync(join(root, "app/api/v1/all-routes.ts"), "utf8");
    const imported = [...index.matchAll(/import "@\/(.+)";/g)].map((match) => `${match[1]}.ts`);
    const files = routeFiles().filter((file) => !exempt.includes(file));
    expect(imported.toSorted()).toEqual(files.toSorted());
  });

  it("knows each file under its own path and methods, and nothing else", () => {
    const fromFiles = routeFiles()
      .filter((file) => !file.includes("[...rest]"))
      .flatMap((file) => exportsOf(file).map((method) => `${method} ${addressOf(file)}`));
    const registered = listRoutes()
      .filter((route) => route.path.startsWith("/api/"))
      .map((route) => `${route.method} ${route.path}`);
    expect(registered.toSorted()).toEqual(fromFiles.toSorted());
  });
});

describe("the door of server.mjs", () => {
  it("finds each route by its own path, with its parameters", () => {
    const find = routeFinder(listRoutes());
    for (const route of listRoutes()) {
      const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
      const params = Object.fromEntries(names.map((name) => [name, `of-${name}`]));
      const path = route.path.replace(/\{(\w+)\}/g, "of-$1");
      expect(find(route.method, path), path).toEqual({ route, params });
    }
  });
});

describe("the OpenAPI document", () => {
  it("has one operation for each route, with an id of its own", () => {
    expect(document.openapi).toBe("3.1.0");
    const listed = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    expect(listed.toSorted()).toEqual(
      listRoutes()
        .map((route) => `${route.method} ${route.path}`)
        .toSorted(),
    );
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation } of operations) {
      expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/);
      expect(operation.tags).toHaveLength(1);
      expect(operation.summary.length).toBeGreaterThan(5);
      expect(operation.description.length).toBeGreaterThan(5);
    }
  });

  it("resolves each of its references", () => {
    const refs: string[] = [];
    JSON.stringify(document, (key, value: unknown) => {
      if (key === "$ref" && typeof value === "string") refs.push(value);
      return value;
    });
    expect(refs.length).toBeGreaterThan(100);
    for (const ref of new Set(refs)) {
      expect(ref.startsWith("#/"), ref).toBe(true);
      const target = ref
        .slice(2)
        .split("/")
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
      expect(target, ref).toBeDefined();
    }
  });

  it("declares each parameter of a path, and only those", () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
      const declared = (operation.parameters ?? []).filter((p) => p.in === "path");
      expect(declared.map((p) => p.name).toSorted(), path).toEqual(inPath.toSorted());
      expect(declared.every((p) => p.required)).toBe(true);
    }
  });

  it("says who may call, with which scope, in which workspace", () => {
    const of = (id: string) => operations.find(({ operation }) => operation.operationId === id)?.operation;
    expect(of("listProjects")?.security).toEqual([{ session: [] }, { accessToken: [] }, { apiKey: ["projects.read"] }]);
    expect(of("exportAuditLogs")?.security).toEqual([{ session: [] }, { accessToken: [] }]);
    expect(of("getMe")?.security).toEqual([{ session: [] }]);
    expect(of("getMetrics")?.security).toEqual([{ operatorToken: [] }]);
    expect(of("getHealth")?.security).toEqual([{}]);
    const workspace = { $ref: "#/components/parameters/Workspace" };
    expect(of("listProjects")?.parameters).toContainEqual(workspace);
    expect(of("listNotifications")?.parameters).not.toContainEqual(workspace);
    for (const { operation } of operations) {
      for (const scheme of operation.security.flatMap((one) => Object.keys(one)))
        expect(document.components.securitySchemes).toHaveProperty(scheme);
    }
  });

  it("shows both envelopes, the limits and where an Idempotency-Key is taken", () => {
    for (const route of listRoutes()) {
      const operation = document.paths[route.path]?.[route.method.toLowerCase()];
      const success = operation?.responses[String(route.status)];
      const takesKey = operation?.parameters?.some((p) => p.$ref === "#/components/parameters/IdempotencyKey") ?? false;
      expect(takesKey, route.operationId).toBe(route.idempotent);
      if (route.path.startsWith("/api/v1/")) expect(Object.keys(success?.headers ?? {})).toContain("RateLimit");
      expect(operation?.responses["429"]?.$ref).toBe("#/components/responses/rateLimited");
      if (route.body) expect(operation?.requestBody?.content).toHaveProperty("application/json");
      if (route.rawResponse) continue;
      const schema = success?.content?.["application/json"]?.schema as { properties?: object; required?: string[] };
      expect(schema.required, route.operationId).toEqual(
        expect.arrayContaining(["success", "data", ...(route.paginated ? ["page"] : [])]),
      );
    }
    expect(document.components.schemas?.Error).toMatchObject({ required: ["success", "error", "code", "requestId"] });
  });
});

describe("addresses nobody serves", () => {
  it("answer with the envelope of what does not exist, whatever the method", async () => {
    for (const method of methods) {
      const handler = Object.entries(rest).find(([name]) => name === method)?.[1] ?? rest.GET;
      if (typeof handler === "string") throw new Error(`${method} is no handler`);
      const answer = await call(handler, { as: null, path: "/api/v1/no/such/thing", method });
      expect([answer.status, answer.json.success, answer.json.code]).toEqual([404, false, "NOT_FOUND"]);
      expect(answer.json.requestId).toMatch(/^req_/);
    }
  });
});
