import type { Blueprint } from "../blueprint/blueprint.schema";
import type { BlueprintIssue } from "../blueprint/issues";
import { isInstructionToTheMachine } from "../parser/injection";
import type { Draft } from "./draft.schema";

/** What only a model gets wrong: orders and addresses in free text, views and reports that could never run. */
export function checkDraft(draft: Draft, offline: Blueprint): BlueprintIssue[] {
  const idea = offline.source.ideaText;
  return [
    ...(offline.tenancy === "organization" && draft.tenancy !== "organization"
      ? [issue("tenancy", "tenancy_mismatch", "The idea keeps organizations apart: tenancy must be organization.")]
      : []),
    ...textsOf(draft, "")
      .filter(({ path, text }) => isForeign(text) && !(path.endsWith(".quote") && idea.includes(text)))
      .map(({ path }) => issue(path, "name_invalid", "Text must not hold commands, orders or web addresses.")),
    ...draft.entities.flatMap((entity, at) => viewIssues(entity, `entities.${at}.savedViews`)),
    ...draft.reports.flatMap((report, at) =>
      report.roles.length > 0 && report.roles.every((key) => draft.roles.some((role) => role.key === key))
        ? []
        : [issue(`reports.${at}.roles`, "role_missing", "Name the roles that see the report.")],
    ),
  ];
}

const issue = (path: string, code: BlueprintIssue["code"], message: string): BlueprintIssue => ({
  path,
  code,
  message,
  severity: "error",
});

const isForeign = (text: string): boolean => /https?:|www\./i.test(text) || isInstructionToTheMachine(text, false);

function textsOf(value: unknown, path: string): { path: string; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, path === "" ? key : `${path}.${key}`));
}

function viewIssues(entity: Draft["entities"][number], path: string): BlueprintIssue[] {
  const typeOf = (key: string) => entity.fields.find((field) => field.key === key)?.type;
  return entity.savedViews.flatMap((view, at) =>
    view.conditions.flatMap(({ field, op, value }): BlueprintIssue[] => {
      const type = typeOf(field);
      if (/Today$/.test(op) && type !== "date" && type !== "datetime")
        return [issue(`${path}.${at}`, "type_mismatch", `“${field}” is no date, so it cannot be compared with today.`)];
      const lacksValue = (op === "eq" || op === "neq") && value === undefined;
      return lacksValue ? [issue(`${path}.${at}`, "type_mismatch", `Say which value “${field}” is held against.`)] : [];
    }),
  );
}
