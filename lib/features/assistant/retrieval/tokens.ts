/** Scripts that are written without spaces; a dictionary finds their words. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
let segmenter: Intl.Segmenter | undefined;

/**
 * Lower case without accents: what is typed on a phone must find what was printed. Marks of Latin, Greek, Cyrillic, Hebrew and
 * Arabic are taken off; in other scripts they are letters of their own.
 */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad\u0640]/g, "");
}

const wordPattern = /[\p{L}\p{N}]+(?:[\u0900-\u0dff]+[\p{L}\p{N}]*)*/gu;
/** "don't", "workshop's", "l'atelier": the small part carries nothing. */
const elisions = /\b(?:l|d|j|m|n|s|t|c|qu|dell|nell|all|un)['’](?=\p{L})|(?<=\p{L})['’](?:s|t|d|m|re|ve|ll)\b/gu;

/** Words of a text in order, folded. "e-mail" gives its parts and the whole, as people write it either way. */
export function tokens(text: string): string[] {
  const folded = fold(text).replace(elisions, " ");
  const found: string[] = [];
  let previousEnd = -1;
  let previous = "";
  for (const match of folded.matchAll(wordPattern)) {
    const [word] = match;
    if (spaceless.test(word)) {
      segmenter ??= new Intl.Segmenter("ja", { granularity: "word" });
      for (const { segment, isWordLike } of segmenter.segment(word)) if (isWordLike) found.push(segment);
    } else {
      found.push(word);
      const isJoined = folded[match.index - 1] === "-" && match.index - 1 === previousEnd;
      if (isJoined && previous.length + word.length <= 16) found.push(previous + word);
    }
    previousEnd = match.index + word.length;
    previous = word;
  }
  return found;
}
