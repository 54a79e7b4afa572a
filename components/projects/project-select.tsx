"use client";

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Project } from "@/lib/features/project/project.schema";
import { api } from "@/lib/shared/api-client";

type Props = {
  value: string | null;
  error: React.ReactNode;
  onChange: (id: string | null) => void;
  /** Where a choice can be left out: what that means. */
  optional?: string;
};

export function ProjectSelect({ value, error, onChange, optional }: Props) {
  const { scope, key } = useWorkspace();
  const projects = useQuery({
    queryKey: [...key, "projects", "choice"],
    queryFn: async ({ signal }) =>
      (await api.get<Project[]>("projects", { query: { ...scope, limit: 100 }, signal })).data,
  });
  return (
    <Select
      label="Project"
      placeholder={projects.isPending ? "Loading" : "Choose a project"}
      searchable
      {...(optional === undefined ? {} : { description: optional, clearable: true })}
      nothingFoundMessage="No such project"
      data={(projects.data ?? []).map((project) => ({ value: project.id, label: project.name }))}
      value={value}
      error={error ?? (projects.isError ? "The projects could not be loaded. Close and try again." : null)}
      onChange={onChange}
    />
  );
}
