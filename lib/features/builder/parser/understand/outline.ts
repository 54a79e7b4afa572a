import type { Locale } from "../../blueprint/blueprint.schema";
import { singularize } from "../../blueprint/names";
import type { Idea } from "../text";
import { LINE_MARKER } from "../text";
import { isArabicPlural } from "./arabic";
import { findTrade } from "./domains-lexicon";
import { guessType } from "./field-types";
import { glossaryKey } from "./glossary";
import { GRAMMARS, isSmallWord, word } from "./languages";

/** What the shape of a document tells before any sentence is read. */
export type Outline = {
  /** Everything that is prose: to be read as sentences. */
  sentences: string[];
  /** Lines that define a thing: its name and the list of its fields. */
  things: { name: string; fields: string }[];
  roles: string[];
  /** Lines that only divide the document. */
  headings: ReadonlySet<string>;
};

const SECTIONS = {
  roles:
    /^(?:(?:user |access )?roles?(?: and (?:permissions|rights))?|users?|actors?|user (?:types|groups)|who uses it|personas|roles de usuario|usuarios?|perfiles|rôles?|utilisateurs?|acteurs?|rollen(?: und rechte)?|benutzer(?:rollen)?|nutzer|papéis|perfis|usuários|utilizadores|ruoli|utenti|الأدوار|المستخدمون)$/iu,
  data: /^(?:data(?: model| objects)?|entities|objects|records|tables|master data|what we (?:keep|store|track)|datos|modelo de datos|entidades|tablas|données|entités|modèle de données|daten(?:modell)?|entitäten|stammdaten|objekte|dados|modelo de dados|tabelas|dati|modello dei dati|entità|tabelle|البيانات|الكيانات)$/iu,
  other:
    /^(?:purpose|goals?|objectives?|introduction|overview|background|context|scope|summary|vision|requirements(?: document)?|functional requirements|non-?functional(?: requirements)?|(?:business )?rules|constraints|permissions|workflows?|process(?:es)?|states|reports?|dashboards?|reporting|notifications?|integrations?|interfaces?|security|out of scope|assumptions|glossary|features|user stories|acceptance criteria|notes|appendix|technical|objetivos?|introducción|alcance|requisitos|reglas|informes|notificaciones|objectifs?|périmètre|exigences|règles(?: métier)?|rapports|flux|ziele?|zweck|einleitung|umfang|anforderungen|(?:geschäfts)?regeln|berichte|abläufe|benachrichtigungen|objetivo|introdução|escopo|regras|relatórios|obiettivi|introduzione|ambito|requisiti|regole|notifiche|المقدمة|القواعد|التقارير)$/iu,
} as const;

const TABLE =
  /^(?:table|entity|object|tabla|entidad|tabelle|entität|entité|tabela|entidade|tabella|entità)\s*[:–-]\s*(.{2,40})$/iu;
const FIELDS_OF =
  /^(?:the )?(?:fields|columns|attributes|campos|columnas|champs|colonnes|felder|spalten|campi|colunas|colonne)\s+(?:for|of|de|del|pour|für|per|di)\s+(?:(?:our|my|the|an?|la|el|los|las|le|les|die|der|das|unsere[nr]?|notre|nuestr[oa]|nossa?)\s+)*(.{2,40}?)(?:\s+(?:register|list|table|log))?\s*:$/iu;
const MODAL =
  /\b(?:can|may|must|should|cannot|can't|will|shall|only|never|want|sees?|is|are|puede|pueden|solo|peut|peuvent|doit|seul|darf|dürfen|kann|können|muss|nur|pode|podem|só|può|possono|deve|solo)(?!\p{L})/iu;

type Line = { text: string; isMarked: boolean; isHash: boolean };

/** The lines of an idea with their marks; lines that give orders to the tool are left out. */
function linesOf(idea: Idea): Line[] {
  return idea.lines.flatMap((raw): Line[] => {
    const isHash = /^\s*#{1,4}\s/.test(raw);
    const isMarked = LINE_MARKER.test(raw);
    const text = raw
      .replace(/^\s*#{1,4}\s+/, "")
      .replace(LINE_MARKER, "")
      .replace(/\*\*/g, "")
      .trim();
    return !text ? [] : [{ text, isMarked, isHash }];
  });
}

const listOf = (text: string): string[] => text.split(/[,;،]\s*(?![^()]*\))/u).map((part) => part.trim());
const isShortList = (text: string, least: number): boolean => {
  const items = listOf(text);
  return (
    items.length >= least &&
    items.every(
      (item) =>
        item
          .replace(/\([^)]*\)/g, "")
          .trim()
          .split(/\s+/).length <= 4,
    )
  );
};

