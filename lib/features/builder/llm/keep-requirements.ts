import type { Blueprint, Entity } from "../blueprint/blueprint.schema";
import { coverRequirements } from "../parser/coverage";
import { normalizeIdea } from "../parser/text";
import { featuresIn } from "../parser/understand/features";
import { GRAMMARS, word } from "../parser/understand/languages";
import { understandIdea } from "../parser/understand-idea";
import { explanations } from "../parser/unsupported";
import { twinOf } from "./openness";

const MAX_UNSUPPORTED = 400;

/**
 * The plan with every wish that the offline engine finds in the idea and that neither the plan nor its own list of what it
 * cannot do answers. Orders to the tool are listed as ignored.
 */
export function keepRequirements(plan: Blueprint, offline: Blueprint): Blueprint {
  const idea = normalizeIdea(offline.source.ideaText);
  const text = explanations(idea.locale);
  const lost = lostRules(plan, offline, idea.sentences).map((quote) => ({
    quote: quote.slice(0, 500),
    reason: text.unread,
    suggestion: text.suggestion,
  }));
  // What the offline plan answers without naming it counts as answered by a plan that holds all of the offline one.
  const covers = lost.length === 0 && contains(plan, offline) ? understandIdea(idea).spec.covers : [];
  const asked = featuresIn(idea.text, offline.stack);
  const { unsupported, warnings } = coverRequirements(plan, idea, { covers, features: asked.covers, unread: [] });
  const known = plan.unsupported.map((item) => plain(item.quote));
  const missing = [...unsupported, ...lost].filter(({ quote }) => {
    const wanted = plain(quote);
    return !known.some(
      (have) => have !== "" && (have.includes(wanted) || (wanted.includes(have) && have.length * 2 > wanted.length)),
    );
  });
  const unique = [...new Map(missing.map((item) => [`${item.quote}|${item.reason}`, item])).values()];
  return {
    ...plan,
    features: [...new Set([...plan.features, ...asked.features])],
    unsupported: [...unique, ...plan.unsupported].slice(0, MAX_UNSUPPORTED),
    warnings: [...plan.warnings, ...warnings],
  };
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Everything of the offline plan is in this one by name: roles, lists, fields, links. */
function contains(plan: Blueprint, offline: Blueprint): boolean {
  const twins = new Map(offline.entities.map((entity) => [entity.id, twinOf(entity, plan)]));
  const hasFields = offline.entities.every((entity) =>
    entity.fields.every((field) => twins.get(entity.id)?.fields.some(({ key }) => key === field.key)),
  );
  const hasLinks = offline.relations.every(({ from, to }) =>
    plan.relations.some((link) => link.from === twins.get(from)?.id && link.to === (twins.get(to)?.id ?? to)),
  );
  const hasRoles = offline.roles.every((role) => plan.roles.some(({ key }) => key === role.key));
  return plan.tenancy === offline.tenancy && hasFields && hasLinks && hasRoles;
}

/** Rules that hold in the offline plan and that no label gives away: a plan can drop them without a word missing. */
function lostRules(plan: Blueprint, offline: Blueprint, sentences: readonly string[]): string[] {
  const overlap = word(GRAMMARS[offline.locale].overlap);
  const kinds: { has: (entity: Entity) => boolean; said: RegExp }[] = [
    { has: (entity) => entity.noOverlap !== undefined, said: overlap },
    { has: (entity) => entity.audit !== undefined, said: /audit|histor|log of|every (status )?change/i },
    { has: (entity) => entity.onlyWhen !== undefined, said: /\b(only|after|done|finished|once)\b/i },
    {
      has: (entity) => entity.fields.some((field) => field.computed !== undefined),
      said: /total|price|quantity|amount/i,
    },
  ];
  return kinds.flatMap(({ has, said }) => {
    if (!offline.entities.some(has) || plan.entities.some(has)) return [];
    const quote = sentences.find((sentence) => said.test(sentence));
    return quote === undefined ? [] : [quote];
  });
}
