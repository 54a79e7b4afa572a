"use client";

import { Badge, NativeSelect } from "@mantine/core";
import { IconHammer } from "@tabler/icons-react";
import { parseAsString, useQueryStates } from "nuqs";
import { useAllMembers } from "@/components/members/use-members";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState, FilteredEmptyState } from "@/components/patterns/states";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { TextLink } from "@/components/ui/links";
import { PersonAvatar } from "@/components/ui/person-avatar";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Generation } from "@/lib/features/generation/generation.schema";
import { GenerationMeter } from "./generation-meter";
import { howMade, originWords } from "./generation-words";
import classes from "./generations.module.css";

/** Who made which version of what, newest first. */
export function GenerationsList() {
  const { key, scope } = useWorkspace();
  const [filters, setFilters] = useQueryStates({
    by: parseAsString.withDefault(""),
    from: parseAsString.withDefault(""),
    engine: parseAsString.withDefault(""),
    project: parseAsString.withDefault(""),
  });
  const { by, from, engine, project } = filters;
  const isFiltered = by !== "" || from !== "" || engine !== "" || project !== "";
  const list = useCursorList<Generation>([...key, "generations", "list"], "generations", {
    ...scope,
    userId: by,
    origin: from,
    engine,
    projectId: project,
  });
  const clear = () => void setFilters({ by: null, from: null, engine: null, project: null });
  return (
    <>
      <div className={classes.meter}>
        <GenerationMeter />
      </div>
      <Filters filters={filters} onChange={(change) => void setFilters(change)} />
      <QueryView query={list.query} skeleton={<RowsSkeleton rows={7} avatar />}>
        {() =>
          list.items.length > 0 ? (
            <>
              <ol className={classes.list}>
                {list.items.map((item) => (
                  <Entry key={item.id} item={item} />
                ))}
              </ol>
              <LoadMore list={list} noun="version" />
            </>
          ) : isFiltered ? (
            <FilteredEmptyState title="No version like that" onClear={clear} />
          ) : (
            <EmptyState
              icon={IconHammer}
              title="Nothing made yet"
              body="Every version of every project shows up here."
            />
          )
        }
      </QueryView>
    </>
  );
}

type FiltersProps = {
  filters: { by: string; from: string; engine: string };
  onChange: (change: { by?: string | null; from?: string | null; engine?: string | null }) => void;
};

function Filters({ filters, onChange }: FiltersProps) {
  const members = useAllMembers();
  const orNull = (value: string) => (value === "" ? null : value);
  return (
    <search className={classes.filters}>
      <NativeSelect
        label="Made by"
        value={filters.by}
        onChange={(event) => onChange({ by: orNull(event.currentTarget.value) })}
        data={[
          { value: "", label: "Everybody" },
          ...(members.data ?? []).map((member) => ({ value: member.userId, label: member.displayName })),
        ]}
      />
      <NativeSelect
        label="Source"
        value={filters.from}
        onChange={(event) => onChange({ from: orNull(event.currentTarget.value) })}
        data={[{ value: "", label: "Any" }, ...Object.entries(originWords).map(([value, label]) => ({ value, label }))]}
      />
      <NativeSelect
        label="Engine"
        value={filters.engine}
        onChange={(event) => onChange({ engine: orNull(event.currentTarget.value) })}
        data={[
          { value: "", label: "Any" },
          { value: "offline", label: "Offline engine" },
          { value: "llm", label: "Language model" },
        ]}
      />
    </search>
  );
}

function Entry({ item }: { item: Generation }) {
  const { base } = useWorkspace();
  const who = item.createdBy ?? "A former member";
  return (
    <li className={classes.entry}>
      <PersonAvatar name={who} />
      <div className={classes.words}>
        <strong>{who}</strong>:{" "}
        <TextLink href={`${base}/projects/${item.projectId}?v=${item.version}`}>{item.projectName}</TextLink>{" "}
        <Badge>v{item.version}</Badge>
        <p className={classes.facts}>{howMade(item)}</p>
      </div>
      <span className={classes.time}>
        <RelativeTime iso={item.createdAt} />
      </span>
    </li>
  );
}
