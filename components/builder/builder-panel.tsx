"use client";

import { Alert, Button, Tabs } from "@mantine/core";
import {
  IconDownload,
  IconFiles,
  IconFileText,
  IconHammer,
  IconListDetails,
  IconMessages,
  IconPlayerPlay,
  IconVersions,
} from "@tabler/icons-react";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { CommentsPanel } from "@/components/comments/comments-panel";
import { ExportButton } from "@/components/exports/export-button";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { toastDone, toastUndo } from "@/components/patterns/toast";
import { PublishTemplateButton } from "@/components/templates/publish-template-dialog";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Build, BuildSummary } from "@/lib/features/build/build.schema";
import type { ProjectDetail } from "@/lib/features/project/project.schema";
import { plural } from "@/lib/shared/format";
import { BlueprintView } from "./blueprint-view";
import classes from "./builder.module.css";
import { ChangeForm } from "./change-form";
import { CodeBrowser } from "./code-browser";
import { IdeaForm } from "./idea-form";
import { Markdown } from "./markdown";
import { PreviewFrame } from "./preview-frame";
import { useBuild, useBuilds, useDownloadUrl } from "./use-builds";
import { useRestore } from "./use-changes";
import { VersionList } from "./version-list";

const tabs = ["plan", "preview", "code", "readme", "comments", "versions"] as const;

export function BuilderPanel({ project }: { project: ProjectDetail }) {
  const builds = useBuilds(project.id);
  const [view, setView] = useQueryStates({
    tab: parseAsStringLiteral(tabs).withDefault("plan"),
    v: parseAsInteger,
  });
  const [editing, setEditing] = useState(false);
  const mayBuild = project.myRole !== "viewer" && project.archivedAt === null;
  const showNewest = () => void setView({ tab: "plan", v: null });
  const { restore, restoring } = useRestore((next) => {
    toastDone(`${next.note}. It is v${next.version} now.`);
    showNewest();
  });
  return (
    <QueryView query={builds.query} skeleton={<RowsSkeleton />}>
      {() => {
        const latest = builds.items[0];
        const shown = view.v === null ? latest : (builds.items.find((item) => item.version === view.v) ?? latest);
        const built = () => {
          setEditing(false);
          showNewest();
        };
        if (shown === undefined || latest === undefined) {
          return mayBuild ? (
            <IdeaForm projectId={project.id} startFrom="" onBuilt={built} />
          ) : (
            <EmptyState
              icon={IconHammer}
              title="Nothing built yet"
              body="An editor can describe the idea and build the first version."
            />
          );
        }
        if (editing) {
          return (
            <IdeaForm
              key={shown.id}
              projectId={project.id}
              startFrom={shown.idea}
              onBuilt={built}
              onCancel={() => setEditing(false)}
            />
          );
        }
        return (
          <>
            {shown.id !== latest.id && (
              <Alert color="sun" className={classes.oldNotice ?? ""}>
                You are looking at v{shown.version}. The latest is v{latest.version}.{" "}
                <Button size="compact-sm" variant="default" onClick={() => void setView({ v: null })}>
                  Show v{latest.version}
                </Button>
              </Alert>
            )}
            <Toolbar
              build={shown}
              isLatest={shown.id === latest.id}
              onEdit={mayBuild ? () => setEditing(true) : undefined}
            />
            <Tabs
              value={view.tab}
              onChange={(value) => void setView({ tab: tabs.find((tab) => tab === value) ?? "plan" })}
              keepMounted={false}
            >
              <TabList versions={builds.items.length} more={builds.hasMore} />
              <BuildTabs
                summary={shown}
                onChanged={
                  mayBuild && shown.id === latest.id
                    ? (next) => {
                        showNewest();
                        toastUndo(`Changed. This is v${next.version}.`, () => restore(shown));
                      }
                    : undefined
                }
              />
              <Tabs.Panel value="preview" className={classes.panel ?? ""}>
                <PreviewFrame key={shown.id} subject={{ kind: "builds", id: shown.id, name: shown.appName }} />
              </Tabs.Panel>
              <Tabs.Panel value="comments" className={classes.panel ?? ""}>
                <CommentsPanel key={shown.id} build={shown} mayEdit={project.myRole !== "viewer"} />
              </Tabs.Panel>
              <Tabs.Panel value="versions" className={classes.panel ?? ""}>
                <VersionList
                  list={builds}
                  shownId={shown.id}
                  onShow={(v) => void setView({ v, tab: "plan" })}
                  {...(mayBuild ? { restoring: { run: restore, id: restoring } } : {})}
                />
              </Tabs.Panel>
            </Tabs>
          </>
        );
      }}
    </QueryView>
  );
}

