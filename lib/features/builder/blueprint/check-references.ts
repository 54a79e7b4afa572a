import { ACCOUNT_ENTITY_ID, type Blueprint, type Entity, type Rule, VERBS } from "./blueprint.schema";
import type { BlueprintIssue, BlueprintIssueCode } from "./issues";

type Report = (path: string, code: BlueprintIssueCode, message: string) => void;

/** Relation ends, enums, title fields, roles and rules must all point at something that exists. */
export function checkReferences(blueprint: Blueprint): BlueprintIssue[] {
  const issues: BlueprintIssue[] = [];
  const report: Report = (path, code, message) => issues.push({ path, code, message, severity: "error" });
  checkIds(blueprint, report);
  checkRelations(blueprint, report);
  blueprint.entities.forEach((entity, index) => {
    checkEntity(blueprint, entity, `entities.${index}`, report);
    checkAccess(blueprint, entity, `entities.${index}.access`, report);
  });
  checkRoles(blueprint, report);
  checkPagesAndReports(blueprint, report);
  return issues;
}

function checkIds(blueprint: Blueprint, report: Report): void {
  const seen = new Set<string>([ACCOUNT_ENTITY_ID]);
  const visit = (id: string, path: string) => {
    if (seen.has(id)) report(path, "duplicate_id", `The id “${id}” is used twice.`);
    seen.add(id);
  };
  blueprint.entities.forEach((entity, e) => {
    visit(entity.id, `entities.${e}.id`);
    entity.fields.forEach((field, f) => {
      visit(field.id, `entities.${e}.fields.${f}.id`);
    });
  });
  blueprint.relations.forEach((relation, r) => {
    visit(relation.id, `relations.${r}.id`);
  });
}

function checkRelations(blueprint: Blueprint, report: Report): void {
  const ids = new Set(blueprint.entities.map((entity) => entity.id));
  blueprint.relations.forEach((relation, index) => {
    const path = `relations.${index}`;
    if (!ids.has(relation.from)) report(`${path}.from`, "relation_target_missing", `No entity “${relation.from}”.`);
    if (relation.to === ACCOUNT_ENTITY_ID && relation.kind === "many-many") {
      report(`${path}.to`, "relation_target_missing", "A many-many relation to accounts needs an entity in between.");
    }
    if (relation.to !== ACCOUNT_ENTITY_ID && !ids.has(relation.to)) {
      report(`${path}.to`, "relation_target_missing", `No entity “${relation.to}”.`);
    }
    if (relation.required && relation.onDelete === "setNull") {
      report(`${path}.onDelete`, "rule_mismatch", "A required relation cannot be set to empty on delete.");
    }
  });
}

function checkEntity(blueprint: Blueprint, entity: Entity, path: string, report: Report): void {
  const keys = new Set(entity.fields.map((field) => field.key));
  const own = new Map(blueprint.relations.filter((item) => item.from === entity.id).map((item) => [item.id, item]));
  const enums = new Map(blueprint.enums.map((item) => [item.key, item]));
  const needField = (key: string, at: string) => {
    if (!keys.has(key)) report(`${path}.${at}`, "field_missing", `No field “${key}” in ${entity.key}.`);
  };
  const needRelation = (id: string, at: string) => {
    const relation = own.get(id);
    if (!relation) report(`${path}.${at}`, "relation_missing", `No relation “${id}” from ${entity.key}.`);
    // Its rows are in a table of their own, where no constraint of this one reaches.
    else if (relation.kind === "many-many")
      report(
        `${path}.${at}`,
        "rule_mismatch",
        `“${id}” has many rows on both sides; this rule needs one row to look at.`,
      );
  };
  if (!keys.has(entity.titleField)) {
    report(`${path}.titleField`, "title_field_missing", `No field “${entity.titleField}” in ${entity.key}.`);
  }
  entity.fields.forEach((field, index) => {
    const isEnum = field.type === "enum" || field.type === "multiEnum";
    if (isEnum && !field.enum) report(`${path}.fields.${index}.enum`, "enum_required", "Say which list of choices.");
    if (field.enum && !enums.has(field.enum)) {
      report(`${path}.fields.${index}.enum`, "enum_missing", `No list of choices “${field.enum}”.`);
    }
    for (const key of field.computed?.fields ?? []) needField(key, `fields.${index}.computed`);
  });
  entity.ordered.forEach((pair, i) => {
    needField(pair.a, `ordered.${i}.a`);
    needField(pair.b, `ordered.${i}.b`);
  });
  entity.savedViews.forEach((view, i) => {
    for (const condition of view.conditions) needField(condition.field, `savedViews.${i}`);
  });
  entity.uniques.forEach((set, i) => {
    for (const part of set) if (!keys.has(part)) needRelation(part, `uniques.${i}`);
  });
  if (entity.audit) needField(entity.audit.field, "audit.field");
  if (entity.noOverlap) {
    needRelation(entity.noOverlap.relation, "noOverlap.relation");
    needField(entity.noOverlap.start, "noOverlap.start");
    needField(entity.noOverlap.end, "noOverlap.end");
  }
  if (entity.onlyWhen) needRelation(entity.onlyWhen.relation, "onlyWhen.relation");
  checkWorkflow(entity, enums, path, report);
}

