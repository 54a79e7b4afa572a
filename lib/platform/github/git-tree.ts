import fs from "node:fs";
import { readBlob, readTree, type TreeEntry, writeBlob, writeTree } from "isomorphic-git";

/** A file of a tree, or a submodule: everything that is not a folder. */
export type Leaf = { mode: string; oid: string; type: "blob" | "commit" };
export type TreeFile = { path: string; content: string };
/** Modes of plain files; others are links and submodules. */
const plainModes = ["100644", "100755"];

/** Every leaf of a tree by its path. */
export async function leavesOf(gitdir: string, oid: string, under = ""): Promise<Map<string, Leaf>> {
  const leaves = new Map<string, Leaf>();
  const { tree } = await readTree({ fs, gitdir, oid });
  for (const entry of tree) {
    const path = under === "" ? entry.path : `${under}/${entry.path}`;
    if (entry.type === "tree") for (const [at, leaf] of await leavesOf(gitdir, entry.oid, path)) leaves.set(at, leaf);
    else leaves.set(path, { mode: entry.mode, oid: entry.oid, type: entry.type });
  }
  return leaves;
}

/** The text of a plain file; undefined for what is none. */
export async function textOf(gitdir: string, leaf: Leaf | undefined): Promise<string | undefined> {
  if (leaf?.type !== "blob" || !plainModes.includes(leaf.mode)) return undefined;
  const { blob } = await readBlob({ fs, gitdir, oid: leaf.oid });
  return Buffer.from(blob).toString("utf8");
}

/** Leaves with the files written and the paths taken away. A program stays one when it is written anew. */
export async function withFiles(
  gitdir: string,
  leaves: ReadonlyMap<string, Leaf>,
  change: { write: readonly TreeFile[]; remove: readonly string[] },
): Promise<Map<string, Leaf>> {
  const next = new Map(leaves);
  for (const path of change.remove) next.delete(path);
  for (const { path, content } of change.write) {
    const oid = await writeBlob({ fs, gitdir, blob: Buffer.from(content, "utf8") });
    const was = leaves.get(path)?.mode;
    next.set(path, { mode: was === "100755" ? was : "100644", oid, type: "blob" });
  }
  return next;
}

type Folder = { leaves: Map<string, Leaf>; folders: Map<string, Folder> };
const emptyFolder = (): Folder => ({ leaves: new Map(), folders: new Map() });

/** Writes the folders from the inside out. @returns the root's id @throws PathConflict */
export async function treeOf(gitdir: string, leaves: ReadonlyMap<string, Leaf>): Promise<string> {
  const root = emptyFolder();
  for (const [path, leaf] of leaves) {
    const parts = path.split("/");
    const name = parts.pop() ?? "";
    let folder = root;
    for (const part of parts) {
      const inner = folder.folders.get(part) ?? emptyFolder();
      folder.folders.set(part, inner);
      folder = inner;
    }
    folder.leaves.set(name, leaf);
  }
  return await writeFolder(gitdir, root);
}

async function writeFolder(gitdir: string, folder: Folder): Promise<string> {
  const tree: TreeEntry[] = [...folder.leaves].map(([path, leaf]) => ({ path, ...leaf }));
  for (const [path, inner] of folder.folders) {
    if (folder.leaves.has(path)) throw new PathConflict(path);
    tree.push({ path, mode: "040000", type: "tree", oid: await writeFolder(gitdir, inner) });
  }
  return await writeTree({ fs, gitdir, tree });
}

/** A file stands where a folder of the same name has to be. */
export class PathConflict extends Error {
  override readonly name = "PathConflict";
  constructor(readonly path: string) {
    super(`file and folder of one name: ${path}`);
  }
}
