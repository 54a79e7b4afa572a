import { beforeAll, describe, expect, it } from "vitest";
import { createWorld, type World } from "../factories/world";
import { expectedAccess } from "./access-matrix";
import { checkPermissions, checkPermissionTable, createScopeKeys, type ScopeKeys } from "./support/permission-access";
import { isWorkspaceRoute } from "./support/requests";
import { type LoadedRoutes, loadRoutes } from "./support/routes";

let world: World;
let keys: ScopeKeys;
const loaded: LoadedRoutes = await loadRoutes();

beforeAll(async () => {
  world = await createWorld();
  keys = await createScopeKeys(world);
});

describe("permissions", () => {
  it("every handler registers itself under its own address", () => {
    expect(loaded.unregistered).toEqual([]);
    expect(loaded.routes.length).toBeGreaterThan(50);
  });

  it("every file of routes is dynamic: Next.js must neither keep an answer nor wrap the request to find out", () => {
    expect(loaded.notDynamic).toEqual([]);
  });

  it("every route declares the access that is stated for it, and no stated route is gone", () => {
    const declared = Object.fromEntries(
      loaded.routes.map((route) => [
        route.operationId,
        expectedAccess[route.operationId] === "machine" && route.permission === "public" ? "machine" : route.permission,
      ]),
    );
    expect(declared).toEqual(expectedAccess);
  });

  it("the permission table says what is stated", () => {
    expect(checkPermissionTable()).toEqual([]);
  });

  it.each(loaded.routes.filter(isWorkspaceRoute).map((route) => [route.operationId, route] as const))(
    "%s lets in exactly its roles and scopes",
    async (_name, route) => {
      expect(await checkPermissions([route], world, keys)).toEqual([]);
    },
  );
});
