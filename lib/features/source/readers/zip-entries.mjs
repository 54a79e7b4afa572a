// What an archive says it holds, read from its directory; nothing is unpacked.

/** @typedef {{ name: string, method: number, unpacked: number, packed: Uint8Array }} ZipEntry */

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const endLength = 22;
const longestComment = 65_535;
const mostEntries = 5_000;

/**
 * @param {Uint8Array} bytes
 * @returns {ZipEntry[] | undefined} undefined when it is not a whole archive
 */
export function zipEntries(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - endLength;
  const first = Math.max(0, end - longestComment);
  while (end >= first && view.getUint32(end, true) !== endMark) end--;
  if (end < first) return undefined;
  const count = view.getUint16(end + 10, true);
  if (count > mostEntries) return undefined;
  /** @type {ZipEntry[]} */
  const entries = [];
  let at = view.getUint32(end + 16, true);
  try {
    for (let index = 0; index < count; index++) {
      if (view.getUint32(at, true) !== entryMark) return undefined;
      const nameLength = view.getUint16(at + 28, true);
      const local = view.getUint32(at + 42, true);
      const data = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      entries.push({
        name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
        method: view.getUint16(at + 10, true),
        unpacked: view.getUint32(at + 24, true),
        packed: bytes.subarray(data, data + view.getUint32(at + 20, true)),
      });
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
  } catch (cause) {
    // An offset outside of the file.
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
  return entries;
}
