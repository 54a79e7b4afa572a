"use client";

import { Loader, useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import {
  IconDeviceDesktop,
  IconFolder,
  IconKeyboard,
  IconMoon,
  IconPlus,
  IconSearch,
  IconSun,
  IconUser,
  type TablerIcon,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { errorSentence } from "@/components/patterns/error-words";
import { WorkspaceAvatar } from "@/components/ui/person-avatar";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Project } from "@/lib/features/project/project.schema";
import { api } from "@/lib/shared/api-client";
import { navItems } from "./nav";
import { useShell } from "./shell-context";

export const [paletteStore, palette] = createSpotlight();

type Command = { id: string; label: string; description?: string; icon: TablerIcon; run: () => void };

export function CommandPalette() {
  const [query, setQuery] = useState("");
  const { me, workspace } = useWorkspace();
  const router = useRouter();
  const groups = useCommands();
  const projects = useProjectSearch(query);
  const matches = (label: string) => label.toLowerCase().includes(query.trim().toLowerCase());
  const switchable = me.workspaces.filter(
    (item) => item.deletedAt === null && item.id !== workspace.id && matches(`switch to ${item.name}`),
  );
  const shown = groups
    .map((group) => ({ ...group, commands: group.commands.filter((command) => matches(command.label)) }))
    .filter((group) => group.commands.length > 0);
  const found = projects.data ?? [];
  const nothing = shown.length === 0 && switchable.length === 0 && found.length === 0;
  return (
    <Spotlight.Root
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      scrollable
      maxHeight={420}
      clearQueryOnClose
      attributes={{ content: { "aria-label": "Search and jump anywhere" } }}
    >
      <Spotlight.Search
        placeholder="Search projects, or type where to go"
        aria-label="Search projects, or type where to go"
        leftSection={projects.isFetching ? <Loader size={16} /> : <IconSearch size={18} aria-hidden="true" />}
      />
      <Spotlight.ActionsList>
        {shown.map((group) => (
          <Spotlight.ActionsGroup key={group.label} label={group.label}>
            {group.commands.map((command) => (
              <Spotlight.Action
                key={command.id}
                label={command.label}
                leftSection={<command.icon size={18} stroke={1.6} aria-hidden="true" />}
                onClick={command.run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {found.length > 0 && (
          <Spotlight.ActionsGroup label="Projects">
            {found.map((project) => (
              <Spotlight.Action
                key={project.id}
                label={project.name}
                description={project.clientName ?? ""}
                leftSection={<IconFolder size={18} stroke={1.6} aria-hidden="true" />}
                onClick={() => router.push(`/${workspace.slug}/projects/${project.id}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {switchable.length > 0 && (
          <Spotlight.ActionsGroup label="Workspaces">
            {switchable.map((item) => (
              <Spotlight.Action
                key={item.id}
                label={`Switch to ${item.name}`}
                leftSection={<WorkspaceAvatar name={item.name} src={item.logoUrl} size={22} />}
                onClick={() => router.push(`/${item.slug}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {nothing && (
          <Spotlight.Empty>
            {projects.isError
              ? errorSentence(projects.error)
              : projects.isFetching
                ? "Searching"
                : `Nothing matches “${query}”`}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useProjectSearch(query: string) {
  const { key, scope, can } = useWorkspace();
  const [q] = useDebouncedValue(query.trim(), 200);
  return useQuery({
    queryKey: [...key, "projects", "palette", q],
    // The signal cancels a search that newer typing has overtaken.
    queryFn: async ({ signal }) =>
      (await api.get<Project[]>("projects", { query: { ...scope, q, limit: 6 }, signal })).data,
    enabled: q.length > 0 && can("projects.read"),
  });
}

function useCommands(): { label: string; commands: Command[] }[] {
  const { can, base } = useWorkspace();
  const { createProject, showShortcuts } = useShell();
  const { setColorScheme } = useMantineColorScheme();
  const router = useRouter();
  return [
    {
      label: "Go to",
      commands: [
        ...navItems
          .filter((item) => can(item.permission))
          .map((item) => ({
            id: `go-${item.key}`,
            label: item.group === "settings" ? `Settings: ${item.label}` : item.label,
            icon: item.icon,
            run: () => router.push(`${base}${item.path}`),
          })),
        { id: "account", label: "My account", icon: IconUser, run: () => router.push("/account") },
      ],
    },
    {
      label: "Do",
      commands: [
        ...(can("projects.write")
          ? [{ id: "new", label: "Create a project", icon: IconPlus, run: createProject }]
          : []),
        { id: "keys", label: "Keyboard shortcuts", icon: IconKeyboard, run: showShortcuts },
      ],
    },
    {
      label: "Theme",
      commands: [
        { id: "light", label: "Theme: light", icon: IconSun, run: () => setColorScheme("light") },
        { id: "dark", label: "Theme: dark", icon: IconMoon, run: () => setColorScheme("dark") },
        { id: "auto", label: "Theme: like the system", icon: IconDeviceDesktop, run: () => setColorScheme("auto") },
      ],
    },
  ];
}
