import type { Locale } from "../../blueprint/blueprint.schema";
import { singularize } from "../../blueprint/names";
import { isArabicPlural, withoutClitics } from "./arabic";
import { CONCEPTS } from "./concepts";
import { isPlace } from "./domains-lexicon";
import { wordFor } from "./glossary";
import { GRAMMARS, type Grammar, word } from "./languages";
import { conceptOf, findMentions } from "./mentions";
import { NOT_A_THING } from "./not-a-thing";
import { BEGINS_A_CLAUSE, HOLDING_DEED, isNoun, PLURAL_NAMES, readItem, splitList } from "./phrases";
import type { Sketch, Thing } from "./sketch";

/** "We have 60 plots", "there is a stock", "we plan rehearsals": what people name as theirs without saying that they track it. */
const HELD: Record<Locale, string> = {
  en: "(?:we|i|they)(?: also)?(?: have| have got|'ve got| own| keep| need| sell| offer| host| hold| plan| schedule| count| note| lend| lend out| rent out| store| collect| make)|there(?: is| are|'s)(?: also)?|(?:need|want|like|able|wish) to (?:plan|schedule|count|note|keep|sell|rent out|lend|lend out|document|monitor)|keep track of|keep a record of",
  es: "(?:también )?(?:tenemos|tengo|hay|necesitamos|guardamos|llevamos|planificamos|vendemos|ofrecemos|organizamos|anotamos|prestamos|alquilamos)",
  fr: "nous (?:avons|tenons|gardons|organisons|vendons|proposons|planifions|notons|prêtons|louons)(?: aussi)?|on a|il y a(?: aussi)?",
  de: "(?:wir|ich) (?:haben?|führen?|brauchen?|planen?|verkaufen?|sammeln?|bieten?|organisieren?|notieren?|verleihen?|vermieten?)(?: auch)?|es gibt(?: auch)?|gibt es(?: auch)?",
  pt: "(?:também )?(?:temos|tenho|há|existem|precisamos de|guardamos|planejamos|planeamos|vendemos|oferecemos|organizamos|anotamos|emprestamos|alugamos)",
  it: "abbiamo(?: anche)?|ci sono(?: anche)?|c'è(?: anche)?|teniamo|organizziamo|vendiamo|offriamo|pianifichiamo|annotiamo|prestiamo|noleggiamo",
  ar: "لدينا|عندنا|لدي|عندي|يوجد|توجد|هناك|نحتاج إلى|نبيع|ننظم|نسجل|نؤجر",
};

/** "a stock of medicines", "a lot of hives": what is counted stands behind. */
const AMOUNT =
  /^\s*(?:(?:an?|the|our|my|also|some|about|maybe|around|un|una|une|eine?n?|um|uma|\d+)\s+)*(?:lots?|couple|bunch|range|collection|pile|handful|variety|fleet|herd|set|pair|team|crew|group|part)\s+(?:of|de|di|von)\s+/iu;
const STOCK: Record<Locale, string> = {
  en: "(?:stock|inventory|supply|supplies) of",
  es: "(?:existencias|stock|inventario) de",
  fr: "(?:stock|inventaire) (?:de|des|d')",
  de: "(?:bestand|vorrat|lager) (?:an|von)",
  pt: "(?:estoque|stock|inventário) de",
  it: "(?:scorte|giacenze|inventario) di",
  ar: "مخزون",
};
const NOT_HELD =
  /^(?:problems?|ideas?|questions?|plans?|lots?|ways?|times?|days?|weeks?|months?|years?|hours?|minutes?|euros?|dollars?|pounds?|percent|fun|help|money|need|needs|trouble|chaos|mess|spreadsheets?|excel|sheets?|whatsapp|paper|papers|rules?|options?|kinds?|sorts?|types?|others?|reasons?|cases|fans|access|accounts?|roles?|rights?|permissions?|states|status|statuses|stages|steps|phases|problemas|años|meses|días|horas|reglas|problèmes|ans|mois|jours|heures|règles|probleme|jahre|monate|tage|stunden|regeln|anos|dias|regras|problemi|anni|mesi|giorni|ore|regole)$/iu;

