/** What the visitor's browser keeps for this assistant. Where it keeps nothing for frames, the page around the frame may. */
const memory = new Map<string, string>();
let saveElsewhere: ((all: string | null) => void) | undefined;

/** Whether the browser keeps nothing here: frames of another site's pages are refused it in private windows and strict browsers. */
export function isStorageForbidden(): boolean {
  try {
    localStorage.getItem("atrium");
    return false;
  } catch {
    return true;
  }
}

/**
 * Has `save` keep what the browser does not, so that a reload finds the conversation again.
 * @param before what was saved last, as it was given to `save`
 */
export function keepElsewhere(before: string | null, save: (all: string | null) => void): void {
  saveElsewhere = save;
  for (const [name, value] of entriesOf(before)) if (!memory.has(name)) memory.set(name, value);
}

function entriesOf(saved: string | null): [string, string][] {
  try {
    const entries: unknown = JSON.parse(saved ?? "{}");
    if (typeof entries !== "object" || entries === null) return [];
    return Object.entries(entries).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  } catch {
    return [];
  }
}

export function keep(name: string, value: string | null): void {
  if (value === null) memory.delete(name);
  else memory.set(name, value);
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    saveElsewhere?.(memory.size === 0 ? null : JSON.stringify(Object.fromEntries(memory)));
  }
}

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(name) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}
