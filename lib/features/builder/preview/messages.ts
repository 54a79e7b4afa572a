import type { Locale } from "../blueprint/blueprint.schema";
import { messagesFile } from "../compiler/app/messages";
import type { Messages, Word } from "./runtime/types";

const WORDS: Record<Word, true> = {
  account: true,
  accountHelp: true,
  add: true,
  all: true,
  alreadyExists: true,
  browse: true,
  cancel: true,
  checkFields: true,
  choose: true,
  createdAt: true,
  dashboard: true,
  delete: true,
  deleteConfirm: true,
  deleteWarning: true,
  downloadCsv: true,
  importCsv: true,
  edit: true,
  getStarted: true,
  history: true,
  invalid: true,
  mainNavigation: true,
  no: true,
  notAllowed: true,
  notFoundText: true,
  notFoundTitle: true,
  nothingFound: true,
  nothingToChoose: true,
  nothingYet: true,
  overlaps: true,
  required: true,
  save: true,
  search: true,
  signIn: true,
  signOut: true,
  skipToContent: true,
  statusNotAllowed: true,
  stillInUse: true,
  tooLarge: true,
  tooLong: true,
  tooShort: true,
  tooSmall: true,
  views: true,
  welcome: true,
  yes: true,
};

/**
 * The words the preview needs, read from the file the compiler writes: there is one dictionary, in every language.
 * Throws RangeError when the compiler no longer has one of them.
 */
export function previewMessages(locale: Locale): Messages {
  const known = new Map<string, string>();
  for (const [, key = "", literal = ""] of messagesFile(locale).content.matchAll(
    /^\s*(\w+):\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/gm,
  ))
    known.set(key, textOf(literal));
  const words = Object.keys(WORDS).map((key) => {
    const text = known.get(key);
    if (text === undefined) throw new RangeError(`no word for ${key}`);
    return [key, text];
  });
  return Object.fromEntries(words) as Messages;
}

function textOf(literal: string): string {
  if (literal.startsWith('"')) return JSON.parse(literal) as string;
  return JSON.parse(`"${literal.slice(1, -1).replaceAll("\\'", "'").replaceAll('"', '\\"')}"`) as string;
}