/** Adds what the idea says there is: things by their plural or by the catalogue; what is said to be in stock has a number. */
export function readHoldings(sketch: Sketch, sentences: readonly string[]): void {
  const grammar = GRAMMARS[sketch.locale];
  const held = word(`(?:${HELD[sketch.locale]})(?!\\s+to\\s)`, "giu");
  const stock = word(STOCK[sketch.locale], "giu");
  for (const sentence of sentences.slice(0, 400)) {
    const text = sentence.slice(0, 2_000);
    for (const match of text.matchAll(held)) addHeld(sketch, grammar, text.slice(match.index + match[0].length));
    readQueues(sketch, text);
    if (isBareList(sketch, grammar, text)) addHeld(sketch, grammar, text);
    const alsoNamed =
      sketch.locale === "en" ? /^(?:oh |and )*(?:also|plus)\s+(.{3,40}?)[.!]*$/iu.exec(text)?.[1] : undefined;
    if (alsoNamed && alsoNamed.split(/\s+/).length <= 3) addHeld(sketch, grammar, alsoNamed);
    for (const match of text.matchAll(stock)) {
      const [thing] = addHeld(sketch, grammar, text.slice(match.index + match[0].length));
      if (thing && !thing.concept?.fields.includes("stock:"))
        sketch.addField(thing, { label: wordFor("stock", sketch.locale) ?? "Stock", type: "int" });
    }
  }
}

/** "Children, groups and teachers.": a sentence that is nothing but a list of things. */
function isBareList(sketch: Sketch, grammar: Grammar, sentence: string): boolean {
  const items = sentence.includes(":") ? [] : splitList(sentence.replace(/[.!]+$/u, ""), grammar);
  const isThing = (raw: string): boolean => {
    const { phrase } = readItem(raw, sketch, grammar);
    const isAll = raw.replace(new RegExp(`^(?:(?:${grammar.each})\\s+)+`, "iu"), "") === phrase;
    return isAll && !word(grammar.track).test(raw) && isHeld(phrase, raw, sketch);
  };
  // "Couples, venues, vendors, guest lists with dietary needs": a list shows by its first items.
  const first = items.length > 3 ? items.slice(0, 2) : items;
  return items.length >= 2 && first.every(isThing);
}

/** "a waiting list for plots": whoever waits, waits for one of these. */
const FOR_WHAT =
  /^\s+(?:of|for|de|del|des|pour|für|para|per|di|al|la)\s+(?:(?:the|our|all|a|an|les|las|los|die|den|os|as|i|le)\s+)?([\p{L}\p{M}-]+(?: [\p{L}\p{M}-]+)?)/iu;

function readQueues(sketch: Sketch, sentence: string): void {
  for (const { concept, name, end } of findMentions(sentence, sketch.locale)) {
    if (concept.id !== "waiting_list") continue;
    const entry = sketch.addConcept(concept, name, "stated");
    const what = FOR_WHAT.exec(sentence.slice(end))?.[1] ?? "";
    const target = sketch.mentionedIn(what)[0];
    if (entry && target) sketch.link(entry, target, false);
  }
}

function addHeld(sketch: Sketch, grammar: Grammar, after: string): Thing[] {
  const list = after.split(/[.!?:;\n]/u)[0] ?? "";
  const found: Thing[] = [];
  for (const raw of splitList(list, grammar)) {
    if (BEGINS_A_CLAUSE.test(raw)) break;
    const part = raw.replace(HOLDING_DEED, "").replace(AMOUNT, "");
    const item = readItem(part.replace(word(STOCK[sketch.locale]), ""), sketch, grammar);
    // "waivers signed" are waivers.
    const phrase = item.phrase
      .replace(/(?<=s) (?:\p{L}+ed|given|done|made)$/iu, "")
      .replace(sketch.locale === "it" || sketch.locale === "fr" ? / (?:a|à|in|en) .*$/u : /$^/u, "");
    const { cutBy } = item;
    if (isTale(phrase, sketch)) break;
    if (!isHeld(phrase, part, sketch)) {
      if (found.length === 0 && conceptOf(phrase, sketch.locale) === undefined && !QUEUE.test(phrase)) break;
      continue;
    }
    const thing = sketch.addPhrase(phrase, "stated");
    if (thing && !found.includes(thing)) found.push(thing);
    if (cutBy !== undefined && !/^(?:with|for|per|in|from|mit|für|con|para|per|avec|pour|com)$/iu.test(cutBy)) break;
  }
  return found;
}

const QUEUE = /^(?:lista de espera|fila de espera|liste d['’]attente|lista d['’]attesa|waiting list|قائمة)/iu;

/** "boats, sailors repair sails": behind a word that is no noun, or with somebody who acts, a list has turned into a tale. */
function isTale(phrase: string, sketch: Sketch): boolean {
  const tokens = phrase.split(" ");
  const [first = ""] = tokens;
  const acts = sketch.locale === "en" && tokens.length > 1 && singularize(first) !== first && !PLURAL_NAMES.test(first);
  return phrase === "" || tokens.length > 5 || (acts && !conceptOf(phrase, "en"));
}

/** "plans" say nothing, "seating plans" do. */
const isNotHeld = (last: string, phrase: string): boolean =>
  NOT_HELD.test(last) && !(phrase.includes(" ") && /^(?:plans|papers|sheets|accounts|options|lists)$/i.test(last));

