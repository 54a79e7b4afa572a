import type { Blueprint, FieldType } from "../blueprint/blueprint.schema";
import { toLabel } from "../blueprint/names";
import { guessType } from "../parser/understand/field-types";
import { applyOperations } from "./apply";
import { LINK_FIELD_TYPES, type Operation } from "./operations";
import { entityNamed, findEntity, listOf, unquote } from "./read-names";

/** Wishes about what belongs to what: "a repair has many parts, each with a quantity", "a repair belongs to a customer". */

const withFields = "(?:,? (?:each |and )?(?:with|having) (.+))?";
const patterns: [RegExp, (blueprint: Blueprint, words: string[]) => Operation[] | undefined][] = [
  [
    new RegExp(
      `^(?:connect|link|relate) (?:the )?(.+?) (?:and|with|to) (?:the |many )?(.+?),? many[- ]to[- ]many${withFields}$`,
      "iu",
    ),
    (blueprint, [from = "", to = "", fields]) => manyToMany(blueprint, { from, to, fields }),
  ],
  [
    /^(?:connect|link|relate) (?:each |every |the )?(.+?) (?:with|to) (?:an? |one |the )?(.+)$/iu,
    (blueprint, [from = "", to = ""]) => [link(blueprint, from, to)],
  ],
  [
    new RegExp(
      `^(?:an? |each |every |the )?(.+?) (?:can have|may have|have|has|uses|use|contains|contain) (?:many|several|multiple) (.+?)${withFields}$`,
      "iu",
    ),
    (blueprint, [one = "", many = "", fields]) =>
      fields ? manyToMany(blueprint, { from: one, to: many, fields }) : [link(blueprint, many, one)],
  ],
  [
    /^(?:an? |each |every |the )?(.+?) (?:belongs|belong) to (?:an? |one |the )?(.+)$/iu,
    (blueprint, [from = "", to = ""]) => [link(blueprint, from, to)],
  ],
];

/** @returns undefined when the sentence is about something else. @throws EditError not_found */
export function readLinks(blueprint: Blueprint, sentence: string): Operation[] | undefined {
  for (const [pattern, read] of patterns) {
    const match = pattern.exec(sentence);
    if (match) return read(blueprint, match.slice(1) as string[]);
  }
  return undefined;
}

const link = (blueprint: Blueprint, from: string, to: string): Operation => ({
  kind: "addRelation",
  from: findEntity(blueprint, from).id,
  to: findEntity(blueprint, to).id,
  relation: "many-one",
  required: false,
  onDelete: "restrict",
});

function manyToMany(
  blueprint: Blueprint,
  { from, to, fields }: { from: string; to: string; fields: string | undefined },
): Operation[] {
  const relation: Operation = {
    ...{ kind: "addRelation", relation: "many-many", required: false, onDelete: "restrict" },
    from: findEntity(blueprint, from).id,
    to: findEntity(blueprint, to).id,
  };
  const id = applyOperations(blueprint, [relation]).relations.at(-1)?.id ?? "";
  const named = fields ? listOf(fields).filter((name) => !entityNamed(blueprint, name)) : [];
  return [
    relation,
    ...named.map((name): Operation => {
      const label = toLabel(unquote(name));
      return { kind: "addLinkField", relation: id, label, type: linkType(guessType(label, "en")) };
    }),
  ];
}

const linkType = (type: FieldType): (typeof LINK_FIELD_TYPES)[number] =>
  LINK_FIELD_TYPES.find((known) => known === type) ?? "text";
