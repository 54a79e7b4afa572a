export type ExampleSetting = {
  name: string;
  /** The lines of comment above it. */
  note: string;
  /** What stands behind the equals sign; empty for most. */
  example: string;
  /** Must never reach a browser. What a framework builds into pages says so in its name. */
  secret: boolean;
};

const publicPrefixes = ["NEXT_PUBLIC_", "VITE_"];

/** True unless the name says that every visitor may read the value. */
export const isSecretSetting = (name: string): boolean => !publicPrefixes.some((prefix) => name.startsWith(prefix));

/**
 * The settings that a `.env.example` lists, in its order. A comment counts for every setting down to the next comment or empty
 * line, as people write them.
 */
export function settingsOfExample(text: string): ExampleSetting[] {
  const found: ExampleSetting[] = [];
  let note: string[] = [];
  let isNoteOpen = false;
  for (const line of text.split(/\r?\n/)) {
    const comment = /^#\s?(.*)$/.exec(line)?.[1];
    if (comment !== undefined) {
      note = isNoteOpen ? [...note, comment] : [comment];
      isNoteOpen = true;
      continue;
    }
    isNoteOpen = false;
    const [, name, example = ""] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
    if (name === undefined) note = [];
    else found.push({ name, note: note.join(" "), example: example.trim(), secret: isSecretSetting(name) });
  }
  return found;
}