/** Divides an idea into what its layout says and what its sentences say. An idea of one or two lines is all sentences. */
export function readOutline(idea: Idea): Outline {
  const lines = linesOf(idea);
  if (lines.length < 2)
    return withDefinitions({ sentences: idea.sentences, things: [], roles: [], headings: new Set() }, idea);
  return withDefinitions(new OutlineReader(idea, lines).read(), idea);
}

const NO_NAME =
  /^(?:fields?|columns?|attributes|status(?:es)?|states?|colou?rs?|pages?|screens?|features?|options?|examples?|notes?|contact|campos?|estados?|champs|couleurs?|felder|farben|campi|colori)$/iu;

/** "Route: name, grade, set on" between two sentences defines a thing, too: a name and a list of what are plainly fields. */
function withDefinitions(outline: Outline, idea: Idea): Outline {
  const { locale } = idea;
  const sentences: string[] = [];
  const things = [...outline.things];
  const found = outline.sentences.map((sentence) => definitionIn(sentence, idea));
  for (const [at, sentence] of outline.sentences.entries()) {
    const thing = found[at];
    // The first words of an idea name the business more often than a thing.
    const isSure =
      at > 0 || (thing !== undefined && found.filter(Boolean).length > 1 && !findTrade(thing.name, locale));
    if (thing && isSure) things.push(thing);
    else sentences.push(sentence);
  }
  return { ...outline, sentences, things };
}

function definitionIn(sentence: string, { locale }: Idea): { name: string; fields: string } | undefined {
  const match =
    /^(?:an? |the |each |every |jeder? |cada |chaque |ogni |كل )?([\p{L}][\p{L}\p{M} '-]{1,40}?)(?:\s*\([^)]*\))?\s*:\s*([^:]{3,600}?)\.?$/iu.exec(
      sentence,
    );
  const [, name = "", fields = ""] = match ?? [];
  const words = name.split(/\s+/);
  const isName =
    words.length <= 3 &&
    !NO_NAME.test(name) &&
    !words.some((item) => isSmallWord(item.toLowerCase(), locale)) &&
    !word(`${GRAMMARS[locale].status}|${GRAMMARS[locale].track}|${GRAMMARS[locale].boss}`).test(name) &&
    !Object.values(SECTIONS).some((names) => names.test(name));
  if (!isName || !isShortList(fields, 2) || MODAL.test(fields.replace(/\([^)]*\)/g, ""))) return undefined;
  const items = listOf(fields).map((item) => item.replace(/\s*\([^)]*\)/g, "").trim());
  const isField = (item: string): boolean =>
    glossaryKey(item, locale) !== undefined || (guessType(item, locale) !== "text" && !isMany(item, locale));
  const many = items.filter((item) => isMany(item, locale)).length;
  return items.some(isField) && many * 2 <= items.length ? { name, fields } : undefined;
}

const isMany = (item: string, locale: Locale): boolean => {
  const last = item.split(/\s+/).at(-1) ?? "";
  if (locale === "ar") return isArabicPlural(last);
  if (locale === "en") return singularize(last) !== last;
  return locale === "de" ? false : locale === "it" ? /i$/iu.test(last) : /[^s]s$/iu.test(last);
};

class OutlineReader {
  private readonly sentences: string[] = [];
  private readonly things: { name: string; fields: string[] }[] = [];
  private readonly roles: string[] = [];
  private readonly headings = new Set<string>();
  private section: keyof typeof SECTIONS | undefined;
  private open: { name: string; fields: string[] } | undefined;
  private readonly idea: Idea;
  private readonly lines: Line[];

  constructor(idea: Idea, lines: Line[]) {
    this.idea = idea;
    this.lines = lines;
  }

