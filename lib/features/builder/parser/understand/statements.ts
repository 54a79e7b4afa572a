import type { Locale } from "../../blueprint/blueprint.schema";
import { singularize, stripEmoji, toLabel } from "../../blueprint/names";
import type { Idea } from "../text";
import { readDeeds, readTitle } from "./deeds";
import { findTrade } from "./domains-lexicon";
import { kindInBrackets } from "./field-types";
import { wordFor } from "./glossary";
import { GRAMMARS, type Grammar, isSmallWord, word } from "./languages";
import { conceptOf, findMentions } from "./mentions";
import { isNothing, NOT_A_THING } from "./not-a-thing";
import type { Outline } from "./outline";
import type { Sketch, Thing } from "./sketch";
import { singularLabel, stemPhrase, tokensOf } from "./words";

const UNIT =
  /^(?:minutes|hours|days|weeks|months|years|kg|g|cm|mm|m|km|litres|liters|percent|euros?|dollars|metres|meters|hectares|minuten|stunden|tagen|monaten|jahren|kilos|metros|minutos|horas|meses)$/i;
const INNER = /^(?:of|de|di|da|do|del|des|du|von|d['’]\p{L}+)$/iu;

/** Reads what an idea says things are, have and belong to. Language decides only the small words. */
export function readStatements(sketch: Sketch, idea: Idea, outline: Outline): void {
  const grammar = GRAMMARS[sketch.locale];
  const defined = outline.things.map(({ name, fields }) => ({ thing: sketch.addPhrase(name, "stated"), fields }));
  for (const sentence of idea.sentences.slice(0, 400)) readLists(sketch, grammar, sentence.slice(0, 2_000));
  const text = idea.sentences.join(" ");
  for (const mention of findMentions(text, sketch.locale)) {
    // "category (fall, medication)" is a choice to make, not a list of categories.
    const isChoice = mention.concept.id === "category" && /^\s*\([^)]*[,/|]/u.test(text.slice(mention.end));
    const phrase = text.slice(Math.max(0, mention.start - 3), mention.end).toLowerCase();
    // "project title" is a title, no project.
    const isPart = /^ (?:title|name|number|e-?mail|phone|address|id|code|type)s?\b/i.test(text.slice(mention.end));
    const isState = phrase === wordFor("in_progress", sketch.locale)?.toLowerCase();
    if (!mention.isWeak && !isChoice && !isState && !(isPart && sketch.locale === "en"))
      sketch.addConcept(mention.concept, mention.name, "named");
  }
  readTitle(sketch, idea.sentences[0]);
  readDeeds(sketch, idea.sentences);
  for (const { thing, fields } of defined) if (thing) addFields(sketch, grammar, thing, fields);
  for (const sentence of idea.sentences.slice(0, 400)) {
    readHas(sketch, grammar, sentence.slice(0, 2_000));
    readBelongs(sketch, grammar, sentence.slice(0, 2_000));
  }
  let before: Thing | undefined;
  for (const sentence of idea.sentences.slice(0, 400)) {
    readChoices(sketch, grammar, sentence.slice(0, 2_000), before);
    before = sketch.mentionedIn(sentence.slice(0, 300)).find((thing) => !thing.concept?.person) ?? before;
  }
}

/** Splits at commas and joining words, not inside brackets. */
export function splitList(text: string, grammar: Grammar): string[] {
  const parts = text.split(/[,;،•]\s*(?![^()]*\))/u);
  // Arabic writes "and" together with the word that follows.
  const joint =
    grammar === GRAMMARS.ar
      ? /\s+و(?=(?:ال)?\p{L}{3,})\s*(?![^()]*\))/u
      : new RegExp(`(?<![\\p{L}])(?:${grammar.and})\\s+(?![^()]*\\))`, "iu");
  return parts
    .flatMap((part) => part.split(joint))
    .map((part) => part.trim())
    .filter(Boolean);
}

type Item = {
  phrase: string;
  isMany: boolean;
  /** Something follows the phrase that is no part of it, beginning with this word. */
  cutBy: string | undefined;
  inBrackets: string | undefined;
};

