import { singularize, toWords } from "../blueprint/names";
import { chooseDomain } from "./choose-domain";
import { Vocabulary } from "./coverage-words";
import type { DomainSpec, EntitySpec } from "./domain-spec";
import { withStatedDetails, withStatedName, withTitle } from "./stated-details";
import type { Idea } from "./text";
import { type Composed, compose } from "./understand/compose";

export type Understanding = { spec: DomainSpec; unread: string[]; headings: ReadonlySet<string> };

/**
 * A domain worked out in advance where one fits what is asked, the idea's own words where none does.
 * Things the idea asks for and the domain lacks are added to it; when they are the greater part, the domain does not fit.
 */
export function understandIdea(idea: Idea): Understanding {
  const composed = compose(idea);
  const { headings } = composed;
  const domain = chooseDomain(idea);
  if (!domain) return { spec: withStatedName(withTitle(composed.spec, idea), idea), unread: composed.unread, headings };
  const words = wordsOf(domain);
  const foreign = composed.stated.filter(
    (thing) => !toWords(`${thing.one} ${thing.many}`).some((word) => words.has(singularize(word))),
  );
  if (foreign.length >= 2 && foreign.length * 2 > composed.stated.length) {
    return { spec: withStatedName(withTitle(composed.spec, idea), idea), unread: composed.unread, headings };
  }
  if (isForeignGround(idea, domain, composed)) {
    return { spec: withStatedName(withTitle(composed.spec, idea), idea), unread: composed.unread, headings };
  }
  const keys = new Set(foreign.map((thing) => thing.key));
  // A domain brings its own rules and reads none, so a limit it does not name is one it does not keep.
  const unread = composed.limits.filter((clause) => !domain.keeps?.some((pattern) => pattern.test(clause)));
  return { spec: withStatedDetails(withForeignThings(domain, composed, keys), idea), unread, headings };
}

/** A prepared plan that answers less of what is said than the idea's own words do is the wrong one: a school bus is no school. */
function isForeignGround(idea: Idea, domain: DomainSpec, composed: Composed): boolean {
  if (idea.locale !== "en") return false;
  const missing = (spec: DomainSpec): number => {
    const words = new Vocabulary(
      [
        ...spec.roles.map((role) => role.label),
        ...Object.values(spec.enums),
        ...spec.entities.flatMap((entity) => [entity.key, ...entity.label.split("|"), ...entity.fields.map(labelOf)]),
      ],
      idea.locale,
    );
    return idea.sentences.flatMap((sentence) => {
      const rest = spec.covers.reduce((text, pattern) => text.replace(new RegExp(pattern, "giu"), " "), sentence);
      return words.unknownIn(rest, sentence);
    }).length;
  };
  const [prepared, own] = [missing(domain), missing(composed.spec)];
  return prepared >= 4 && own * 2 <= prepared;
}

const labelOf = (line: string): string => line.replace(/^(\w+):\S+/u, "$1");

function wordsOf(domain: DomainSpec): Set<string> {
  const labels = [
    ...domain.entities.flatMap((entity) => [entity.key, entity.label, ...entity.fields]),
    ...domain.roles.map((role) => role.label),
  ];
  return new Set(labels.flatMap(toWords).map(singularize));
}

/** Added things start with whoever runs the app; the form opens them to others. */
function withForeignThings(domain: DomainSpec, composed: Composed, keys: ReadonlySet<string>): DomainSpec {
  const admin = `role:${domain.roles.find((role) => role.isAdmin)?.key ?? "manager"}`;
  const known = new Set(domain.entities.map((entity) => entity.key));
  const added = composed.spec.entities
    .filter((entity) => keys.has(entity.key) && !known.has(entity.key))
    .map((entity): EntitySpec => {
      const { owner: _owner, assigned: _assigned, extra: _extra, ...rest } = entity;
      return { ...rest, read: admin, create: admin, update: admin, delete: admin };
    });
  if (added.length === 0) return domain;
  const enums = Object.fromEntries(
    Object.entries(composed.spec.enums).filter(([key]) =>
      added.some((entity) => key.startsWith(entity.key.slice(0, 20))),
    ),
  );
  const covers = [...domain.covers, ...composed.spec.covers];
  return { ...domain, covers, enums: { ...enums, ...domain.enums }, entities: [...domain.entities, ...added] };
}