  read(): Outline {
    const [title] = this.lines;
    const hasSections = this.lines.some(({ text }) => Object.values(SECTIONS).some((names) => names.test(text)));
    if (title && hasSections && title.text.split(/\s+/).length <= 8 && !/[.:,]/u.test(title.text)) {
      this.headings.add(title.text);
      this.lines.shift();
    }
    this.lines.forEach((line, at) => {
      this.readLine(line, this.lines[at + 1]);
    });
    return {
      sentences: this.sentences,
      things: this.things.map(({ name, fields }) => ({ name, fields: fields.join(", ") })),
      roles: this.roles,
      headings: this.headings,
    };
  }

  private readLine(line: Line, next: Line | undefined): void {
    if (this.readHeading(line, next)) return;
    if (this.open && this.readField(line)) return;
    if (this.section === "roles" && this.readRole(line)) return;
    if (this.readDefinition(line)) return;
    this.sentences.push(...this.sentencesOf(line.text));
  }

  private sentencesOf(text: string): string[] {
    const found = this.idea.sentences.filter((sentence) => text.toLowerCase().includes(sentence.toLowerCase()));
    return found.length > 0 ? found : [text];
  }

  private readHeading(line: Line, next: Line | undefined): boolean {
    const bare = line.text.replace(/\s*:$/u, "").trim();
    const about = TABLE.exec(bare)?.[1] ?? FIELDS_OF.exec(line.text)?.[1];
    if (about) return this.begin(about, line.text);
    for (const kind of ["roles", "data", "other"] as const) {
      if (!SECTIONS[kind].test(bare)) continue;
      this.section = kind;
      this.open = undefined;
      this.headings.add(line.text);
      return true;
    }
    const isShort = bare.split(/\s+/).length <= 4 && !/[.,;:?!]/u.test(bare);
    if (!isShort || !next) return false;
    const endsInColon = bare !== line.text;
    if (endsInColon && next.isMarked && !MODAL.test(next.text) && this.section !== "other")
      return this.begin(bare, line.text);
    if ((line.isMarked || line.isHash) && this.section === "data" && !MODAL.test(bare))
      return this.begin(bare, line.text);
    return false;
  }

  private begin(name: string, text: string): boolean {
    this.open = { name: name.replace(/\([^)]*\)/g, "").trim(), fields: [] };
    this.things.push(this.open);
    this.headings.add(text);
    return true;
  }

  /** "- plate (text, unique)", or a line of names below the name of a table. */
  private readField({ text, isMarked }: Line): boolean {
    if (/[.!?]$/u.test(text) || MODAL.test(text.replace(/\([^)]*\)/g, ""))) return false;
    if (!isMarked && !isShortList(text, 2)) return false;
    const plain = text.replace(/^([^:–(]{2,40}?)\s*(?::|\s[–-])\s+(.+)$/u, "$1 ($2)");
    if (!isShortList(plain, 1)) return false;
    this.open?.fields.push(plain.replace(/_/g, " "));
    return true;
  }

  private readRole({ text }: Line): boolean {
    const match = /^([\p{L}][\p{L}\p{M} '/-]{1,40}?)\s*(?::|\s[–—-]\s|\()\s*(.+)$/u.exec(text);
    if (!match?.[1] || !match[2]) {
      const names = listOf(text.replace(/[.]$/, ""));
      const areNames = names.every((name) => name.split(" ").length <= 3) && !MODAL.test(text);
      if (areNames) this.roles.push(...names);
      return areNames;
    }
    this.roles.push(match[1]);
    this.sentences.push(`${match[1]} ${match[2].replace(/^(?:is|are)\s+/i, "")}`);
    return true;
  }

  /** "3.1 Instrument: tag number, name, status (in service, retired)". */
  private readDefinition({ text, isMarked }: Line): boolean {
    const match = /^([\p{L}][\p{L}\p{M} '-]{1,40}?)(?:\s*\([^)]*\))?\s*(?::|\s[–—]\s)\s*(.{3,600}?)\.?$/u.exec(text);
    if (!match?.[1] || !match[2] || (!isMarked && this.section !== "data")) return false;
    const [, name, fields] = match;
    const isStatus = word(GRAMMARS[this.idea.locale].status).test(name);
    if (isStatus || MODAL.test(fields.replace(/\([^)]*\)/g, "")) || name.split(" ").length > 3) return false;
    if (!isShortList(fields, 2)) return false;
    this.things.push({ name, fields: [fields] });
    return true;
  }
}
