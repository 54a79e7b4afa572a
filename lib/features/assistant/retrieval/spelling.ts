/**
 * Damerau-Levenshtein distance with adjacent swaps (optimal string alignment), as far as `most`; anything further is `most + 1`.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        value = Math.min(value, (before[j - 2] ?? 0) + 1);
      row.push(value);
      least = Math.min(least, value);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
}

const shortestCorrected = 4;
/** Shorter stems are near too many others. */
const shortestStem = 5;
/** From this length on two letters may be wrong. */
const longWord = 9;

/**
 * What a word that nobody wrote may have been meant as, the likeliest first. A misspelt singular is near the stem of a plural.
 * @param stemOf the stem of a word in the documents' language
 */
export function corrections(
  word: string,
  candidates: readonly { word: string; df: number }[],
  stemOf: (word: string) => string,
): { word: string; distance: number }[] {
  if (word.length < shortestCorrected || /\d/.test(word)) return [];
  const most = word.length >= longWord ? 2 : 1;
  const own = stemOf(word);
  const distanceTo = (other: string) => {
    const stem = stemOf(other);
    const direct = editDistance(word, other, most);
    if (direct <= 1 || stem.length < shortestStem || own.length < shortestStem) return direct;
    return Math.min(direct, editDistance(word, stem, most), editDistance(own, stem, most));
  };
  return candidates
    .map((candidate) => ({ ...candidate, distance: distanceTo(candidate.word) }))
    .filter(({ distance }) => distance <= most)
    .sort(
      (a, b) => a.distance - b.distance || Number(b.word[0] === word[0]) - Number(a.word[0] === word[0]) || b.df - a.df,
    )
    .slice(0, 2)
    .map(({ word: found, distance }) => ({ word: found, distance }));
}

/** Beginnings and ends of a compound that may be words themselves: "Fahrradreparatur" -> "fahrrad", "reparatur". */
export function partsOf(word: string): string[] {
  const parts: string[] = [];
  for (let length = 5; length <= word.length - 3; length += 1) {
    parts.push(word.slice(0, length), word.slice(word.length - length));
  }
  return parts;
}
