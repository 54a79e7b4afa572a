import { type FieldType, LIMITS, type Locale } from "../blueprint/blueprint.schema";
import {
  isUncountable,
  pluralize,
  singularize,
  stripEmoji,
  toIdentifier,
  toLabel,
  toWords,
  uniqueName,
} from "../blueprint/names";
import { isReservedEntityName, renameReservedEntity } from "../blueprint/reserved";
import { parseField } from "./build-from-spec";
import type { DomainSpec, EntitySpec } from "./domain-spec";
import type { Idea } from "./text";

export type Stated = { spec: DomainSpec; locale: Locale; stated: RegExp[] };

/** Adds what the idea says outright (fields, things, a name) to the chosen domain. */
export function applyStatedDetails(spec: DomainSpec, idea: Idea): Stated {
  const named = withStatedName(spec, idea);
  const listed = named.entities.some((entity) => entity.key === "entry") ? withStatedThings(named, idea) : named;
  const fielded = withStatedFields(listed, idea);
  return { spec: fielded, locale: idea.locale, stated: [] };
}

function withStatedName(spec: DomainSpec, idea: Idea): DomainSpec {
  const quoted =
    /\b(?:called|named|llamad[ao])\s+["“'«]?([\p{Lu}\p{N}][\p{L}\p{N}'&-]*(?:\s[\p{Lu}\p{N}][\p{L}\p{N}'&-]*){0,3})/u.exec(
      idea.text,
    )?.[1];
  const shouted = /^\P{L}*([\p{Lu}][\p{L}\p{N}]{2,30})!{1,3}/u.exec(idea.text)?.[1];
  const name = stripEmoji(quoted ?? shouted ?? "").trim();
  return name ? { ...spec, name: name.slice(0, 60) } : spec;
}

const THING_LIST =
  /\b(?:track|manage|list|store|organi[sz]e|record|catalog(?:ue)?|collect|keep (?:track of )?|database of|gestionar|guardar|registrar)\s+(?:all )?(?:of )?(?:my |our |the |mis |nuestros )?([^.!?;:\n]{3,200})/giu;

/** "track my plants, pots and waterings" gives three lists instead of one of entries. */
function withStatedThings(spec: DomainSpec, idea: Idea): DomainSpec {
  const base = spec.entities[0];
  const labels = [...idea.text.matchAll(THING_LIST)].flatMap((match) => nounList(match[1] ?? ""));
  const unique = [...new Map(labels.map((label) => [toIdentifier(singularize(label)), label])).values()].slice(0, 8);
  if (!base || unique.length === 0) return spec;
  const taken = new Set<string>();
  const entities = unique.map((label): EntitySpec => {
    const wanted = toIdentifier(singularize(label));
    const key = uniqueName(isReservedEntityName(wanted) ? renameReservedEntity(wanted) : wanted, taken);
    const one = toLabel(singularize(label));
    return { ...base, key, label: `${one}|${isUncountable(one) ? one : toLabel(pluralize(one))}` };
  });
  return {
    ...spec,
    name: spec.name === "My app" ? toLabel(pluralize(singularize(unique[0] ?? "My app"))) : spec.name,
    entities,
    assumptions: [
      "Each list starts with a title, a status, a due date and notes; change the fields in the form.",
      "Each person sees their own records; a manager sees all.",
    ],
  };
}

/** Short noun phrases of a comma list; phrases with more than three words are no names of things. */
function nounList(text: string): string[] {
  return text
    .split(/,|\band\b|\by\b|&|\bwith\b|\bfor\b|\bso\b|\bin\b|\bto\b|\bthat\b|\bwho\b/iu)
    .map((part) =>
      stripEmoji(part)
        .replace(/^(?:\s*(?:my|our|the|all|a|an|their|its)\s+)+/i, "")
        .trim(),
    )
    .filter((part) => {
      const words = toWords(part);
      return words.length >= 1 && words.length <= 3 && words.join("").length >= 3 && !VAGUE.has(words.at(-1) ?? "");
    })
    .map((part) => part.slice(0, 40));
}

const VAGUE = new Set(["it", "them", "things", "everything", "stuff", "track", "data", "more", "etc", "that", "this"]);

const FIELD_LIST =
  /([\p{L}][\p{L} ]{1,30}?)\s+(?:has|have|with fields?|contains?|need|needs)\s+(?:an? |the )?([^.!?;\n]{3,200})/giu;

/** "Plants have a name, species and last watered date": fields of a thing the blueprint knows by that name. */
function withStatedFields(spec: DomainSpec, idea: Idea): DomainSpec {
  let entities = spec.entities;
  for (const match of idea.text.matchAll(FIELD_LIST)) {
    const subject = toIdentifier(singularize((match[1] ?? "").trim().split(/\s+/).at(-1) ?? ""));
    entities = entities.map((entity) =>
      entity.key === subject || entity.key.endsWith(`_${subject}`)
        ? addFields(entity, spec, nounList(match[2] ?? ""))
        : entity,
    );
  }
  return { ...spec, entities };
}

function addFields(entity: EntitySpec, spec: DomainSpec, names: readonly string[]): EntitySpec {
  const known = new Set(
    entity.fields.flatMap((line) => [parseField(line).key, ...toWords(parseField(line).label ?? "")]),
  );
  const others = new Set(spec.entities.flatMap((item) => [item.key, ...toWords(item.label)]));
  const added = names.flatMap((name) => {
    const key = toIdentifier(name);
    const isKnown = toWords(name).some((word) => known.has(word) || others.has(word) || others.has(singularize(word)));
    if (isKnown || known.has(key)) return [];
    known.add(key);
    return [`${key}:${guessType(name)} ${toLabel(name)}`];
  });
  return { ...entity, fields: [...entity.fields, ...added].slice(0, LIMITS.fieldsPerEntity) };
}

const TYPE_HINTS: [RegExp, FieldType][] = [
  [/\b(photos?|pictures?|images?|foto)\b/i, "image"],
  [/\b(pdf|files?|documents?|attachments?|scans?)\b/i, "file"],
  [/\b(e-?mail|correo)\b/i, "email"],
  [/\b(phone|mobile|tel[eé]fono)\b/i, "phone"],
  [/\b(url|website|link)\b/i, "url"],
  [/\b(price|cost|amount|fee|rent|salary|budget|deposit|precio)\b/i, "money"],
  [/\b(percent|percentage|rate|discount)\b/i, "percent"],
  [/\b(date|birthday|deadline|due|day|fecha)\b/i, "date"],
  [/\b(time|appointment|starts?|ends?)\b/i, "datetime"],
  [/\b(quantity|count|number|amount of|age|capacity|stock|limit|position)\b/i, "int"],
  [/\b(weight|height|length|distance|size in)\b/i, "decimal"],
  [/\b(rating|stars?|score)\b/i, "rating"],
  [/\b(notes?|description|details|comments?|steps|instructions|text)\b/i, "longtext"],
  [/\b(address|direcci[oó]n)\b/i, "address"],
  [/\b(done|paid|active|published|is|completed)\b/i, "bool"],
];

/** The type that a field of this name most likely has. */
export const guessType = (name: string): FieldType => TYPE_HINTS.find(([pattern]) => pattern.test(name))?.[1] ?? "text";
