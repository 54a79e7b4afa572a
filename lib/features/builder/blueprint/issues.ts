/** One finding about a blueprint or an idea. `path` uses dots and indexes: `entities.2.fields.0.key`. */
export type BlueprintIssue = {
  path: string;
  code: BlueprintIssueCode;
  message: string;
  /** error: blocks compiling. fixed: repaired on the way, see `autofix`. warning: worth a look. */
  severity: "error" | "fixed" | "warning";
  autofix?: { description: string; from: string; to: string };
};

export type BlueprintIssueCode =
  | "idea_empty"
  | "idea_too_long"
  | "idea_refused"
  | "shape_invalid"
  | "version_unknown"
  | "duplicate_id"
  | "duplicate_key"
  | "reserved_name"
  | "name_invalid"
  | "relation_target_missing"
  | "enum_missing"
  | "enum_required"
  | "title_field_missing"
  | "field_missing"
  | "role_missing"
  | "relation_missing"
  | "rule_mismatch"
  | "path_duplicate"
  | "access_deny_all"
  | "access_update_without_read"
  | "access_cycle"
  | "required_cycle"
  | "admin_role_missing"
  | "default_role_missing"
  | "self_select_admin"
  | "tenancy_mismatch"
  | "too_many_entities"
  | "too_many_relations"
  | "default_invalid"
  | "pattern_invalid"
  | "type_mismatch";

/** Thrown when an idea or a blueprint cannot be used at all. Carries every finding, never just the first. */
export class BlueprintError extends Error {
  readonly code: BlueprintIssueCode;
  readonly issues: readonly BlueprintIssue[];

  constructor(issues: readonly [BlueprintIssue, ...BlueprintIssue[]]) {
    super(issues.map((issue) => `${issue.path || "idea"}: ${issue.message}`).join("; "));
    this.name = "BlueprintError";
    this.code = issues[0].code;
    this.issues = issues;
  }
}
