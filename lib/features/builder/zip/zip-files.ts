import { makeZip } from "client-zip";
import type { GeneratedFile } from "../compiler/types";

// ZIP stores local wall-clock time; building the date from local parts gives the same bytes in every time zone.
const FIXED_DATE = new Date(2020, 0, 1, 0, 0, 0);

/** Refuses names that could leave the target folder or mean different files on different systems. */
export function isSafeEntryName(path: string): boolean {
  if (path.length === 0 || path.length > 200 || path.startsWith("/")) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== ".." && /^[\w.()[\]-]+$/.test(part));
}

function entries(files: readonly GeneratedFile[], folder: string) {
  const encoder = new TextEncoder();
  return [...files]
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map((file) => {
      const name = folder ? `${folder}/${file.path}` : file.path;
      if (!isSafeEntryName(name)) throw new RangeError(`unsafe file name in archive: ${JSON.stringify(name)}`);
      return { name, input: encoder.encode(file.content), lastModified: FIXED_DATE };
    });
}

/**
 * Streams a ZIP with sorted entries and fixed dates: the same files give the same bytes.
 * @throws RangeError when a path could escape the folder it is unpacked into.
 */
export function zipStream(files: readonly GeneratedFile[], folder = ""): ReadableStream<Uint8Array> {
  return makeZip(entries(files, folder));
}

/**
 * The whole ZIP in memory; same bytes as {@link zipStream}.
 * @throws RangeError when a path could escape the folder it is unpacked into.
 */
export async function zipFiles(files: readonly GeneratedFile[], folder = ""): Promise<Uint8Array> {
  return new Uint8Array(await new Response(zipStream(files, folder)).arrayBuffer());
}
