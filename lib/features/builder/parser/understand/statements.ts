import { singularize, toLabel } from "../../blueprint/names";
import type { Idea } from "../text";
import { readDeeds, readTitle } from "./deeds";
import { findTrade, isPlace } from "./domains-lexicon";
import { guessType, kindInBrackets } from "./field-types";
import { wordFor } from "./glossary";
import { readHoldings, readPresence } from "./holdings";
import { GRAMMARS, type Grammar, word } from "./languages";
import { conceptOf, findMentions } from "./mentions";
import { NOT_A_THING } from "./not-a-thing";
import type { Outline } from "./outline";
import {
  BEGINS_A_CLAUSE,
  choicesOf,
  HOLDING_DEED,
  isNoun,
  PLURAL_NAMES,
  readItem,
  sameWords,
  splitList,
} from "./phrases";
import type { Sketch, Thing } from "./sketch";
import { singularLabel, tokensOf } from "./words";

/** Reads what an idea says things are, have and belong to. Language decides only the small words. */
export function readStatements(sketch: Sketch, idea: Idea, outline: Outline): void {
  const grammar = GRAMMARS[sketch.locale];
  const defined = outline.things.map(({ name, fields }) => ({ thing: sketch.addPhrase(name, "stated"), fields }));
  for (const sentence of idea.sentences.slice(0, 400)) readLists(sketch, grammar, sentence.slice(0, 2_000));
  const inBrackets = new RegExp(`((?:${grammar.status})\\s*)\\([^)]*\\)`, "giu");
  const text = idea.sentences.join(" ").replace(inBrackets, (all, name: string) => name.padEnd(all.length));
  for (const mention of findMentions(text, sketch.locale)) {
    // "category (fall, medication)" is a choice to make, not a list of categories.
    const isChoice = mention.concept.id === "category" && /^\s*\([^)]*[,/|]/u.test(text.slice(mention.end));
    const phrase = text.slice(Math.max(0, mention.start - 3), mention.end).toLowerCase();
    // "project title" is a title, no project.
    const isPart =
      /^ (?:title|name|number|e-?mail|phone|address|id|code|type|start|end|date|fee|price|length|size)s?\b/i.test(
        text.slice(mention.end),
      );
    const isState = phrase === wordFor("in_progress", sketch.locale)?.toLowerCase();
    // "نريد تسجيل …" wants to record something; it is no registration.
    const isDeed = sketch.locale === "ar" && word(grammar.track).test(phrase);
    if (!mention.isWeak && !isDeed && !isChoice && !isState && !(isPart && sketch.locale === "en"))
      sketch.addConcept(mention.concept, mention.name, "named");
  }
  readTitle(sketch, idea.sentences[0]);
  readHoldings(sketch, idea.sentences);
  readPresence(sketch, idea.sentences);
  readDeeds(sketch, idea.sentences);
  for (const { thing, fields } of defined) if (thing) addFields(sketch, grammar, thing, fields);
  for (const sentence of idea.sentences.slice(0, 400)) {
    readHas(sketch, grammar, sentence.slice(0, 2_000));
    readBelongs(sketch, grammar, sentence.slice(0, 2_000));
  }
}

/** "Moving company: quotes, crews, trucks" lists what to keep; "Tickets: priority, assignee" what a ticket has. */
function isOverview(sketch: Sketch, grammar: Grammar, list: string): boolean {
  const items = splitList(list, grammar).map((part) => readItem(part, sketch, grammar).phrase.split(" ").at(-1) ?? "");
  return sketch.locale === "en" && items.filter((item) => singularize(item) !== item).length * 3 > items.length * 2;
}

const GOES_ON = /^(?:with|that|who|which|per|by|on|at|from|during|mit|con|com|avec)$/iu;

/**
 * "volunteers fix items" names volunteers and items and is no thing itself. The people and things in such a phrase, or
 * undefined when it is a plain name. English by its plurals, German by its capitals, others by people of the catalogue.
 */
function deedIn(phrase: string, sketch: Sketch): string[] | undefined {
  const tokens = phrase.split(" ");
  const [first = "", second = ""] = tokens;
  const last = tokens.at(-1) ?? "";
  const mention = findMentions(phrase, sketch.locale)[0];
  const isName = mention !== undefined && mention.start === 0 && mention.end === phrase.length;
  if (tokens.length < 2 || isName || sketch.find(phrase)) return undefined;
  const isPlural = (word: string): boolean => singularize(word) !== word && !PLURAL_NAMES.test(word);
  if (sketch.locale === "en") {
    if (!isPlural(first)) return undefined;
    return tokens.length > 2 && isPlural(last) ? [first, last] : [first];
  }
  if (sketch.locale === "de") {
    if (!/^\p{Lu}/u.test(first) || !/^\p{Ll}/u.test(second)) return undefined;
    return tokens.length > 2 && /^\p{Lu}/u.test(last) ? [first, last] : [first];
  }
  return conceptOf(first, sketch.locale)?.concept.person ? [first] : undefined;
}

