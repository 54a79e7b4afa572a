"use client";

import { Checkbox, Chip, NativeSelect } from "@mantine/core";
import { IconLayoutGrid } from "@tabler/icons-react";
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { LoadMore } from "@/components/patterns/load-more";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { SearchBox } from "@/components/patterns/search-box";
import { CardsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState, FilteredEmptyState } from "@/components/patterns/states";
import { RequirePermission } from "@/components/workspace/workspace-context";
import { templateCategories, templateSorts } from "@/lib/features/template/template.schema";
import { TemplateCard } from "./template-card";
import { categoryWords } from "./template-words";
import classes from "./templates.module.css";
import { useTemplates } from "./use-templates";

const sortWords = { popular: "Most used", rating: "Best rated", newest: "Newest", name: "By name" } as const;

export function TemplatesPage() {
  return (
    <RequirePermission permission="templates.read" what="templates">
      <Templates />
    </RequirePermission>
  );
}

function Templates() {
  const [filters, setFilters] = useQueryStates({
    q: parseAsString.withDefault(""),
    category: parseAsStringLiteral(templateCategories),
    sort: parseAsStringLiteral(templateSorts).withDefault("popular"),
    mine: parseAsBoolean.withDefault(false),
    /** The project that waits for a template. */
    project: parseAsString,
  });
  const { q, category, sort, mine, project } = filters;
  const list = useTemplates({ q, category: category ?? "", sort, mine });
  const clear = () => void setFilters({ q: null, category: null, mine: null });
  return (
    <>
      <PageHeader
        title="Templates"
        description="Plans to start from: entities, roles, rules and workflows that are worked out. Everything can be changed afterwards."
      />
      <search className={classes.filters}>
        <SearchBox
          value={q}
          label="Search templates"
          placeholder="Search, for example: bookings, tickets, rent"
          onSearch={(text) => void setFilters({ q: text === "" ? null : text })}
        />
        <NativeSelect
          aria-label="Sort templates"
          value={sort}
          onChange={(event) =>
            void setFilters({ sort: templateSorts.find((item) => item === event.currentTarget.value) ?? null })
          }
          data={templateSorts.map((value) => ({ value, label: sortWords[value] }))}
        />
        <Checkbox
          label="Only ours"
          checked={mine}
          onChange={(event) => void setFilters({ mine: event.currentTarget.checked ? true : null })}
        />
      </search>
      <CategoryChips value={category} onPick={(next) => void setFilters({ category: next })} />
      <QueryView query={list.query} skeleton={<CardsSkeleton />}>
        {() =>
          list.items.length > 0 ? (
            <>
              <ul className={classes.grid}>
                {list.items.map((template) => (
                  <TemplateCard key={template.id} template={template} projectId={project} />
                ))}
              </ul>
              <LoadMore list={list} noun="template" />
            </>
          ) : mine && q === "" && category === null ? (
            <EmptyState
              icon={IconLayoutGrid}
              title="This workspace has not published a template"
              body="Open a project that worked out well and choose “Publish as template” beside its download."
            />
          ) : (
            <FilteredEmptyState
              title={q === "" ? "No template in this corner yet" : `No template matches “${q}”`}
              onClear={clear}
            />
          )
        }
      </QueryView>
    </>
  );
}

type Category = (typeof templateCategories)[number];

function CategoryChips({ value, onPick }: { value: Category | null; onPick: (next: Category | null) => void }) {
  return (
    <fieldset className={classes.chips}>
      <legend className={classes.legend}>Category</legend>
      <Chip.Group
        value={value ?? ""}
        onChange={(next) => onPick(templateCategories.find((category) => category === next) ?? null)}
      >
        <div className={classes.chipRow}>
          <Chip value="" size="sm" variant="light">
            All
          </Chip>
          {templateCategories.map((category) => (
            <Chip key={category} value={category} size="sm" variant="light">
              {categoryWords[category]}
            </Chip>
          ))}
        </div>
      </Chip.Group>
    </fieldset>
  );
}
