import { type ApiKeyScope, apiKeyScopes, type Permission, permissions, roles } from "@/lib/platform/auth/permissions";
import { createKey, type Person } from "../../factories/people";
import type { World } from "../../factories/world";
import type { Answer } from "../../harness/call";
import { expectedAccess, expectedRoles, expectedScopes } from "../access-matrix";
import { isWorkspaceRoute, sampleRequest, send } from "./requests";
import type { Route } from "./routes";

/** API keys made for the tests: one that can do everything a key can, and per scope one with and one without it. */
export type ScopeKeys = {
  all: { secret: string };
  only: Map<string, { secret: string }>;
  without: Map<string, { secret: string }>;
};

export async function createScopeKeys(world: World): Promise<ScopeKeys> {
  const make = (scopes: readonly string[]) => createKey(world.a, scopes as ApiKeyScope[], "admin");
  const only = new Map<string, { secret: string }>();
  const without = new Map<string, { secret: string }>();
  for (const scope of expectedScopes) {
    only.set(scope, await make([scope]));
    without.set(scope, await make(expectedScopes.filter((other) => other !== scope)));
  }
  return { all: await make(expectedScopes), only, without };
}

/** The permission table against what is stated; no request is made. */
export function checkPermissionTable(): string[] {
  const wrong: string[] = [];
  const table: Record<string, readonly string[]> = permissions;
  for (const name of new Set([...Object.keys(table), ...Object.keys(expectedRoles)])) {
    const stated = expectedRoles[name] ?? [];
    for (const role of roles) {
      const allowed = table[name]?.includes(role) ?? false;
      if (allowed !== stated.includes(role)) wrong.push(`${name}: ${role} is ${allowed ? "added" : "missing"}`);
    }
  }
  const scopes: readonly string[] = apiKeyScopes;
  for (const scope of new Set([...scopes, ...expectedScopes]))
    if (scopes.includes(scope) !== expectedScopes.includes(scope)) wrong.push(`scope ${scope}`);
  return wrong;
}

/**
 * Asks every workspace route as every role and as API keys, and compares with what is stated. A parameter that no route
 * knows stops whoever gets past the permission before anything is done: 403 means refused, 400 or 422 means let in.
 */
export async function checkPermissions(
  routes: Route[],
  world: World,
  keys: ScopeKeys,
  only?: Permission,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const route of routes.filter(isWorkspaceRoute)) {
    if (only !== undefined && route.permission !== only) continue;
    const access = expectedAccess[route.operationId] ?? "";
    const stated = expectedRoles[access];
    if (!stated) {
      wrong.push(`${route.operationId}: is missing in access-matrix.ts`);
      continue;
    }
    for (const role of roles) {
      const verdict = await knock(route, world, world[role]);
      const expected = stated.includes(role) ? "let in" : "FORBIDDEN";
      if (verdict !== expected) wrong.push(`${route.operationId} as ${role}: ${verdict} instead of ${expected}`);
    }
    for (const [name, secret, expected] of keyCases(access, keys)) {
      const verdict = await knock(route, world, secret);
      if (verdict !== expected) wrong.push(`${route.operationId} with ${name}: ${verdict} instead of ${expected}`);
    }
  }
  return wrong;
}

function keyCases(access: string, keys: ScopeKeys): [name: string, key: { secret: string }, expected: string][] {
  const only = keys.only.get(access);
  const without = keys.without.get(access);
  if (!only || !without) return [["a key with every scope", keys.all, "INSUFFICIENT_SCOPE"]];
  return [
    ["a key that has only this scope", only, "let in"],
    ["a key that lacks only this scope", without, "INSUFFICIENT_SCOPE"],
  ];
}

async function knock(route: Route, world: World, as: Person | { secret: string }): Promise<string> {
  const answer = await send(route, {
    as,
    sample: sampleRequest(route, world),
    extraQuery: { no_route_knows_this: "1" },
    ...(route.path.includes("{workspaceId}") ? {} : { workspace: world.a.slug }),
  });
  return isStoppedAtInput(answer) ? "let in" : (answer.json.code ?? String(answer.status));
}

function isStoppedAtInput({ status, json }: Answer): boolean {
  const fields = json.details?.fields;
  if (status === 400) return json.code === "UNKNOWN_PARAMETER";
  return status === 422 && typeof fields === "object" && fields !== null && "no_route_knows_this" in fields;
}
