// The text of a Word document. Plain JavaScript: it runs in the thread of read-worker.mjs.
import { inflateRawSync } from "node:zlib";
import mammoth from "mammoth";
import { htmlBlocks } from "./html-blocks.mjs";
import { Unreadable } from "./unreadable.mjs";
import { zipEntries } from "./zip-entries.mjs";

/** Together, unpacked. A book of a thousand pages has a tenth of it. */
const unpackedLimit = 80_000_000;

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<ReturnType<typeof htmlBlocks>>}
 * @throws Unreadable DOCX_DAMAGED, UNPACKS_TOO_LARGE
 */
export async function docxBlocks(bytes) {
  measure(bytes);
  const options = { convertImage: mammoth.images.imgElement(async () => ({ src: "" })) };
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, options).catch((cause) => {
    throw new Unreadable("DOCX_DAMAGED", cause);
  });
  return htmlBlocks(value, { isPage: false });
}

/** What an archive says of its sizes may be a lie: each part is unpacked once, up to what it says. @param {Uint8Array} bytes */
function measure(bytes) {
  const entries = zipEntries(bytes);
  if (entries === undefined) throw new Unreadable("DOCX_DAMAGED");
  const total = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (total > unpackedLimit) throw new Unreadable("UNPACKS_TOO_LARGE");
  for (const { method, packed, unpacked } of entries) {
    if (method === 0) continue;
    if (method !== 8) throw new Unreadable("DOCX_DAMAGED");
    try {
      inflateRawSync(packed, { maxOutputLength: Math.max(1, unpacked) });
    } catch (cause) {
      const isLonger = cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE";
      throw new Unreadable(isLonger ? "UNPACKS_TOO_LARGE" : "DOCX_DAMAGED", cause);
    }
  }
}
