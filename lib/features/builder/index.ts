export {
  type Access,
  BLUEPRINT_VERSION,
  type Blueprint,
  type BlueprintInput,
  blueprintSchema,
  type Entity,
  type EnumDef,
  type Field,
  type FieldType,
  type Held,
  LIMITS,
  type Locale,
  type Question,
  type Relation,
  type ReviewItem,
  type Role,
  type Rule,
} from "./blueprint/blueprint.schema";
export { BlueprintError, type BlueprintIssue, type BlueprintIssueCode } from "./blueprint/issues";
export { describeRules } from "./blueprint/rule-words";
export { BUILT_STACKS, type BuiltStack, hasPages, isBuiltStack } from "./blueprint/stacks";
export { type BlueprintSummary, summarizeBlueprint } from "./blueprint/summarize";
export { type ValidationResult, validateBlueprint } from "./blueprint/validate";
export { COMPILER_VERSION, type CompileOptions, compileBlueprint } from "./compiler/compile";
export { dataLosses } from "./compiler/sql/versions/version-migrations";
export type { BuildManifest, CompileResult, GeneratedFile } from "./compiler/types";
export { applyOperations } from "./edit/apply";
export { describeOperations, diffFiles, type FileChange } from "./edit/describe";
export { diffBlueprints, type PlanChange } from "./edit/diff";
export { EditError, type Operation, operationSchema } from "./edit/operations";
export { readRequest } from "./edit/read-request";
export { type Ask, type Written, writeWithModel } from "./llm/write-with-model";
export { type ParseOptions, type ParseResult, parseIdea } from "./parser/parse-idea";
export { findRefusal, type Refusal } from "./parser/refusal";
export { zipFiles, zipStream } from "./zip/zip-files";
