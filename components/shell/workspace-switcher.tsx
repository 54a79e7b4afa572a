"use client";

import { Menu, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconLayoutGrid, IconPlus, IconSelector } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { WorkspaceAvatar } from "@/components/ui/person-avatar";
import { roleWords } from "@/components/workspace/role-words";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { roleAllows } from "@/lib/platform/auth/permissions";
import { sectionOf } from "./nav";
import classes from "./shell.module.css";

export function WorkspaceSwitcher() {
  const { me, workspace, base } = useWorkspace();
  const section = sectionOf(usePathname(), base);
  const live = me.workspaces.filter((item) => item.deletedAt === null);
  return (
    <Menu width={264} position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.switcher ?? ""}>
          <WorkspaceAvatar name={workspace.name} src={workspace.logoUrl} size={32} />
          <span className={classes.switcherText}>
            <span className={classes.switcherName}>{workspace.name}</span>
            <span className={classes.switcherRole}>{roleWords[workspace.role].label}</span>
          </span>
          <VisuallyHidden>. Switch workspace</VisuallyHidden>
          <IconSelector size={16} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Workspaces</Menu.Label>
        {live.map((item) => {
          // The section stays, unless the role over there may not see it.
          const keep = section !== undefined && roleAllows(item.role, section.permission) ? section.path : "";
          return (
            <Menu.Item
              key={item.id}
              component={Link}
              href={`/${item.slug}${keep}`}
              leftSection={<WorkspaceAvatar name={item.name} src={item.logoUrl} size={22} />}
              rightSection={item.id === workspace.id ? <IconCheck size={16} aria-label="current" /> : null}
            >
              <Text size="sm" truncate maw={170}>
                {item.name}
              </Text>
            </Menu.Item>
          );
        })}
        <Menu.Divider />
        <Menu.Item
          component={Link}
          href="/workspaces?choose=1"
          leftSection={<IconLayoutGrid size={16} aria-hidden="true" />}
        >
          All workspaces
        </Menu.Item>
        <Menu.Item component={Link} href="/welcome?new=1" leftSection={<IconPlus size={16} aria-hidden="true" />}>
          New workspace
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
