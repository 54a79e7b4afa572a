type FileEntry = { path: string };
type TreeNode = { value: string; label: string; children?: TreeNode[] };

/** Folders first, then files, both by name: the order people know from their editor. */
export function buildTree(files: readonly FileEntry[]): TreeNode[] {
  const root: TreeNode[] = [];
  for (const { path } of files) {
    const parts = path.split("/");
    let level = root;
    parts.forEach((label, index) => {
      const value = parts.slice(0, index + 1).join("/");
      let node = level.find((item) => item.value === value);
      if (node === undefined) {
        node = index === parts.length - 1 ? { value, label } : { value, label, children: [] };
        level.push(node);
      }
      level = node.children ?? [];
    });
  }
  return sorted(root);
}

function sorted(nodes: TreeNode[]): TreeNode[] {
  return nodes
    .map((node) => (node.children === undefined ? node : { ...node, children: sorted(node.children) }))
    .sort(
      (a, b) => Number(b.children !== undefined) - Number(a.children !== undefined) || a.label.localeCompare(b.label),
    );
}

/** Something worth reading first: the access rules, then the tables, then the readme. */
export function firstFile(files: readonly FileEntry[]): string | undefined {
  const wanted = [/access.*\.sql$/, /migrations\/.*\.sql$/, /^README\.md$/];
  for (const pattern of wanted) {
    const found = files.find((file) => pattern.test(file.path));
    if (found !== undefined) return found.path;
  }
  return files[0]?.path;
}

export function parentsOf(path: string | undefined): string[] {
  const parts = path?.split("/").slice(0, -1) ?? [];
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
