import { LIMITS } from "./blueprint.schema";

const SPECIAL_LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  д: "d",
  е: "e",
  ж: "zh",
  з: "z",
  и: "i",
  й: "y",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ъ: "",
  ы: "y",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
  α: "a",
  β: "b",
  γ: "g",
  δ: "d",
  ε: "e",
  ζ: "z",
  η: "i",
  θ: "th",
  ι: "i",
  κ: "k",
  λ: "l",
  μ: "m",
  ν: "n",
  ξ: "x",
  ο: "o",
  π: "p",
  ρ: "r",
  σ: "s",
  ς: "s",
  τ: "t",
  υ: "y",
  φ: "f",
  χ: "ch",
  ψ: "ps",
  ω: "o",
  ا: "a",
  أ: "a",
  إ: "i",
  آ: "a",
  ب: "b",
  ت: "t",
  ث: "th",
  ج: "j",
  ح: "h",
  خ: "kh",
  د: "d",
  ذ: "dh",
  ر: "r",
  ز: "z",
  س: "s",
  ش: "sh",
  ص: "s",
  ض: "d",
  ط: "t",
  ظ: "z",
  ع: "a",
  غ: "gh",
  ف: "f",
  ق: "q",
  ك: "k",
  ل: "l",
  م: "m",
  ن: "n",
  ه: "h",
  و: "w",
  ي: "y",
  ى: "a",
  ة: "a",
  ء: "",
  ئ: "y",
  ؤ: "w",
};

const transliterations = new Map(Object.entries(SPECIAL_LETTERS));

/** Emoji and their joiners never reach an identifier; labels keep them. */
export function stripEmoji(text: string): string {
  return text.replace(
    /\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{1F1E6}-\u{1F1FF}]|\u200D|\uFE0E|\uFE0F|\u20E3/gu,
    "",
  );
}

/** ASCII form of a label: NFKC, accents removed, Cyrillic, Greek and Arabic spelled out, the rest dropped. */
export function transliterate(text: string): string {
  const plain = stripEmoji(text.normalize("NFKC")).toLowerCase();
  let out = "";
  for (const letter of plain) {
    const base = letter.normalize("NFD").replace(/\p{M}/gu, "");
    out += transliterations.get(letter) ?? transliterations.get(base) ?? base;
  }
  return out.replace(/[^\x20-\x7e]/g, " ");
}

/** Words of a label in ASCII lower case; camelCase counts as two words. */
export function toWords(label: string): string[] {
  const split = label.replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2");
  return transliterate(split)
    .replace(/['’`]/g, "")
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

/** snake_case identifier, never empty, never starting with a digit, at most 40 characters. */
export function toIdentifier(label: string, fallback = "item"): string {
  const joined = toWords(label).join("_");
  const started = /^[a-z]/.test(joined) ? joined : joined ? `${fallback}_${joined}` : fallback;
  return clip(started, LIMITS.identifier);
}

/** kebab-case slug for routes, package and file names. */
export function toSlug(label: string, fallback = "app"): string {
  return toIdentifier(label, fallback).replaceAll("_", "-");
}

function clip(identifier: string, max: number): string {
  return identifier.slice(0, max).replace(/_+$/, "");
}

export const toPascal = (identifier: string): string =>
  identifier
    .split(/[_-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

export function toCamel(identifier: string): string {
  const pascal = toPascal(identifier);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** Adds `_2`, `_3`, ... until `taken` does not hold the name, and remembers it. */
export function uniqueName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) {
    const suffix = `_${n}`;
    name = clip(wanted, LIMITS.identifier - suffix.length) + suffix;
  }
  taken.add(name.toLowerCase());
  return name;
}

const IRREGULAR = new Map<string, string>([
  ["child", "children"],
  ["person", "people"],
  ["man", "men"],
  ["woman", "women"],
  ["foot", "feet"],
  ["tooth", "teeth"],
  ["mouse", "mice"],
  ["goose", "geese"],
  ["leaf", "leaves"],
  ["life", "lives"],
  ["wife", "wives"],
  ["knife", "knives"],
  ["shelf", "shelves"],
  ["half", "halves"],
  ["criterion", "criteria"],
  ["analysis", "analyses"],
  ["quiz", "quizzes"],
  ["movie", "movies"],
  ["cookie", "cookies"],
  ["calorie", "calories"],
  ["zombie", "zombies"],
]);
const SINGULARS = new Map([...IRREGULAR].map(([one, many]) => [many, one]));
const SAME = new Set([
  "series",
  "sheep",
  "metadata",
  "species",
  "staff",
  "equipment",
  "feedback",
  "news",
  "fish",
  "stuff",
  "information",
  "gear",
  "data",
  "music",
  "homework",
  "furniture",
  "software",
  "hardware",
  "luggage",
  "merchandise",
  "clothing",
  "livestock",
  "jewellery",
  "jewelry",
]);

/** English plural of the last word, keeping the rest and the case of the first letter. */
export function pluralize(label: string): string {
  return mapLastWord(label, (word) => {
    if (SAME.has(word)) return word;
    const irregular = IRREGULAR.get(word);
    if (irregular) return irregular;
    if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
    if (/(s|x|z|ch|sh)$/.test(word)) return `${word}es`;
    return `${word}s`;
  });
}

/** English singular of the last word; words that are their own plural stay. */
export function singularize(label: string): string {
  return mapLastWord(label, (word) => {
    if (SAME.has(word)) return word;
    const irregular = SINGULARS.get(word);
    if (irregular) return irregular;
    if (/^(?:brown|gen|hood|prair|talk|smooth|self|cab)ies$/.test(word)) return word.slice(0, -1);
    if (
      /^(?:bus|virus|status|bonus|campus|census|chorus|genius|lens|gas|atlas|canvas|iris|alias|bias|plus)es$/.test(word)
    )
      return word.slice(0, -2);
    if (/ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
    if (/(ss|x|zz|tz|ch|sh)es$/.test(word)) return word.slice(0, -2);
    if (/(ss|us|is)$/.test(word) || !/s$/.test(word)) return word;
    return word.slice(0, -1);
  });
}

/** True when a word has no separate plural; the data model then labels the list "All …". */
export const isUncountable = (label: string): boolean => SAME.has(toWords(label).at(-1) ?? "");

function mapLastWord(label: string, change: (lowerCaseWord: string) => string): string {
  const match = /^(.*?)([\p{L}]+)([^\p{L}]*)$/su.exec(label);
  const [, before = "", word = "", after = ""] = match ?? [];
  if (!word) return label;
  const changed = change(word.toLowerCase());
  const kept = word === word.toLowerCase() ? changed : word.charAt(0) + changed.slice(1);
  return before + kept + after;
}

/** "order_item" and "fooBar" to "Order item" and "Foo bar". */
export function toLabel(text: string): string {
  const spaced = text.replace(/[_-]+/g, " ").replace(/\s+/g, " ").trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
