/**
 * The few messages of an execution's answer that matter here, read straight from the bytes. PGlite's own parser makes an
 * object of every message and a decoder call of every value; in a profile of the project list that was a sixth of the time.
 * Layout: PostgreSQL manual, "Message Formats".
 */
const dataRow = 0x44;
const commandComplete = 0x43;
const errorResponse = 0x45;

export type WireHandler = {
  /** Values of one row as text; null is SQL null. */
  row(values: (string | null)[]): void;
  /** A statement's command tag. */
  complete(tag: string): void;
};

/** @returns the bytes of the first error, when there is one; what follows it is not read */
export function readAnswer(bytes: Uint8Array, handler: WireHandler): Uint8Array | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < buffer.length) {
    const type = buffer.readUInt8(at);
    const end = at + 1 + buffer.readInt32BE(at + 1);
    if (type === dataRow) handler.row(readRow(buffer, at + 5));
    else if (type === commandComplete) handler.complete(buffer.toString("utf8", at + 5, end - 1));
    else if (type === errorResponse) return bytes.subarray(at, end);
    at = end;
  }
  return undefined;
}

function readRow(buffer: Buffer, start: number): (string | null)[] {
  const count = buffer.readUInt16BE(start);
  const values: (string | null)[] = new Array(count);
  let at = start + 2;
  for (let n = 0; n < count; n++) {
    const length = buffer.readInt32BE(at);
    at += 4;
    if (length < 0) {
      values[n] = null;
      continue;
    }
    values[n] = buffer.toString("utf8", at, at + length);
    at += length;
  }
  return values;
}
