import type { Blueprint } from "../blueprint/blueprint.schema";
import type { GeneratedFile } from "../compiler/types";
import { accepts } from "./accept-held";
import type { Operation } from "./operations";

export type FileChange = { path: string; change: "added" | "removed" | "changed" };

/** Which files of the project a new plan adds, removes or changes, by path. */
export function diffFiles(before: readonly GeneratedFile[], after: readonly GeneratedFile[]): FileChange[] {
  const old = new Map(before.map(({ path, content }) => [path, content]));
  const now = new Set(after.map(({ path }) => path));
  const changes = after.flatMap(({ path, content }): FileChange[] => {
    const was = old.get(path);
    if (was === undefined) return [{ path, change: "added" }];
    return was === content ? [] : [{ path, change: "changed" }];
  });
  const removed = before
    .filter(({ path }) => !now.has(path))
    .map(({ path }): FileChange => ({ path, change: "removed" }));
  return [...changes, ...removed].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The operations as sentences, each told in the names that hold before it. */
export function describeOperations(blueprint: Blueprint, operations: readonly Operation[]): string[] {
  const lists = new Map(blueprint.entities.map((entity) => [entity.id, entity]));
  const many = (id: string) => lists.get(id)?.label.many ?? "the new list";
  const fieldLabel = (entity: string, field: string) =>
    lists.get(entity)?.fields.find(({ id }) => id === field)?.label ?? "the new field";
  const heldBack = (operation: Operation) =>
    (blueprint.held ?? []).find((item) => accepts(operation, item))?.message ?? "what the plan held back";
  const sentence = (operation: Operation): string => {
    switch (operation.kind) {
      case "renameApp":
        return `Call the app “${operation.name}”`;
      case "addEntity":
        return `Add the list “${operation.label}”${operation.fields.length > 0 ? ` with ${operation.fields.join(", ")}` : ""}`;
      case "renameEntity":
        return `Rename ${many(operation.entity)} to “${operation.label}”`;
      case "removeEntity":
        return `Remove the list ${many(operation.entity)} and what points to it`;
      case "addField":
        return `Add “${operation.label}” (${operation.options.length > 0 ? operation.options.join(", ") : operation.type}${operation.required ? ", required" : ""}) to ${many(operation.entity)}`;
      case "renameField":
        return `Rename “${fieldLabel(operation.entity, operation.field)}” of ${many(operation.entity)} to “${operation.label}”`;
      case "setRequired":
        return `Make “${fieldLabel(operation.entity, operation.field)}” of ${many(operation.entity)} ${operation.required ? "required" : "optional"}`;
      case "removeField":
        return `Remove “${fieldLabel(operation.entity, operation.field)}” from ${many(operation.entity)}`;
      case "addOption":
        return `Add the choice “${operation.label}” to “${fieldLabel(operation.entity, operation.field)}” of ${many(operation.entity)}`;
      case "allowAccess":
      case "allowRole":
        return `Allow: ${heldBack(operation)}`;
    }
  };
  return operations.map(sentence);
}
