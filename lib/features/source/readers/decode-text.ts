import { SourceFailure } from "../source.failure";

/** Bytes that stand for nothing in windows-1252, and control characters no text has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const neverInText = /[\u0000-\u0008\u000B\u000E-\u001A\u001C-\u001F\u007F\u0081\u008D\u008F\u0090\u009D]/;
const declared = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]{2,40})/i;

/**
 * Text of bytes: by their mark, as UTF-8, as whoever sent them says, or as windows-1252 when that makes a text.
 * @throws SourceFailure BAD_ENCODING
 */
export function decodeText(bytes: Uint8Array, charset?: string): string {
  const marked = fromMark(bytes);
  if (marked !== undefined) return checked(tryAs(marked, bytes));
  const plain = tryAs("utf-8", bytes);
  if (plain !== undefined) return checked(plain);
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  const said = charset ?? declared.exec(latin.slice(0, 2000))?.[1];
  const asSaid = said === undefined ? undefined : tryAs(said, bytes);
  if (asSaid !== undefined) return checked(asSaid);
  if (neverInText.test(latin)) throw new SourceFailure("BAD_ENCODING");
  return checked(tryAs("windows-1252", bytes));
}

function fromMark([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  return a === 0xef && b === 0xbb && c === 0xbf ? "utf-8" : undefined;
}

/** The 128th character and those after it; Node.js decodes them as if they were ISO 8859-1. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const isLatin = /^(?:windows-1252|cp1252|iso-?8859-1|latin-?1|us-ascii|ascii)$/i;

function tryAs(encoding: string, bytes: Uint8Array): string | undefined {
  if (isLatin.test(encoding))
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      .toString("latin1")
      .replace(/[\u0080-\u009f]/g, (letter) => windows1252[letter.charCodeAt(0) - 128] ?? letter);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Not in this encoding, or one that nobody knows.
    return undefined;
  }
}

function checked(text: string | undefined): string {
  if (text === undefined || text.includes("\0")) throw new SourceFailure("BAD_ENCODING");
  return text;
}
