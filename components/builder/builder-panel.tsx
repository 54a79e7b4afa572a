"use client";

import { Alert, Button, Tabs } from "@mantine/core";
import {
  IconDownload,
  IconFiles,
  IconFileText,
  IconHammer,
  IconListDetails,
  IconMessages,
  IconPencil,
  IconPlayerPlay,
  IconVersions,
} from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { parseAsBoolean, parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { CommentsPanel } from "@/components/comments/comments-panel";
import { ExportButton } from "@/components/exports/export-button";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { toastDone, toastError, toastUndo } from "@/components/patterns/toast";
import { PublishTemplateButton } from "@/components/templates/publish-template-dialog";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Build, BuildSummary } from "@/lib/features/build/build.schema";
import type { Run } from "@/lib/features/build/run.schema";
import type { ProjectDetail } from "@/lib/features/project/project.schema";
import { plural } from "@/lib/shared/format";
import { BlueprintView } from "./blueprint-view";
import { BuildProgress } from "./build-progress";
import classes from "./builder.module.css";
import { ChangeForm } from "./change-form";
import { CodeBrowser } from "./code-browser";
import { forgetIdea, IdeaForm } from "./idea-form";
import { Markdown } from "./markdown";
import { PreviewFrame } from "./preview-frame";
import { StepButtons } from "./step-buttons";
import { useBuild, useBuilds, useDownloadUrl, useRefreshBuilds } from "./use-builds";
import { useRestore } from "./use-changes";
import { useRun } from "./use-run";
import { VersionCompare } from "./version-compare";
import { VersionList } from "./version-list";

/** Brings the checks of a plan into the browser, so it is loaded by whoever edits. */
const PlanEditor = dynamic(() => import("./editor/plan-editor").then((module) => module.PlanEditor), {
  loading: () => <RowsSkeleton />,
  ssr: false,
});

const tabs = ["plan", "preview", "code", "readme", "comments", "versions"] as const;

export function BuilderPanel({ project }: { project: ProjectDetail }) {
  const builds = useBuilds(project.id);
  const [view, setView] = useQueryStates({
    tab: parseAsStringLiteral(tabs).withDefault("plan"),
    v: parseAsInteger,
    edit: parseAsBoolean.withDefault(false),
  });
  const [editing, setEditing] = useState(false);
  const mayBuild = project.myRole !== "viewer" && project.archivedAt === null;
  const refreshBuilds = useRefreshBuilds(project.id);
  const { run, isLoading, started, stop } = useRun(project.id, (ended) => {
    setEditing(ended.status === "failed");
    if (ended.status === "failed") return;
    forgetIdea(project.id);
    refreshBuilds();
    showNewest();
  });
  const showNewest = () => void setView({ tab: "plan", v: null, edit: null });
  const { restore, restoring } = useRestore((next) => {
    toastDone(`${next.note}. It is v${next.version} now.`);
    showNewest();
  });
  return (
    <QueryView query={builds.query} skeleton={<RowsSkeleton />}>
      {() => {
        const latest = builds.items[0];
        const shown = view.v === null ? latest : (builds.items.find((item) => item.version === view.v) ?? latest);
        if (run?.status === "running")
          return <BuildProgress run={run} onStop={mayBuild ? () => stop(run.id).catch(toastError) : undefined} />;
        const failure = failureOf(run, latest);
        if (shown === undefined || latest === undefined) {
          // A run that is done has a build; the list of them is on its way.
          if (isLoading || run?.status === "done") return <RowsSkeleton />;
          return mayBuild ? (
            <IdeaForm projectId={project.id} startFrom="" failure={failure} onStarted={started} />
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
              failure={failure}
              onStarted={started}
              onCancel={() => setEditing(false)}
            />
          );
        }
        if (view.edit && mayBuild) {
          return (
            <EditPlan
              key={latest.id}
              buildId={latest.id}
              onChanged={(next) => {
                showNewest();
                toastUndo(`Changed. This is v${next.version}.`, () => restore(latest));
              }}
              onClose={() => void setView({ edit: null })}
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
              onEditPlan={() => void setView({ edit: true, v: null })}
              steps={
                mayBuild && shown.id === latest.id ? (
                  <StepButtons latest={latest} restoring={restoring} onStep={restore} />
                ) : null
              }
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
                <VersionCompare builds={builds.items} />
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

/** Why the last attempt came to nothing, unless something has been built since. */
function failureOf(run: Run | null, latest: BuildSummary | undefined): string | null {
  const last = run?.events.at(-1);
  if (run === null || last?.type !== "failed") return null;
  return latest !== undefined && latest.createdAt > run.createdAt ? null : last.data.message;
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

type EditProps = { buildId: string; onChanged: (next: Build) => void; onClose: () => void };

function EditPlan({ buildId, ...rest }: EditProps) {
  const query = useBuild(buildId);
  return (
    <QueryView query={query} skeleton={<RowsSkeleton />}>
      {(build) => <PlanEditor build={build} {...rest} />}
    </QueryView>
  );
}

type ToolbarProps = {
  build: BuildSummary;
  isLatest: boolean;
  onEdit: (() => void) | undefined;
  onEditPlan: () => void;
  steps: React.ReactNode;
};

function Toolbar({ build, isLatest, onEdit, onEditPlan, steps }: ToolbarProps) {
  const { can } = useWorkspace();
  const download = useDownloadUrl(build.id);
  return (
    <div className={classes.toolbar}>
      <div className={classes.toolbarInfo}>
        <strong>{build.appName}</strong>, v{build.version}
        {isLatest ? " (latest)" : ""}, {plural(build.entityCount, "entity", "entities")}. Built by{" "}
        {build.createdBy ?? "a former member"} <RelativeTime iso={build.createdAt} />
      </div>
      {steps}
      {onEdit !== undefined && isLatest && (
        <Button onClick={onEditPlan} leftSection={<IconPencil size={16} aria-hidden="true" />}>
          Edit the plan
        </Button>
      )}
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
        <Button variant="default" onClick={onEdit} leftSection={<IconHammer size={16} aria-hidden="true" />}>
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