/** "Visitor log for an office: name, company, arrival" keeps one kind of row with these fields. */
const REGISTER =
  /^(?:an? |the |our |my )*((?:[\p{L}-]+ )?[\p{L}-]+) (?:log|logbook|register|registry|record|records|form|sheet|database|tracker|tracking|directory|catalogue|catalog)(?:\s+(?:for|of|in|at|with)\s.*)?$/iu;
const DECISION = "decides?|decision|outcome";

function isFieldList(sketch: Sketch, grammar: Grammar, list: string): boolean {
  const items = splitList(list, grammar).map((part) => readItem(part, sketch, grammar).phrase.split(" ").at(-1) ?? "");
  return items.length >= 3 && items.filter((item) => singularize(item) !== item).length * 3 < items.length;
}

/** "manage plants, pots and waterings" and "an app for my clinic: patients, appointments". */
function readLists(sketch: Sketch, grammar: Grammar, sentence: string): void {
  const tracked = word(`${grammar.track}`, "giu");
  for (const match of sentence.matchAll(tracked)) {
    const after = sentence.slice(match.index + match[0].length);
    if (/^\s+of\b/i.test(after) || WAITING.test(after)) continue;
    const rest = after.split(/[.!?:\n]/u)[0] ?? "";
    // "to run our apiary: hives, visits" and "to manage my studio." name the business; what it keeps comes behind.
    const isNamed = after[rest.length] === ":" && splitList(after.slice(rest.length + 1), grammar).length >= 2;
    if (!isNamed && !isBusinessOf(rest, sketch, grammar)) addThings(sketch, grammar, rest);
  }
  const colon = /^([^:]{3,160}):\s*([^:]{3,400})$/u.exec(sentence);
  if (!colon?.[1] || !colon[2]) return;
  const before = tokensOf(colon[1]).map((token) => token.text);
  const isAboutChoices = word(`${grammar.status}|${DECISION}|fields?|campos?|champs|felder|campi`).test(
    before.slice(-2).join(" "),
  );
  const register = REGISTER.exec(colon[1])?.[1];
  if (register && sketch.locale === "en" && isFieldList(sketch, grammar, colon[2])) {
    const thing = sketch.addPhrase(register.split(" ").slice(-2).join(" "), "stated");
    if (thing) addFields(sketch, grammar, thing, colon[2]);
    return;
  }
  const isAboutThing =
    before.length <= 3 &&
    !isPlace(colon[1], sketch.locale) &&
    findMentions(colon[1], sketch.locale).length > 0 &&
    !isOverview(sketch, grammar, colon[2]);
  if (!isAboutChoices && !isAboutThing && splitList(colon[2], grammar).length >= 2)
    addThings(sketch, grammar, colon[2]);
}

const MINE = /^\s*(?:my|our|mi|nuestr[oa]|mon|ma|notre|meu|minha|nosso|nossa|(?:il |la )?(?:mio|mia|nostr[oa]))\s+/iu;

function isBusinessOf(text: string, sketch: Sketch, grammar: Grammar): boolean {
  const items = splitList(text, grammar);
  const { phrase } = readItem(items[0] ?? "", sketch, grammar);
  const isOne = toLabel(singularLabel(phrase, sketch.locale)) === toLabel(phrase);
  return items.length === 1 && MINE.test(text) && isOne && findTrade(phrase, sketch.locale) !== undefined;
}

