import type { Blueprint } from "../blueprint/blueprint.schema";
import { toIdentifier, toLabel, uniqueName } from "../blueprint/names";
import { EditError, type OperationOf } from "./operations";
import { entityOf, fieldOf, keysOf } from "./parts";

const reportsMax = 20;

export const pathOf = (entity: { key: string; plural?: string | undefined }): string =>
  `/${(entity.plural ?? entity.key).replaceAll("_", "-")}`;

/** Whether a list stands in the app's menu. Its rows stay reachable through what links to them. @throws EditError */
export function setMenu(blueprint: Blueprint, operation: OperationOf<"setMenu">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const isList = (page: Blueprint["pages"][number]) => page.kind === "list" && page.entity === entity.id;
  const others = blueprint.pages.filter((page) => !isList(page));
  if (operation.on) {
    if (others.length < blueprint.pages.length) return blueprint;
    const page = { path: pathOf(entity), kind: "list" as const, entity: entity.id, roles: [] };
    return { ...blueprint, pages: [...blueprint.pages, page] };
  }
  if (!others.some((page) => page.kind === "list"))
    throw new EditError("not_possible", "The menu needs at least one list.");
  return { ...blueprint, pages: others };
}

/** Counts or adds up the rows of a list, for admins. @throws EditError */
export function addReport(blueprint: Blueprint, operation: OperationOf<"addReport">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  if (blueprint.reports.length >= reportsMax)
    throw new EditError("not_possible", `An app has up to ${reportsMax} reports.`);
  const relation = blueprint.relations.find(({ id, from }) => id === operation.groupBy && from === entity.id);
  if (relation?.kind === "many-many")
    throw new EditError("not_possible", "A report cannot be grouped by a link of many to many.");
  const group = relation ? undefined : fieldOf(entity, operation.groupBy);
  if (group && group.type !== "enum")
    throw new EditError("not_possible", `A report is grouped by a list of choices or a link, not by “${group.label}”.`);
  const sum = operation.sum === undefined ? undefined : fieldOf(entity, operation.sum).key;
  const admins = blueprint.roles.filter(({ isAdmin }) => isAdmin).map(({ key }) => key);
  if (admins.length === 0)
    throw new EditError("not_possible", "This app has no sign-in, so nobody could see a report.");
  const key = uniqueName(toIdentifier(operation.label, "report"), keysOf(blueprint.reports));
  const report = {
    key,
    label: toLabel(operation.label),
    entity: entity.id,
    groupBy: group?.key ?? operation.groupBy,
    roles: admins,
    ...(sum === undefined ? {} : { sum }),
  };
  return { ...blueprint, reports: [...blueprint.reports, report] };
}

/** @throws EditError */
export function removeReport(blueprint: Blueprint, operation: OperationOf<"removeReport">): Blueprint {
  const rest = blueprint.reports.filter(({ key }) => key !== operation.report);
  if (rest.length === blueprint.reports.length)
    throw new EditError("not_found", "This report is not in the plan any more.");
  return { ...blueprint, reports: rest };
}