/** One item of a list: its noun phrase without articles, up to the next small word. */
function readItem(text: string, sketch: Sketch, grammar: Grammar): Item {
  const inBrackets = /\(([^)]*)\)?/u.exec(text)?.[1];
  const plain = stripEmoji(text.replace(/\([^)]*\)?/gu, " "));
  const isMany = word(grammar.many).test(plain);
  const leading = new RegExp(`^\\s*(?:(?:${grammar.each}|${grammar.many}|${grammar.and})(?![\\p{L}])\\s*)+`, "iu");
  const tokens = tokensOf(plain.replace(leading, "")).map((token) => token.text);
  const taken: string[] = [];
  for (const [at, token] of tokens.entries()) {
    const isUnit = token.toLowerCase() === "in" && UNIT.test(tokens[at + 1] ?? "");
    const isInner = taken.length > 0 && (INNER.test(token) || isUnit);
    const isSmall = isSmallWord(token.toLowerCase(), sketch.locale) || /^so$/i.test(token);
    // "installed on (date)": the small word belongs to the name.
    const isClosing =
      at === tokens.length - 1 && /^(?:on|am)$/i.test(token) && /(?:ed|ght|ld|id|t)$/i.test(taken.at(-1) ?? "");
    if (!isInner && !isClosing && taken.length > 0 && isSmall) break;
    // "5 rooms" are rooms.
    if (taken.length === 0 && (isSmall || (/^\d+$/.test(token) && tokens.length > at + 1))) continue;
    taken.push(token);
  }
  while (taken.length > 0 && INNER.test(taken.at(-1) ?? "") && !/['’]/u.test(taken.at(-1) ?? "")) taken.pop();
  const cutBy = taken.length < tokens.length ? (tokens[tokens.indexOf(taken.at(-1) ?? "") + 1] ?? "") : undefined;
  return { phrase: taken.join(" "), isMany, cutBy, inBrackets };
}

const isNoun = (phrase: string, locale: Locale): boolean => {
  const tokens = phrase.split(" ");
  return (
    phrase.length >= 2 &&
    phrase.length <= 40 &&
    tokens.length <= 3 &&
    !isNothing(tokens.at(-1) ?? "", locale) &&
    !/^\d+$/.test(phrase) &&
    !isNothing(tokens[0] ?? "", locale)
  );
};

/** "Moving company: quotes, crews, trucks" lists what to keep; "Tickets: priority, assignee" what a ticket has. */
function isOverview(sketch: Sketch, grammar: Grammar, list: string): boolean {
  const items = splitList(list, grammar).map((part) => readItem(part, sketch, grammar).phrase.split(" ").at(-1) ?? "");
  return sketch.locale === "en" && items.filter((item) => singularize(item) !== item).length * 3 > items.length * 2;
}

const GOES_ON = /^(?:with|that|who|which|per|by|on|at|from|during|mit|con|com|avec)$/iu;

/** Nouns that look like a plural and begin a name: "customs documents", "sales order". */
const PLURAL_NAMES =
  /^(?:sales|sports|customs|goods|savings|news|series|accounts|arts|games|operations|systems|maths|physics|economics|species|glasses|clothes|business|address|access|class|process|press|fitness|wellness|gas|bus|status|bonus|campus|virus|canvas|atlas|chess|boss|mass|glass|grass|pass|cross|dress|loss|lens)$/i;

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
    if (/^\s+of\b/i.test(after)) continue;
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
    before.length <= 3 && findMentions(colon[1], sketch.locale).length > 0 && !isOverview(sketch, grammar, colon[2]);
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

function addThings(sketch: Sketch, grammar: Grammar, list: string): void {
  let isTale = false;
  for (const part of splitList(list, grammar)) {
    const item = readItem(part, sketch, grammar);
    if (word(grammar.only).test(item.phrase)) return;
    const deed = deedIn(item.phrase, sketch);
    for (const phrase of deed ?? []) sketch.addPhrase(phrase, "stated");
    // "i soci offrono ore, chiedono ore" goes on telling what people do.
    if (isTale && !conceptOf(item.phrase, sketch.locale)) continue;
    isTale ||= deed !== undefined && sketch.locale !== "en";
    // "orders, users, groups": accounts are there anyway, and the list goes on.
    if (!deed && item.cutBy === undefined && NOT_A_THING.test(item.phrase)) continue;
    if (!deed && !isNoun(item.phrase, sketch.locale)) return;
    const thing = deed ? undefined : sketch.addPhrase(item.phrase, "stated");
    if (thing && item.inBrackets) addFields(sketch, grammar, thing, item.inBrackets);
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
    const known = sketch.find(item.phrase) ?? sketch.mentionedIn(match[2] ?? "").at(-1);
    const isNamed = match[1] || /(?:^|[.,;:!?]\s*)$/u.test(sentence.slice(0, match.index));
    if (!known && (!isNamed || item.cutBy !== undefined)) continue;
    const isWith = /^(?:with|con|avec|mit|com|مع)$/iu.test(match[3] ?? "");
    if (!known && (isWith || !isNoun(item.phrase, sketch.locale) || /^(?:need|needs)$/iu.test(match[3] ?? "")))
      continue;
    // "book an appointment with a stylist" is a deed; "write findings with a severity" has a field all the same.
    const isDeed = isWith && word(`${grammar.create}|${grammar.can}`).test(match[0]);
    const last = tokensOf(match[2] ?? "").at(-1)?.text ?? "";
    if (isDeed && (known !== sketch.find(last) || known?.concept)) continue;
    const subject = known ?? sketch.addPhrase(item.phrase, "stated");
    if (subject) addFields(sketch, grammar, subject, upToTheNextDeed(match[4] ?? "", grammar));
  }
  const about = /^([^:()]{2,40}):\s*([^:]{3,300})$/u.exec(sentence);
  const isList = about?.[2] !== undefined && isOverview(sketch, grammar, about[2]);
  const subject = about?.[1] && !isList ? sketch.mentionedIn(about[1]).at(-1) : undefined;
  if (about?.[2] && subject && tokensOf(about[1] ?? "").length <= 3) addFields(sketch, grammar, subject, about[2]);
  for (const match of sentence.matchAll(/([\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?) ?\(([^)]{3,200})\)/gu)) {
    const thing = sketch.find(match[1] ?? "") ?? sketch.find((match[1] ?? "").split(" ").at(-1) ?? "");
    const isField = sketch.things.some((item) => item.fields.some((field) => sameWords(field.label, match[1] ?? "")));
    if (thing && !isField && !kindInBrackets(match[2] ?? "") && splitList(match[2] ?? "", grammar).length >= 2)
      addFields(sketch, grammar, thing, match[2] ?? "");
  }
}

const sameWords = (label: string, phrase: string): boolean =>
  ` ${phrase.toLowerCase()}`.endsWith(` ${label.toLowerCase()}`);

const upToTheNextDeed = (text: string, grammar: Grammar): string =>
  text.split(word(`${grammar.can}|${grammar.cannot}|who|that|which|qui|que|die|che`))[0] ?? "";

const MAY_BE_A_FIELD = /^(?!(?:app|the|all|any)\b)(?:[\p{L}-]+ ){0,2}(?:time|day|page|site|list|program)$/iu;
/** "…, je confirme ou je refuse": the list is over and somebody acts. */
const BEGINS_A_CLAUSE =
  /^\s*(?:i|we|they|he|she|you|je|nous|ils|elles|ich|wir|yo|nosotros|ellos|ellas|eu|nós|eles|elas|io|noi|who|when|if)\s+\p{L}/iu;

function addFields(sketch: Sketch, grammar: Grammar, subject: Thing, list: string): void {
  for (const part of splitList(list, grammar)) {
    const item = readItem(part, sketch, grammar);
    const deed = deedIn(item.phrase, sketch);
    for (const phrase of deed ?? []) sketch.addPhrase(phrase, "stated");
    if (deed || BEGINS_A_CLAUSE.test(part)) {
      if (BEGINS_A_CLAUSE.test(part)) return;
      continue;
    }
    if (!isNoun(item.phrase, sketch.locale) && !MAY_BE_A_FIELD.test(item.phrase)) continue;
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

/** "status: open, done", "size (small, large)", "draft -> sent -> paid", "goes from received to in analysis to archived". */
function readChoices(sketch: Sketch, grammar: Grammar, sentence: string, before: Thing | undefined): void {
  const chain =
    /([\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?)((?:\s*(?:->|→|=>|➔|➡️)\s*[\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?){1,11})/u.exec(
      sentence,
    );
  if (chain) {
    const choices = chain[0].split(/\s*(?:->|→|=>|➔|➡️)\s*/u).map((part) => part.trim());
    addStates(sketch, grammar, { sentence, at: chain.index, before, choices, isChain: true });
    return;
  }
  const told = statesInWords(sentence, grammar);
  if (told) {
    addStates(sketch, grammar, { sentence, before, ...told });
    return;
  }
  const be = "is one of|is either|is|are|can be|es|son|puede ser|peut être|est|sont|ist|kann|pode ser|può essere|è";
  const pattern = new RegExp(
    `(?<![\\p{L}])((?:[\\p{L}\\p{M}]+ )?(?:${grammar.status}))\\s*(?:[:(=]|(?:${be})(?![\\p{L}]):?)\\s*([^.!?:;)\\n]{3,300})`,
    "iu",
  );
  const match = pattern.exec(sentence);
  const choices = choicesOf(match?.[2] ?? "", grammar);
  const target = match
    ? mainThing(sketch, sentence.slice(0, match.index + (match[1]?.length ?? 0)), before)
    : undefined;
  if (!match || !target || choices.length < 2) return;
  const label = statusName(match[1] ?? "", sketch, grammar);
  const isKnown = target.fields.some((field) => field.choices && sameWords(field.label, label));
  if (!isKnown) sketch.addField(target, { label, choices });
}

const STATES = "goes|go|moves?|passes|pass|runs|geht|gehen|durchläuft|pasan?|passent?|passano?|passa";
const FROM = "from|von|de|da|dal|dalla";
const TO = "to|then|nach|zu|über|a|à|para|al|alla";

/** "goes from a to b to c" is a chain; "goes through the states a, b and c" names states in no certain order. */
function statesInWords(
  sentence: string,
  grammar: Grammar,
): { at: number; choices: string[]; isChain: boolean } | undefined {
  const chain = new RegExp(
    `(?<![\\p{L}])(?:${STATES})\\s+(?:${FROM})\\s+((?:(?!\\s(?:${TO})\\s)[^.!?;,\\n]){2,30}(?:,?\\s+(?:${TO})\\s+(?:(?!\\s(?:${TO})\\s)[^.!?;,\\n]){2,30}){1,11})`,
    "iu",
  ).exec(sentence);
  if (chain?.[1]) {
    const choices = chain[1].split(new RegExp(`,?\\s+(?:${TO})\\s+`, "iu")).map((part) => part.trim());
    return choices.every((part) => part.split(" ").length <= 3)
      ? { at: chain.index, choices, isChain: true }
      : undefined;
  }
  const list = new RegExp(
    `(?<![\\p{L}])(?:${STATES}|has|have|can have|hat|tienen?|a|ont|tem|ha)\\s+(?:through\\s+)?(?:the |these |one of the |die |los |les |os |gli )?(?:following )?(?:states|statuses|stages|steps|phases|zustände|estados|statuts|états|stati|fasi|étapes)\\s*:?\\s+([^.!?;\\n]{3,300})`,
    "iu",
  ).exec(sentence);
  // "The board decides: approved, rejected" says how things may end.
  const ends = list ?? /(?:decides?|decision|outcome)\s*:\s+([^.!?;\n]{3,300})/iu.exec(sentence);
  const choices = choicesOf(ends?.[1] ?? "", grammar);
  return ends && choices.length >= 2 ? { at: ends.index, choices, isChain: false } : undefined;
}

type States = { sentence: string; at: number; before: Thing | undefined; choices: string[]; isChain: boolean };

function addStates(sketch: Sketch, grammar: Grammar, { sentence, at, before, choices, isChain }: States): void {
  const target = mainThing(sketch, sentence.slice(0, at), before) ?? mainThing(sketch, sentence, before);
  if (target) sketch.addField(target, { label: statusLabel(grammar), choices, ...(isChain ? { isChain } : {}) });
}

const statusLabel = (grammar: Grammar): string => (grammar.status.split("|")[0] ?? "status").replace(/[?()]|s\?$/g, "");

function statusName(found: string, sketch: Sketch, grammar: Grammar): string {
  const words = tokensOf(found).map((token) => token.text);
  const first = words[0] ?? "";
  const isPlainStatus =
    words.length > 1 && (isSmallWord(first.toLowerCase(), sketch.locale) || sketch.find(first) !== undefined);
  const label = isPlainStatus ? (words.at(-1) ?? statusLabel(grammar)) : words.join(" ");
  // "Estados:" lists the values of one "estado".
  return stemPhrase(label, sketch.locale) === stemPhrase(statusLabel(grammar), sketch.locale)
    ? statusLabel(grammar)
    : label;
}

/** What a list of states is about: the thing just named, else the one the sentence before spoke of; never a person. */
function mainThing(sketch: Sketch, text: string, before: Thing | undefined): Thing | undefined {
  const here = sketch.mentionedIn(text).filter((thing) => !thing.concept?.person);
  return here[0] ?? before ?? sketch.things.find((thing) => !thing.concept?.person) ?? sketch.things[0];
}

/** Choices of a list; emoji separate them too, and stay in the labels. */
export function choicesOf(text: string, grammar: Grammar): string[] {
  const parts = splitList(text.replace(/[/|]/g, ","), grammar).flatMap((part) =>
    part.split(/(?<=\S)\s+(?=\p{Extended_Pictographic})/u),
  );
  const clean = parts.map((part) => part.replace(/^["“'`]+|["”'`)]+$/gu, "").trim()).filter(Boolean);
  const isShort = clean.every((part) => part.length <= 30 && part.split(" ").length <= 4);
  return isShort && clean.length <= 20 ? [...new Set(clean)] : [];
}