const BELONGS_TO_ANOTHER: ReadonlySet<string> = new Set(["date", "image", "email", "phone"]);
const ASKS = /^(?:and )?(?:who|which|what|how|whether|when|where|why)(?:\s|$)/iu;
/** "lista de espera" is a waiting list, no list of waits. */
const WAITING = /^\s*(?:de |d['’])?(?:espera|attente|attesa|انتظار|الانتظار)(?!\p{L})/iu;
/** "We also have", "il y a": words before "have" that name nothing. */
const NO_SUBJECT =
  /^(?:(?:we|i|they|you|nous|wir|it)\s)?(?:also|now|still|usually|only|always|currently|then|there|too|aussi|auch|anche|también|também|il y|y|on)$/iu;
function addThings(sketch: Sketch, grammar: Grammar, list: string): void {
  let isTale = false;
  let last: Thing | undefined;
  for (const raw of splitList(list, grammar)) {
    // "rehearsals, who comes to which, and fees": the list goes on behind the question.
    if (ASKS.test(raw)) continue;
    const isToldByUs = /^(?:we|i)\s/iu.test(raw);
    const part = raw.replace(HOLDING_DEED, "");
    const item = readItem(part, sketch, grammar);
    if (word(grammar.only).test(item.phrase)) return;
    if (isToldByUs && part === raw) continue;
    const deed = deedIn(item.phrase, sketch);
    for (const phrase of deed ?? []) sketch.addPhrase(phrase, "stated");
    // "i soci offrono ore, chiedono ore" goes on telling what people do.
    if (isTale && !conceptOf(item.phrase, sketch.locale)) continue;
    isTale ||= deed !== undefined && sketch.locale !== "en";
    // "orders, users, groups": accounts are there anyway, and the list goes on.
    if (!deed && item.cutBy === undefined && NOT_A_THING.test(item.phrase)) continue;
    if (!deed && !isNoun(item.phrase, sketch.locale)) return;
    // "tasks and due dates" are tasks with a date.
    const isField = last && !deed && !conceptOf(item.phrase, sketch.locale) && !sketch.find(item.phrase);
    if (last && isField && BELONGS_TO_ANOTHER.has(guessType(item.phrase, sketch.locale))) {
      sketch.addField(last, { label: singularLabel(item.phrase, sketch.locale) });
      continue;
    }
    const thing = deed ? undefined : sketch.addPhrase(item.phrase, "stated");
    last = thing ?? last;
    if (thing && item.inBrackets && item.cutBy === undefined) addFields(sketch, grammar, thing, item.inBrackets);
    // Behind a clause such as "so that I ..." the list is over; "sermons with audio" goes on.
    if (item.cutBy !== undefined && !GOES_ON.test(item.cutBy)) return;
  }
}

/** "Each class has one teacher and many children": fields, or links when the part is a thing itself. */
function readHas(sketch: Sketch, grammar: Grammar, sentence: string): void {
  const pattern = new RegExp(
    `((?:(?:${grammar.each})\\s+)?)([\\p{L}][\\p{L}\\p{M}'’ -]{0,50}?)\\s+(${grammar.has})(?![\\p{L}])\\s*([^.!?;:\\n]{2,300})`,
    "giu",
  );
  for (const match of sentence.matchAll(pattern)) {
    const item = readItem((match[2] ?? "").split(" ").slice(-3).join(" "), sketch, grammar);
    if (/^to\b/i.test(match[4] ?? "")) continue;
    if (NO_SUBJECT.test((match[2] ?? "").trim()) || NO_SUBJECT.test(item.phrase)) continue;
    const known = sketch.find(item.phrase) ?? sketch.mentionedIn(match[2] ?? "").at(-1);
    const isNamed = match[1] || /(?:^|[.,;:!?]\s*)$/u.test(sentence.slice(0, match.index));
    if (!known && (!isNamed || item.cutBy !== undefined)) continue;
    const isWith = /^(?:with|con|avec|mit|com|مع)$/iu.test(match[3] ?? "");
    if (!known && (isWith || !isNoun(item.phrase, sketch.locale) || /^(?:need|needs)$/iu.test(match[3] ?? "")))
      continue;
    // "book an appointment with a stylist" is a deed; "write findings with a severity" has a field all the same.
    const isDeed = isWith && word(`${grammar.create}|${grammar.can}`).test(match[0]);
    const last = tokensOf(match[2] ?? "").at(-1)?.text ?? "";
    if (isDeed && known !== sketch.find(last)) continue;
    const subject = known ?? sketch.addPhrase(item.phrase, "stated");
    // "guest lists with dietary needs, a seating plan": within a list, "with" reaches to the next comma.
    const isInList = isWith && /[,:]/u.test(sentence.slice(0, match.index + (match[2] ?? "").length));
    const told = upToTheNextDeed(match[4] ?? "", grammar);
    const list = isInList ? (told.split(/[,،]\s(?![^()]*\))/u)[0] ?? "") : told;
    // "leave a message with a photo": of a thing that is known well, a deed tells only fields that are no things themselves.
    if (subject)
      addFields(sketch, grammar, subject, isDeed && known?.concept ? plainFieldsOf(sketch, grammar, list) : list);
  }
  const about = /^([^:()]{2,40}):\s*([^:]{3,300})$/u.exec(sentence);
  const isList = about?.[2] !== undefined && isOverview(sketch, grammar, about[2]);
  const subject =
    about?.[1] && !isList && !isPlace(about[1], sketch.locale) ? sketch.mentionedIn(about[1]).at(-1) : undefined;
  if (about?.[2] && subject && tokensOf(about[1] ?? "").length <= 3) addFields(sketch, grammar, subject, about[2]);
  for (const match of sentence.matchAll(/([\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?) ?\(([^)]{3,200})\)/gu)) {
    const thing = sketch.find(match[1] ?? "") ?? sketch.find((match[1] ?? "").split(" ").at(-1) ?? "");
    const isField = sketch.things.some((item) => item.fields.some((field) => sameWords(field.label, match[1] ?? "")));
    if (thing && !isField && !kindInBrackets(match[2] ?? "") && splitList(match[2] ?? "", grammar).length >= 2)
      addFields(sketch, grammar, thing, match[2] ?? "");
  }
}

const plainFieldsOf = (sketch: Sketch, grammar: Grammar, list: string): string =>
  splitList(list, grammar)
    .filter((part) => guessType(readItem(part, sketch, grammar).phrase, sketch.locale) !== "text")
    .join(", ");

const upToTheNextDeed = (text: string, grammar: Grammar): string =>
  text.split(word(`${grammar.can}|${grammar.cannot}|who|that|which|qui|que|die|che`))[0] ?? "";

const MAY_BE_A_FIELD = /^(?!(?:app|the|all|any)\b)(?:[\p{L}-]+ ){0,2}(?:time|day|page|site|list|program)$/iu;
/** "a hospital with a pharmacy": the pharmacy is no field of anything; what it keeps is added with its trade. */
const isPlaceBeside = (phrase: string, sketch: Sketch): boolean =>
  sketch.placesBeside().some(({ name }) => name.toLowerCase() === phrase.toLowerCase());

function addFields(sketch: Sketch, grammar: Grammar, subject: Thing, list: string): void {
  for (const part of splitList(list, grammar)) {
    const item = readItem(part, sketch, grammar);
    const question = sketch.locale === "en" ? /^(when|where)(?:\s|$)/iu.exec(part)?.[1]?.toLowerCase() : undefined;
    if (question) {
      // "a photo, where it was found and when": a place and a date.
      sketch.addField(
        subject,
        question === "when" ? { label: "Date", type: "date" } : { label: "Where", type: "text" },
      );
      continue;
    }
    if (ASKS.test(part)) continue;
    const deed = deedIn(item.phrase, sketch);
    for (const phrase of deed ?? []) sketch.addPhrase(phrase, "stated");
    if (deed || BEGINS_A_CLAUSE.test(part)) {
      if (BEGINS_A_CLAUSE.test(part)) return;
      continue;
    }
    if (!isNoun(item.phrase, sketch.locale) && !MAY_BE_A_FIELD.test(item.phrase)) continue;
    if (isPlaceBeside(item.phrase, sketch)) continue;
    const kind = item.inBrackets ? kindInBrackets(item.inBrackets) : undefined;
    const choices = item.inBrackets && !kind ? choicesOf(item.inBrackets, grammar) : [];
    const target = choices.length >= 2 || kind?.type ? undefined : sketch.find(item.phrase);
    if (target && target !== subject) {
      relate(sketch, subject, target, item.isMany);
    } else if (item.isMany && !item.inBrackets) {
      const child = sketch.addPhrase(item.phrase, "stated");
      if (child && child !== subject) relate(sketch, subject, child, true);
    } else if (!target) {
      sketch.addField(subject, { label: item.phrase, ...kind, ...(choices.length >= 2 ? { choices } : {}) });
    }
  }
}

/** Both sides having many of each other makes a link table; one side many makes the other side point. */
function relate(sketch: Sketch, owner: Thing, part: Thing, isMany: boolean): void {
  if (!isMany) sketch.link(owner, part, false);
  else if (sketch.links.some((link) => link.from === owner && link.to === part)) sketch.linkMany(owner, part);
  else sketch.link(part, owner, true);
}

function readBelongs(sketch: Sketch, grammar: Grammar, sentence: string): void {
  const pattern = new RegExp(
    `([\\p{L}][\\p{L}\\p{M} ]{1,40}?)\\s+(?:${grammar.belongs})\\s+([\\p{L}\\p{M} ]{2,40})`,
    "giu",
  );
  for (const match of sentence.matchAll(pattern)) {
    const [from, to] = [match[1] ?? "", match[2] ?? ""].map((part, at) => {
      const item = readItem(at === 0 ? part.split(" ").slice(-2).join(" ") : part, sketch, grammar);
      return (
        sketch.find(item.phrase) ??
        (isNoun(item.phrase, sketch.locale) ? sketch.addPhrase(item.phrase, "stated") : undefined)
      );
    });
    if (from && to) sketch.link(from, to, true);
  }
}
