import { singularize, stripEmoji } from "../../blueprint/names";
import type { Idea } from "../text";
import { GRAMMARS, type Grammar, isSmallWord, word } from "./languages";
import { conceptOf, findMentions } from "./mentions";
import type { Sketch, Thing } from "./sketch";
import { tokensOf } from "./words";

/** Words that stand for the app itself or for nothing in particular; never a thing to keep records of. */
const NOT_A_THING =
  /^(?:app|apps|application|site|website|web|system|software|platform|tool|portal|page|program|project|it|they|them|he|she|we|i|you|this|that|these|there|who|which|what|one|ones|thing|things|stuff|everything|everybody|everyone|something|data|info|information|field|fields|people|user|users|list|lists|way|day|time|etc|aplicaci[oó]n|aplicativo|aplica[cç][aã]o|sistema|sitio|plataforma|p[aá]gina|todo|todos|cosas|datos|usuarios?|usu[aá]rios?|appli|utilisateurs?|tout|choses|donn[eé]es|anwendung|seite|alles|daten|benutzer|nutzer|dinge|applicazione|sito|tutto|cose|dati|utent[ei]|تطبيق|موقع|نظام)$/iu;

const INNER = /^(?:of|de|di|da|do|del|des|du|von|d['’]\p{L}+)$/iu;

/** Reads what an idea says things are, have and belong to. Language decides only the small words. */
export function readStatements(sketch: Sketch, idea: Idea): void {
  const grammar = GRAMMARS[sketch.locale];
  for (const sentence of idea.sentences.slice(0, 400)) readLists(sketch, grammar, sentence.slice(0, 2_000));
  for (const mention of findMentions(idea.text, sketch.locale)) {
    if (!mention.isWeak) sketch.addConcept(mention.concept, mention.name, "named");
  }
  for (const sentence of idea.sentences.slice(0, 400)) {
    readHas(sketch, grammar, sentence.slice(0, 2_000));
    readBelongs(sketch, grammar, sentence.slice(0, 2_000));
    readChoices(sketch, grammar, sentence.slice(0, 2_000));
  }
}

/** Splits at commas and joining words, not inside brackets. */
export function splitList(text: string, grammar: Grammar): string[] {
  const parts = text.split(/[,;،•]\s*(?![^()]*\))/u);
  const joint = new RegExp(`(?<![\\p{L}])(?:${grammar.and})\\s+(?![^()]*\\))`, "iu");
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
  for (const token of tokens) {
    const isInner = taken.length > 0 && INNER.test(token);
    if (!isInner && taken.length > 0 && isSmallWord(token.toLowerCase(), sketch.locale)) break;
    if (taken.length === 0 && isSmallWord(token.toLowerCase(), sketch.locale)) continue;
    taken.push(token);
  }
  while (taken.length > 0 && INNER.test(taken.at(-1) ?? "")) taken.pop();
  const cutBy = taken.length < tokens.length ? (tokens[tokens.indexOf(taken.at(-1) ?? "") + 1] ?? "") : undefined;
  return { phrase: taken.join(" "), isMany, cutBy, inBrackets };
}

const isNoun = (phrase: string): boolean => {
  const tokens = phrase.split(" ");
  return (
    phrase.length >= 2 &&
    phrase.length <= 40 &&
    tokens.length <= 3 &&
    !NOT_A_THING.test(tokens.at(-1) ?? "") &&
    !/^\d+$/.test(phrase) &&
    !NOT_A_THING.test(tokens[0] ?? "")
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

/** "manage plants, pots and waterings" and "an app for my clinic: patients, appointments". */
function readLists(sketch: Sketch, grammar: Grammar, sentence: string): void {
  const tracked = word(`${grammar.track}`, "giu");
  for (const match of sentence.matchAll(tracked)) {
    const after = sentence.slice(match.index + match[0].length);
    if (/^\s+of\b/i.test(after)) continue;
    const rest = after.split(/[.!?:\n]/u)[0] ?? "";
    addThings(sketch, grammar, rest);
  }
  const colon = /^([^:]{3,160}):\s*([^:]{3,400})$/u.exec(sentence);
  if (!colon?.[1] || !colon[2]) return;
  const before = tokensOf(colon[1]).map((token) => token.text);
  const isAboutChoices = word(`${grammar.status}|fields?|campos?|champs|felder|campi`).test(before.slice(-2).join(" "));
  const isAboutThing =
    before.length <= 3 && findMentions(colon[1], sketch.locale).length > 0 && !isOverview(sketch, grammar, colon[2]);
  if (!isAboutChoices && !isAboutThing && splitList(colon[2], grammar).length >= 2)
    addThings(sketch, grammar, colon[2]);
}

function addThings(sketch: Sketch, grammar: Grammar, list: string): void {
  for (const part of splitList(list, grammar)) {
    const item = readItem(part, sketch, grammar);
    const deed = deedIn(item.phrase, sketch);
    for (const phrase of deed ?? []) sketch.addPhrase(phrase, "stated");
    if (!deed && !isNoun(item.phrase)) return;
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
    if (!known && (isWith || !isNoun(item.phrase) || /^(?:need|needs)$/iu.test(match[3] ?? ""))) continue;
    if (isWith && word(`${grammar.create}|${grammar.can}`).test(match[0])) continue;
    const subject = known ?? sketch.addPhrase(item.phrase, "stated");
    if (subject) addFields(sketch, grammar, subject, upToTheNextDeed(match[4] ?? "", grammar));
  }
  const about = /^([^:()]{2,40}):\s*([^:]{3,300})$/u.exec(sentence);
  const isList = about?.[2] !== undefined && isOverview(sketch, grammar, about[2]);
  const subject = about?.[1] && !isList ? sketch.mentionedIn(about[1]).at(-1) : undefined;
  if (about?.[2] && subject && tokensOf(about[1] ?? "").length <= 3) addFields(sketch, grammar, subject, about[2]);
  for (const match of sentence.matchAll(/([\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?) ?\(([^)]{3,200})\)/gu)) {
    const thing = sketch.find(match[1] ?? "") ?? sketch.find((match[1] ?? "").split(" ").at(-1) ?? "");
    if (thing && splitList(match[2] ?? "", grammar).length >= 2) addFields(sketch, grammar, thing, match[2] ?? "");
  }
}

const upToTheNextDeed = (text: string, grammar: Grammar): string =>
  text.split(word(`${grammar.can}|${grammar.cannot}|who|that|which|qui|que|die|che`))[0] ?? "";

function addFields(sketch: Sketch, grammar: Grammar, subject: Thing, list: string): void {
  for (const part of splitList(list, grammar)) {
    const item = readItem(part, sketch, grammar);
    const deed = deedIn(item.phrase, sketch);
    for (const phrase of deed ?? []) sketch.addPhrase(phrase, "stated");
    if (deed || !isNoun(item.phrase)) continue;
    const target = sketch.find(item.phrase);
    if (target && target !== subject) {
      relate(sketch, subject, target, item.isMany);
    } else if (item.isMany && !item.inBrackets) {
      const child = sketch.addPhrase(item.phrase, "stated");
      if (child && child !== subject) relate(sketch, subject, child, true);
    } else if (!target) {
      const choices = item.inBrackets ? choicesOf(item.inBrackets, grammar) : [];
      sketch.addField(subject, { label: item.phrase, ...(choices.length >= 2 ? { choices } : {}) });
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
      return sketch.find(item.phrase) ?? (isNoun(item.phrase) ? sketch.addPhrase(item.phrase, "stated") : undefined);
    });
    if (from && to) sketch.link(from, to, true);
  }
}

/** "status: open, done", "size (small, large)", "draft -> sent -> paid". */
function readChoices(sketch: Sketch, grammar: Grammar, sentence: string): void {
  const chain =
    /([\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?)((?:\s*(?:->|→|=>|➔|➡️)\s*[\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?){1,11})/u.exec(
      sentence,
    );
  const target = mainThing(sketch, sentence);
  if (!target) return;
  if (chain) {
    const choices = chain[0].split(/\s*(?:->|→|=>|➔|➡️)\s*/u).map((part) => part.trim());
    sketch.addField(target, { label: statusLabel(grammar), choices, isChain: true });
    return;
  }
  const be = "is one of|is either|is|are|can be|es|son|puede ser|peut être|est|sont|ist|kann|pode ser|può essere|è";
  const pattern = new RegExp(
    `(?<![\\p{L}])((?:[\\p{L}\\p{M}]+ )?(?:${grammar.status}))\\s*(?:[:(=]|(?:${be})(?![\\p{L}]):?)\\s*([^.!?:;)\\n]{3,300})`,
    "iu",
  );
  const match = pattern.exec(sentence);
  const choices = choicesOf(match?.[2] ?? "", grammar);
  if (match && choices.length >= 2)
    sketch.addField(target, { label: statusName(match[1] ?? "", sketch, grammar), choices });
}

const statusLabel = (grammar: Grammar): string => (grammar.status.split("|")[0] ?? "status").replace(/[?()]|s\?$/g, "");

function statusName(found: string, sketch: Sketch, grammar: Grammar): string {
  const words = tokensOf(found).map((token) => token.text);
  const first = words[0] ?? "";
  const isPlainStatus =
    words.length > 1 && (isSmallWord(first.toLowerCase(), sketch.locale) || sketch.find(first) !== undefined);
  return isPlainStatus ? (words.at(-1) ?? statusLabel(grammar)) : words.join(" ");
}

function mainThing(sketch: Sketch, sentence: string): Thing | undefined {
  const here = sketch.mentionedIn(sentence).filter((thing) => !thing.concept?.person);
  return here[0] ?? sketch.things.find((thing) => !thing.concept?.person) ?? sketch.things[0];
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
