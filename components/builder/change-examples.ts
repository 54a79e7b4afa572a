import type { Build } from "@/lib/features/build/build.schema";
import { asBlueprint } from "./blueprint-words";

/** Wishes that this very plan can grant, so that the first try works. */
export function changeExamples(build: Build): string[] {
  const blueprint = asBlueprint(build.blueprint);
  const [first, second] = blueprint?.entities ?? [];
  if (!first) return [];
  const optional = first.fields.find((field) => !field.required && field.key !== first.titleField && !field.computed);
  const list = second ?? first;
  const admin = blueprint?.roles.find(({ isAdmin }) => isAdmin);
  const othersDelete = list.access.delete.some((rule) => rule.kind !== "role" || rule.role !== admin?.key);
  return [
    `add price (money) to ${list.label.many}`,
    ...(optional ? [`rename ${optional.label} to Remarks in ${first.label.many}`] : []),
    ...(admin && othersDelete ? [`only ${admin.label} can delete ${list.label.many}`] : []),
    `rename ${first.label.one} to Entry`,
    "add a list of Suppliers with name, e-mail and phone",
  ].slice(0, 4);
}
