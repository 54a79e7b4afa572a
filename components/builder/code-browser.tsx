"use client";

import { Button, type RenderTreeNodePayload, Text, Tree, type TreeNodeData, useTree } from "@mantine/core";
import { useClipboard, useMediaQuery } from "@mantine/hooks";
import { IconCheck, IconChevronRight, IconCopy, IconFile, IconFolder, IconFolderOpen } from "@tabler/icons-react";
import { parseAsString, useQueryState } from "nuqs";
import { type MouseEvent, useMemo } from "react";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import type { Build } from "@/lib/features/build/build.schema";
import { formatBytes, plural } from "@/lib/shared/format";
import { CodeBlock } from "./code-block";
import classes from "./code-browser.module.css";
import { FileSearch } from "./file-search";
import { buildTree, firstFile, parentsOf } from "./file-tree";
import { Markdown } from "./markdown";
import { useBuildFile } from "./use-builds";

export function CodeBrowser({ build }: { build: Build }) {
  const [chosen, setChosen] = useQueryState("file", parseAsString);
  const paths = useMemo(() => new Set(build.files.map((file) => file.path)), [build.files]);
  const path = chosen !== null && paths.has(chosen) ? chosen : firstFile(build.files);
  const narrow = useMediaQuery("(max-width: 760px)");
  return (
    <>
      <FileSearch buildId={build.id} onSelect={(file) => void setChosen(file)} />
      <div className={classes.browser}>
        <div className={classes.files}>
          <Text size="xs" c="dimmed" px="sm" py={8}>
            {plural(build.files.length, "file")}
          </Text>
          <FileTree build={build} selected={path} onSelect={(file) => void setChosen(file)} />
        </div>
        <div className={classes.view}>
          {narrow && path !== undefined && (
            <NarrowPicker build={build} path={path} onSelect={(file) => void setChosen(file)} />
          )}
          {path !== undefined && <FileView key={path} buildId={build.id} path={path} />}
        </div>
      </div>
    </>
  );
}

/** A tree of a hundred files has no place on a phone; the system's own picker has search and momentum. */
function NarrowPicker({ build, path, onSelect }: { build: Build; path: string; onSelect: (path: string) => void }) {
  return (
    <label className={classes.picker}>
      File
      <select value={path} onChange={(event) => onSelect(event.currentTarget.value)}>
        {build.files.map((file) => (
          <option key={file.path} value={file.path}>
            {file.path}
          </option>
        ))}
      </select>
    </label>
  );
}

type TreeProps = { build: Build; selected: string | undefined; onSelect: (path: string) => void };

function FileTree({ build, selected, onSelect }: TreeProps) {
  const data = useMemo(() => buildTree(build.files), [build.files]);
  const tree = useTree({
    initialExpandedState: Object.fromEntries(parentsOf(selected).map((folder) => [folder, true])),
  });
  return (
    <Tree
      data={data}
      tree={tree}
      levelOffset={14}
      aria-label="Files of the project"
      className={classes.tree ?? ""}
      renderNode={(payload) => <Node payload={payload} selected={selected} onSelect={onSelect} />}
      onKeyDownCapture={(event) => {
        // Enter opens the focused file; the tree itself only knows folders.
        const value = event.target instanceof HTMLElement ? event.target.dataset.value : undefined;
        if ((event.key === "Enter" || event.key === " ") && value !== undefined && isFile(data, value)) {
          event.preventDefault();
          onSelect(value);
        }
      }}
    />
  );
}

function isFile(nodes: readonly TreeNodeData[], value: string): boolean {
  return nodes.some((node) =>
    node.value === value ? node.children === undefined : isFile(node.children ?? [], value),
  );
}

type NodeProps = { payload: RenderTreeNodePayload; selected: string | undefined; onSelect: (path: string) => void };

function Node({ payload, selected, onSelect }: NodeProps) {
  const { node, expanded, hasChildren, elementProps } = payload;
  const Icon = hasChildren ? (expanded ? IconFolderOpen : IconFolder) : IconFile;
  // The keyboard's way to open a file is in FileTree, on the tree itself.
  const row = {
    ...elementProps,
    className: `${elementProps.className} ${classes.node}`,
    onClick: (event: MouseEvent) => {
      elementProps.onClick(event);
      if (!hasChildren) onSelect(node.value);
    },
  };
  return (
    <div {...row} data-current={node.value === selected}>
      {hasChildren ? (
        <IconChevronRight size={14} className={classes.chevron} data-open={expanded} aria-hidden="true" />
      ) : (
        <span className={classes.chevron} />
      )}
      <Icon size={16} stroke={1.6} aria-hidden="true" />
      <span className={classes.nodeName}>{node.label}</span>
    </div>
  );
}

function FileView({ buildId, path }: { buildId: string; path: string }) {
  const file = useBuildFile(buildId, path);
  const clipboard = useClipboard({ timeout: 2000 });
  const content = file.data?.content;
  return (
    <section aria-label={path}>
      <header className={classes.fileHead}>
        <h2 className={classes.filePath}>{path}</h2>
        <Text size="xs" c="dimmed">
          {file.data === undefined ? "" : formatBytes(file.data.sizeBytes)}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          disabled={content === undefined}
          onClick={() => clipboard.copy(content ?? "")}
          leftSection={
            clipboard.copied ? <IconCheck size={14} aria-hidden="true" /> : <IconCopy size={14} aria-hidden="true" />
          }
        >
          <span role="status">{clipboard.copied ? "Copied" : "Copy"}</span>
        </Button>
      </header>
      <QueryView
        query={file}
        skeleton={
          <div className={classes.fileBody}>
            <RowsSkeleton rows={6} />
          </div>
        }
      >
        {(data) =>
          path.endsWith(".md") ? (
            <div className={classes.fileBody}>
              <Markdown source={data.content} />
            </div>
          ) : (
            <CodeBlock code={data.content} path={path} />
          )
        }
      </QueryView>
    </section>
  );
}