function checkWorkflow(
  entity: Entity,
  enums: ReadonlyMap<string, Blueprint["enums"][number]>,
  path: string,
  report: Report,
): void {
  if (!entity.workflow) return;
  const field = entity.fields.find((item) => item.key === entity.workflow?.field);
  const values = new Set(enums.get(field?.enum ?? "")?.values.map((value) => value.key));
  if (!field) report(`${path}.workflow.field`, "field_missing", `No field “${entity.workflow.field}”.`);
  entity.workflow.transitions.forEach((step, index) => {
    for (const value of [step.from, step.to]) {
      if (!values.has(value)) report(`${path}.workflow.transitions.${index}`, "enum_missing", `No status “${value}”.`);
    }
  });
}

function checkAccess(blueprint: Blueprint, entity: Entity, path: string, report: Report): void {
  for (const verb of VERBS) {
    entity.access[verb].forEach((rule, index) => {
      const problem = ruleProblem(blueprint, entity, rule);
      if (problem) report(`${path}.${verb}.${index}`, problem.code, problem.message);
    });
  }
}

function ruleProblem(
  blueprint: Blueprint,
  entity: Entity,
  rule: Rule,
): { code: BlueprintIssueCode; message: string } | null {
  switch (rule.kind) {
    case "role":
      return blueprint.roles.some((role) => role.key === rule.role)
        ? null
        : { code: "role_missing", message: `No role “${rule.role}”.` };
    case "owner":
      return entity.owner === "user"
        ? null
        : { code: "rule_mismatch", message: `${entity.key} has no owner, so “owner” allows nobody.` };
    case "orgMember":
      return blueprint.tenancy === "organization"
        ? null
        : { code: "rule_mismatch", message: "“orgMember” needs organization tenancy." };
    case "column":
      return entity.fields.some((field) => field.key === rule.field && field.type === "bool")
        ? null
        : { code: "field_missing", message: `No yes/no field “${rule.field}” in ${entity.key}.` };
    case "relatedOwner": {
      const relation = blueprint.relations.find((item) => item.id === rule.relation);
      const isFit = relation?.from === entity.id && relation.kind !== "many-many";
      return isFit
        ? null
        : { code: "relation_missing", message: `“${rule.relation}” does not start at ${entity.key}.` };
    }
    case "sharedVia": {
      const relation = blueprint.relations.find((item) => item.id === rule.relation);
      const isFit = relation?.to === entity.id || (relation?.kind === "many-many" && relation.from === entity.id);
      return isFit ? null : { code: "relation_missing", message: `“${rule.relation}” does not end at ${entity.key}.` };
    }
    default:
      return null;
  }
}

function checkRoles(blueprint: Blueprint, report: Report): void {
  if (blueprint.roles.length === 0) return;
  if (!blueprint.roles.some((role) => role.isDefault)) {
    report("roles", "default_role_missing", "One role must be what new people get.");
  }
  if (!blueprint.roles.some((role) => role.isAdmin))
    report("roles", "admin_role_missing", "One role must be the admin.");
  const known = new Set(blueprint.roles.map((role) => role.key));
  blueprint.entities.forEach((entity, index) => {
    for (const step of entity.workflow?.transitions ?? []) {
      for (const role of step.roles) {
        if (!known.has(role)) report(`entities.${index}.workflow`, "role_missing", `No role “${role}”.`);
      }
    }
  });
}

function checkPagesAndReports(blueprint: Blueprint, report: Report): void {
  const paths = new Set<string>();
  blueprint.pages.forEach((page, index) => {
    if (paths.has(page.path)) report(`pages.${index}.path`, "path_duplicate", `Two pages at ${page.path}.`);
    paths.add(page.path);
  });
  blueprint.reports.forEach((item, index) => {
    const entity = blueprint.entities.find((candidate) => candidate.id === item.entity);
    const isGroupable =
      entity?.fields.some((field) => field.key === item.groupBy) ||
      blueprint.relations.some(
        (relation) => relation.id === item.groupBy && relation.from === item.entity && relation.kind !== "many-many",
      );
    if (!isGroupable) report(`reports.${index}`, "relation_missing", `Cannot group by “${item.groupBy}”.`);
    if (item.sum && !entity?.fields.some((field) => field.key === item.sum)) {
      report(`reports.${index}.sum`, "field_missing", `No field “${item.sum}”.`);
    }
  });
}
