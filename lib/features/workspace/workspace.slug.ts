import { reservedSlugs } from "./workspace.schema";

/** `Café Ñandú & Co.` -> `cafe-nandu-co`. Names without a single Latin letter or digit become `workspace`. */
export function slugFromName(name: string): string {
  const stem = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 32)
    .replace(/-+$/, "");
  return stem.length < 3 ? "workspace" : stem;
}

/** The stem itself when it is free, else the first free `stem-2`, `stem-3`, ... */
export function freeSlug(stem: string, taken: readonly string[]): string {
  const used = new Set([...taken, ...reservedSlugs]);
  if (!used.has(stem)) return stem;
  let n = 2;
  while (used.has(`${stem}-${n}`)) n++;
  return `${stem}-${n}`;
}
