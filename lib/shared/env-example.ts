export type ExampleSetting = {
  name: string;
  /** The lines of comment above it. */
  note: string;
  /** What stands behind the equals sign; empty for most. */
  example: string;
  /** Must never reach a browser or a log. */
  secret: boolean;
};

/** What a framework builds into pages says so in its name; the others are what servers tell everybody, or how they run. */
const harmless = /^(NEXT_PUBLIC_|VITE_|PUBLIC_|CORS_|TRUSTED_)|^(PORT|MAIL_FROM)$/;

/** True unless the name says that anybody may read the value. */
export const isSecretSetting = (name: string): boolean => !harmless.test(name);

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
