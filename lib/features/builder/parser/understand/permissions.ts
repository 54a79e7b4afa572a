import type { Verb } from "../../blueprint/blueprint.schema";
import { VERBS } from "../../blueprint/blueprint.schema";
import type { Idea } from "../text";
import { GRAMMARS, type Grammar, word } from "./languages";
import { findMentions } from "./mentions";
import type { Sketch, Thing } from "./sketch";

export type Actor =
  | { kind: "boss" }
  | { kind: "everybody" }
  | { kind: "anyone" }
  | { kind: "person"; conceptId: string; label: string };

export type Permission = {
  actor: Actor;
  verbs: Verb[];
  things: Thing[];
  isForbidden: boolean;
  isOwnOnly: boolean;
  /** "register for": taking part, not making the thing. */
  isSignUp: boolean;
  /** "only managers may": everybody else loses it. */
  isExclusive: boolean;
};

export type RuleReading = {
  permissions: Permission[];
  decisions: { actor: Actor; thing: Thing }[];
  overlaps: { things: Thing[]; clause: string }[];
  /** Sentences that set a rule which nothing here understood; they must be shown to the person. */
  unread: string[];
  /** Every clause that sets a limit, understood or not. */
  limits: string[];
};

const SIGN_UP =
  /\b(?:register|sign up|apply|enrol+|rsvp|join|inscri\w+|apuntar\w*|anmelden|iscriver\w+)\b|s'inscri|تسجيل/iu;

const OTHER_LIMITS =
  /\b(?:at most|at least|no more than|maximum|minimum|max\.?|limit(?:ed)? to|expires?|automatic(?:ally)?|unless|visible|hidden|private|confidential|secret)\b/iu;

/** Reads who may do what. Clauses without a subject go on with the one before: "… but cannot see the history". */
export function readRules(sketch: Sketch, idea: Idea): RuleReading {
  const grammar = GRAMMARS[sketch.locale];
  const reading: RuleReading = { permissions: [], decisions: [], overlaps: [], unread: [], limits: [] };
  for (const sentence of idea.sentences.slice(0, 400)) {
    let actor: Actor | undefined;
    let things: Thing[] = [];
    for (const clause of ruleClauses(sentence.slice(0, 1_500), grammar).flatMap((part) =>
      byDeeds(sketch, part, grammar),
    )) {
      const found = readClause(sketch, grammar, clause, { actor, things });
      if (found.overlap) reading.overlaps.push({ things: found.overlap, clause });
      if (found.decision) reading.decisions.push(found.decision);
      if (found.permission) reading.permissions.push(found.permission);
      if (setsARule(clause, grammar)) {
        reading.limits.push(clause);
        if (!found.overlap && !found.decision && !found.permission) reading.unread.push(clause);
      }
      actor = found.actor ?? actor;
      things = found.permission?.things ?? things;
    }
  }
  return reading;
}

const setsARule = (clause: string, grammar: Grammar): boolean =>
  word(`${grammar.cannot}|${grammar.only}|${grammar.unique}|${grammar.overlap}`).test(clause) ||
  OTHER_LIMITS.test(clause);

/** Clauses that can hold a rule of their own; each is a piece of the sentence. */
function ruleClauses(sentence: string, grammar: Grammar): string[] {
  const joint = new RegExp(
    `\\s*[;]\\s*|,?\\s+(?:but|pero|mais|aber|mas|ma|sino|jedoch|لكن|ولكن)\\s+|,\\s+(?=(?:${grammar.and})\\s)|,?\\s+(?:${grammar.and})\\s+(?=(?:${grammar.can}|${grammar.cannot}|${grammar.only})(?![\\p{L}]))|,\\s+(?=[^,]{0,60}(?<![\\p{L}])(?:${grammar.can}|${grammar.cannot})(?![\\p{L}]))`,
    "iu",
  );
  return sentence
    .split(joint)
    .map((part) => part.trim())
    .filter((part) => part.length > 2);
}

/** "browse tools, request a loan": each deed with its own things. What is forbidden stays together. */
function byDeeds(sketch: Sketch, clause: string, grammar: Grammar): string[] {
  if (word(grammar.cannot).test(clause)) return [clause];
  const pieces: string[] = [];
  for (const part of clause.split(/,\s+/u)) {
    const last = pieces.at(-1);
    const isNew = last !== undefined && startsWithDeed(part, grammar) && sketch.mentionedIn(last).length > 0;
    if (last === undefined || isNew) pieces.push(part);
    else
      pieces[pieces.length - 1] = clause.slice(
        clause.indexOf(last),
        clause.indexOf(part, clause.indexOf(last) + last.length) + part.length,
      );
  }
  return pieces;
}

type Found = { actor?: Actor; permission?: Permission; decision?: RuleReading["decisions"][number]; overlap?: Thing[] };

