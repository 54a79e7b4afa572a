"use client";

import { Button, SegmentedControl } from "@mantine/core";
import { IconArchive, IconFolders, IconPlus } from "@tabler/icons-react";
import { parseAsBoolean, parseAsString, useQueryStates } from "nuqs";
import { LoadMore } from "@/components/patterns/load-more";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { SearchBox } from "@/components/patterns/search-box";
import { CardsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState, FilteredEmptyState } from "@/components/patterns/states";
import { useShell } from "@/components/shell/shell-context";
import { ButtonLink } from "@/components/ui/links";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import { ProjectCard } from "./project-card";
import classes from "./projects.module.css";
import { useProjects } from "./use-projects";

export function ProjectsPage() {
  return (
    <RequirePermission permission="projects.read" what="projects">
      <Projects />
    </RequirePermission>
  );
}

function Projects() {
  const { can, base } = useWorkspace();
  const { createProject } = useShell();
  const [filters, setFilters] = useQueryStates({
    q: parseAsString.withDefault(""),
    archived: parseAsBoolean.withDefault(false),
  });
  const list = useProjects(filters);
  const mayCreate = can("projects.write");
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={createProject}>
      New project
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Projects"
        description="One project per client app: the idea, its plans and its builds."
        actions={mayCreate ? create : undefined}
      />
      <search className={classes.filters}>
        <SearchBox
          value={filters.q}
          label="Search projects by name or client"
          placeholder="Search by name or client"
          onSearch={(q) => void setFilters({ q: q === "" ? null : q })}
        />
        <SegmentedControl
          aria-label="Which projects"
          value={filters.archived ? "archived" : "active"}
          onChange={(value) => void setFilters({ archived: value === "archived" ? true : null })}
          data={[
            { value: "active", label: "Active" },
            { value: "archived", label: "Archived" },
          ]}
        />
      </search>
      <QueryView query={list.query} skeleton={<CardsSkeleton />}>
        {() =>
          list.items.length > 0 ? (
            <>
              <ul className={classes.grid}>
                {list.items.map((project) => (
                  <ProjectCard key={project.id} project={project} />
                ))}
              </ul>
              <LoadMore list={list} noun="project" />
            </>
          ) : filters.q !== "" ? (
            <FilteredEmptyState
              title={`No project matches “${filters.q}”`}
              onClear={() => void setFilters({ q: null })}
            />
          ) : filters.archived ? (
            <EmptyState
              icon={IconArchive}
              title="Nothing is archived"
              body="Archive a project when its work is done. It keeps its builds and can come back."
            />
          ) : (
            <EmptyState
              icon={IconFolders}
              title="Start with a client’s idea"
              body={
                mayCreate
                  ? "Create a project, describe the app in plain words, and read the plan the Builder makes of it."
                  : "There are no projects yet. An editor or admin can create the first one."
              }
              actions={
                mayCreate ? (
                  <>
                    {create}
                    <ButtonLink href={`${base}/templates`} variant="default">
                      Start from a template
                    </ButtonLink>
                  </>
                ) : undefined
              }
            />
          )
        }
      </QueryView>
    </>
  );
}
