import { LIMITS } from "../blueprint/blueprint.schema";
import { singularize, stripEmoji, toIdentifier, toLabel, toWords } from "../blueprint/names";
import { parseField } from "./build-from-spec";
import type { DomainSpec, EntitySpec } from "./domain-spec";
import type { Idea } from "./text";
import { findTrade } from "./understand/domains-lexicon";
import { guessType } from "./understand/field-types";
import { GRAMMARS, isSmallWord, word } from "./understand/languages";

/** The chosen domain with the fields and the name the idea states. */
export const withStatedDetails = (spec: DomainSpec, idea: Idea): DomainSpec =>
  withStatedFields(withStatedName(spec, idea), idea);

export function withStatedName(spec: DomainSpec, idea: Idea): DomainSpec {
  const quoted =
    /\b(?:called|named|llamad[ao])\s+["“'«]?([\p{Lu}\p{N}][\p{L}\p{N}'&-]*(?:\s[\p{Lu}\p{N}][\p{L}\p{N}'&-]*){0,3})/u.exec(
      idea.text,
    )?.[1];
  const shouted = /^\P{L}*([\p{Lu}][\p{L}\p{N}]{2,30})!{1,3}/u.exec(idea.text)?.[1];
  const name = stripEmoji(quoted ?? shouted ?? properName(idea) ?? "").trim();
  return name ? { ...spec, name: name.slice(0, 60) } : spec;
}

const inCapitals =
  /(?:^|\s)(?:The |the )?((?:\p{Lu}[\p{L}'’&-]+\s+){1,4}\p{Lu}[\p{L}'’-]+)(?=\s*(?:[.,:;!?(–—]|$)|\s+\p{Ll})/gu;

/** "for Harbour Street Gym", "Luna Café needs": capitals up to the word for the trade. German writes every noun that way. */
function properName({ sentences, locale }: Idea): string | undefined {
  if (locale === "de" || locale === "ar") return undefined;
  for (const sentence of sentences.slice(0, 2))
    for (const [, name = ""] of sentence.slice(0, 1_500).matchAll(inCapitals)) {
      const words = name.split(/\s+/u);
      const isSmall = words.some((item) => isSmallWord(item.toLowerCase(), locale) || /^(?:my|our|app)$/iu.test(item));
      if (!isSmall && name.length <= 40 && findTrade(words.at(-1) ?? "", locale)) return words.join(" ");
    }
  return undefined;
}

/** "Film club: members suggest movies": what stands before the first colon names the app when it is short and no order. */
export function withTitle(spec: DomainSpec, idea: Idea): DomainSpec {
  const before = /^([\p{L}][^:.!?;,\n]{2,60}):\s/u.exec(idea.text)?.[1] ?? "";
  const title = before
    .replace(
      /^(?:(?:an?|the|my|our|app|tool|site|system|for|um|uma|une?|una?|eine?n?|für|unser\w*|mein\w*|application|appli|aplicación|aplicativo|para|pour|per|mi|mon|ma|notre|nuestr[oa]|meu|minha|nossa|nosso|nostr[oa]|la|il|le|o)\s+)+/iu,
      "",
    )
    .trim();
  const isOrder = word(`${GRAMMARS[idea.locale].track}|fields?`).test(title.split(" ")[0] ?? "");
  const isName = title.length >= 3 && title.length <= 40 && title.split(/\s+/).length <= 3 && !isOrder;
  return isName ? { ...spec, name: toLabel(title) } : spec;
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
    return [`${key}:${guessType(name, "en")} ${toLabel(name)}`];
  });
  return { ...entity, fields: [...entity.fields, ...added].slice(0, LIMITS.fieldsPerEntity) };
}