function readClause(
  sketch: Sketch,
  grammar: Grammar,
  clause: string,
  before: { actor: Actor | undefined; things: Thing[] },
): Found {
  if (word(grammar.overlap).test(clause)) {
    const things = sketch.mentionedIn(clause);
    return { overlap: things.length > 0 ? things : before.things };
  }
  // "can read everything but edit nothing": the second half forbids.
  const cannot = word(grammar.cannot).exec(clause) ?? NOTHING.exec(clause);
  const can = word(grammar.can).exec(clause);
  const modal = cannot && !NOTHING.test(cannot[0]) ? cannot : can;
  const head = modal ? clause.slice(0, modal.index) : clause;
  // "… request a loan, and sees only their own" goes on with the one before.
  const goesOn = modal !== null || startsWithDeed(clause, grammar);
  // Arabic names who may behind the word for "may".
  const behind =
    sketch.locale === "ar" && modal
      ? actorIn(clause.slice(modal.index + modal[0].length), sketch, grammar, false)
      : undefined;
  const actor =
    actorIn(head, sketch, grammar, modal !== null) ??
    (behind?.kind === "person" ? behind : undefined) ??
    (goesOn ? before.actor : undefined);
  if (!actor) return {};
  const rest = modal ? clause.slice(modal.index) : clause;
  const isPronoun = cannot !== null && PRONOUN.test(rest);
  const named = sketch
    .mentionedIn(rest)
    .filter((thing) => actor.kind !== "person" || thing.concept?.id !== actor.conceptId);
  const things = named.length === 0 && isPronoun ? before.things : named;
  const decides = word(grammar.decide).exec(rest);
  const decide = decides ? decidedIn(sketch, rest.slice(decides.index), things) : undefined;
  if (decide && !cannot && actor.kind !== "everybody") return { actor, decision: { actor, thing: decide } };
  const isAboutAll = ALL_OF_IT.test(rest);
  const said = verbsIn(rest, grammar);
  // Whoever may not change anything adds and deletes nothing either.
  const verbs = cannot && isAboutAll && said.includes("update") ? VERBS.filter((verb) => verb !== "read") : said;
  // A bare verb such as "customers book" is a permission only for people the catalogue knows.
  const isOwn = word(grammar.own).test(rest);
  const isBareRead = verbs.every((verb) => verb === "read") && !(isOwn && word(grammar.only).test(clause));
  if (verbs.length === 0 || (!modal && (actor.kind !== "person" || isBareRead))) return { actor };
  // "cannot delete" without a thing is about all of them; any other rule about something unknown is not understood.
  if (cannot && things.length === 0 && verbs.join() !== "delete" && !isAboutAll) return { actor };
  const isOnly = word(grammar.only).test(clause);
  const all = isAboutAll && things.length === 0 ? sketch.things : things;
  return {
    actor,
    permission: {
      actor,
      verbs,
      things: all.length > 0 || cannot ? [...all] : before.things,
      isForbidden: cannot !== null,
      isSignUp: SIGN_UP.test(rest),
      isOwnOnly: isOwn && !cannot,
      isExclusive: isOnly && !isOwn && word(grammar.only).test(head) && !cannot,
    },
  };
}

/** What is decided on stands behind the word: "add tools, approve loans" is about loans. */
const decidedIn = (sketch: Sketch, text: string, things: readonly Thing[]): Thing | undefined => {
  const isKept = (thing: Thing): boolean => !thing.concept?.person;
  return sketch.mentionedIn(text).find(isKept) ?? things.find(isKept);
};

/** "… but cannot change them" is about what the clause before named. */
const PRONOUN = /(?<!\p{L})(?:them|it|les|los|las|lo|la|sie|es|li|le|os|as)(?!\p{L})/iu;

const NOTHING = /(?<!\p{L})(?:nothing|nichts|nada|rien|niente|nulla)(?!\p{L})/iu;
const ALL_OF_IT =
  /(?<!\p{L})(?:anything|everything|nothing|all (?:data|records|of it)|alles|nichts|nada|todo|tudo|tout|rien|tutto|niente|nulla|كل شيء|أي شيء)(?!\p{L})/iu;

function startsWithDeed(clause: string, grammar: Grammar): boolean {
  const deeds = `${grammar.read}|${grammar.create}|${grammar.update}|${grammar.remove}|${grammar.decide}`;
  return new RegExp(`^(?:(?:${grammar.and})\\s+)?(?:${deeds})s?(?![\\p{L}])`, "iu").test(clause);
}

function actorIn(head: string, sketch: Sketch, grammar: Grammar, hasModal: boolean): Actor | undefined {
  const people = findMentions(head, sketch.locale).filter((mention) => mention.concept.person);
  const person = hasModal ? people.at(-1) : people[0];
  if (person) return { kind: "person", conceptId: person.concept.id, label: person.name.one };
  const own = sketch.peopleIn(head);
  const other = (hasModal ? own.at(-1) : own[0])?.person;
  if (other) return { kind: "person", conceptId: other.concept.id, label: other.one };
  if (word(grammar.anyone).test(head)) return { kind: "anyone" };
  if (word(grammar.boss).test(head)) return { kind: "boss" };
  return hasModal && word(grammar.everybody).test(head) ? { kind: "everybody" } : undefined;
}

function verbsIn(text: string, grammar: Grammar): Verb[] {
  const found = new Set<Verb>();
  // In English one person "sees" and "records" what many see and record.
  const says = (verbs: string): boolean => word(grammar === GRAMMARS.en ? `(?:${verbs})s?` : verbs).test(text);
  if (says(grammar.create)) found.add("create");
  if (says(grammar.read)) found.add("read");
  if (says(grammar.update)) found.add("update");
  if (says(grammar.remove)) found.add("delete");
  if (says(grammar.track) && found.size === 0)
    for (const verb of ["read", "create", "update"] as const) found.add(verb);
  return VERBS.filter((verb) => found.has(verb));
}