/** A plural, or something the catalogue knows. Only these are surely things to keep. */
function isHeld(phrase: string, part: string, sketch: Sketch): boolean {
  const locale = sketch.locale;
  // In Romance languages the head stands first: "casas de acogida".
  const isRomance = ["es", "fr", "pt", "it"].includes(locale);
  const head = isRomance ? (phrase.split(/\s(?:de|d['’]|à|a|di|da|do|en|em|in)\s?/u)[0] ?? "") : phrase;
  const last = head.split(" ").at(-1) ?? "";
  if (conceptOf(phrase, locale)) return true;
  if (!isNoun(phrase, locale) || last.length < 3 || isNotHeld(last, phrase) || NOT_A_THING.test(last)) return false;
  if (word(GRAMMARS[locale].boss).test(phrase) || (locale === "ar" && isPlace(phrase, locale))) return false;
  const isNamed = findMentions(phrase, locale).some(({ end, isWeak }) => end === phrase.length && !isWeak);
  switch (locale) {
    case "en":
      return (singularize(last) !== last && !PLURAL_NAMES.test(last)) || isNamed;
    case "de":
      return /^\p{Lu}/u.test(last) && !/^\s*(?:ein|eine|einen|das|der|die|den)\s/iu.test(part);
    case "it":
      return /[ie]$/iu.test(last) && !/^\s*(?:un|una|uno|il|la|lo)\s/iu.test(part);
    case "ar":
      return isNamed || isArabicPlural(withoutClitics(last));
    default:
      return /[^s]s$/iu.test(last) && !/^\s*(?:un|una|une|um|uma|le|la|el|o|a)\s/iu.test(part);
  }
}

/** "who comes to which rehearsal", "say if they come to the match": somebody keeps a list of who was there. */
const PRESENCE: Record<Locale, string> = {
  en: "(?:who|if they|whether they|if (?:he|she)|which \\p{L}+) (?:can |could |will |has |have |is |are |was |were )?(?:comes?|came|coming|attends?|attended|attending|shows? up|turns? up|there|present|absent|takes? part|took part)(?: to| at| in| for| from)?",
  es: "(?:quién|quiénes|si) (?:viene|vienen|asiste|asisten|acude|acuden|participa|participan|falta|faltan) (?:a|en|al)",
  fr: "(?:qui|s'ils|si elles) (?:vient|viennent|assiste|assistent|participe|participent|est présent) (?:à|au|aux)",
  de: "(?:wer|ob sie) (?:\\p{L}+ )?(?:zu|an|bei|zur|zum|in)",
  pt: "(?:quem|se) (?:vem|vai|comparece|participa|falta|vêm|participam) (?:a|ao|à|em|no|na)",
  it: "(?:chi|se) (?:viene|partecipa|è presente|manca|vengono|partecipano) (?:a|al|alla|alle|ai)",
  ar: "من (?:يحضر|حضر|سيحضر)",
};

/** Adds a list of who was there, for the thing it is about. */
export function readPresence(sketch: Sketch, sentences: readonly string[]): void {
  const concept = CONCEPTS.get("attendance");
  const present = word(PRESENCE[sketch.locale]);
  for (const sentence of sentences.slice(0, 400)) {
    const match = present.exec(sentence);
    if (!match || !concept) continue;
    const rest = (
      sentence.slice(match.index + match[0].length).split(/[.,;!?]|(?:^|\s)(?:and|or|y|et|und|e)\s/u)[0] ?? ""
    ).replace(
      /^\s*(?:(?:which|what|each|every|the|a|our|any|qué|cada|cuál|el|la|los|las|quels?|quelles?|chaque|les?|welche[rmns]?|jede[rmns]?|de[rmn]|que|qual|o|os|as|quale|quali|ogni|i|le|gli|كل|أي)\s+)+/iu,
      "",
    );
    const target =
      sketch.mentionedIn(rest)[0] ??
      unknownIn(rest, sketch) ??
      sketch.mentionedIn(sentence.slice(0, match.index)).at(-1);
    if (!target && sketch.locale === "de") continue;
    const attendance = sketch.addConcept(concept, undefined, "named");
    if (attendance) sketch.answered.push(match[0]);
    if (attendance && target && !target.concept?.person) sketch.link(attendance, target, false);
  }
}

/** What people come to, when nothing else in the idea names it: "who comes to which workshop". */
function unknownIn(rest: string, sketch: Sketch): Thing | undefined {
  const hit = findMentions(rest, sketch.locale)[0];
  if (hit) return sketch.addConcept(hit.concept, hit.name, "named");
  const { phrase } = readItem(rest, sketch, GRAMMARS[sketch.locale]);
  const isName = phrase !== "" && phrase === rest.trim() && isNoun(phrase, sketch.locale);
  return isName ? sketch.addPhrase(phrase, "named") : undefined;
}