function TabList({ versions, more }: { versions: number; more: boolean }) {
  return (
    <Tabs.List className={classes.tabs ?? ""}>
      <Tabs.Tab value="plan" leftSection={<IconListDetails size={16} aria-hidden="true" className={classes.tabIcon} />}>
        Plan
      </Tabs.Tab>
      <Tabs.Tab
        value="preview"
        leftSection={<IconPlayerPlay size={16} aria-hidden="true" className={classes.tabIcon} />}
      >
        Preview
      </Tabs.Tab>
      <Tabs.Tab value="code" leftSection={<IconFiles size={16} aria-hidden="true" className={classes.tabIcon} />}>
        Code
      </Tabs.Tab>
      <Tabs.Tab value="readme" leftSection={<IconFileText size={16} aria-hidden="true" className={classes.tabIcon} />}>
        Readme
      </Tabs.Tab>
      <Tabs.Tab
        value="comments"
        leftSection={<IconMessages size={16} aria-hidden="true" className={classes.tabIcon} />}
      >
        Comments
      </Tabs.Tab>
      <Tabs.Tab
        value="versions"
        leftSection={<IconVersions size={16} aria-hidden="true" className={classes.tabIcon} />}
      >
        Versions ({versions}
        {more ? "+" : ""})
      </Tabs.Tab>
    </Tabs.List>
  );
}

type ToolbarProps = { build: BuildSummary; isLatest: boolean; onEdit: (() => void) | undefined };

function Toolbar({ build, isLatest, onEdit }: ToolbarProps) {
  const { can } = useWorkspace();
  const download = useDownloadUrl(build.id);
  return (
    <div className={classes.toolbar}>
      <div className={classes.toolbarInfo}>
        <strong>{build.appName}</strong>, v{build.version}
        {isLatest ? " (latest)" : ""}, {plural(build.entityCount, "entity", "entities")}. Built by{" "}
        {build.createdBy ?? "a former member"} <RelativeTime iso={build.createdAt} />
      </div>
      {onEdit !== undefined && <PublishTemplateButton build={build} />}
      <ExportButton build={build} mayExport={onEdit !== undefined && can("exports.write")} />
      <Button
        component="a"
        href={download}
        variant={onEdit === undefined ? "filled" : "default"}
        leftSection={<IconDownload size={16} aria-hidden="true" />}
      >
        Download ZIP
      </Button>
      {onEdit !== undefined && (
        <Button onClick={onEdit} leftSection={<IconHammer size={16} aria-hidden="true" />}>
          Change the idea
        </Button>
      )}
    </div>
  );
}

/** `onChanged` is absent where the plan cannot be changed: for viewers, and for versions that are not the newest. */
type BuildTabsProps = { summary: BuildSummary; onChanged: ((next: Build) => void) | undefined };

function BuildTabs({ summary, onChanged }: BuildTabsProps) {
  const query = useBuild(summary.id);
  const panel = (value: string, content: (build: Build) => React.ReactNode) => (
    <Tabs.Panel value={value} className={classes.panel ?? ""}>
      <QueryView query={query} skeleton={<RowsSkeleton />}>
        {content}
      </QueryView>
    </Tabs.Panel>
  );
  return (
    <>
      {panel("plan", (build) => (
        <>
          {onChanged && <ChangeForm key={build.id} build={build} onChanged={onChanged} />}
          <BlueprintView build={build} onChanged={onChanged} />
        </>
      ))}
      {panel("code", (build) => (
        <CodeBrowser build={build} />
      ))}
      {panel("readme", (build) => (
        <Markdown source={build.readme} />
      ))}
    </>
  );
}
