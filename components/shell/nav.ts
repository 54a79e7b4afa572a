import {
  IconActivity,
  IconChartBar,
  IconFolders,
  IconHistory,
  IconInbox,
  IconKey,
  IconLayoutGrid,
  IconMessageChatbot,
  IconPlugConnected,
  IconRefreshAlert,
  IconSettings,
  IconUserHeart,
  IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Permission } from "@/lib/platform/auth/permissions";

export type NavItem = {
  /** Behind `/[workspace]`; empty for the first page. */
  path: string;
  label: string;
  icon: TablerIcon;
  permission: Permission;
  /** Second key after `g`. */
  key: string;
  group: "main" | "settings";
};

export const navItems: readonly NavItem[] = [
  { path: "", label: "Projects", icon: IconFolders, permission: "projects.read", key: "p", group: "main" },
  {
    path: "/templates",
    label: "Templates",
    icon: IconLayoutGrid,
    permission: "templates.read",
    key: "t",
    group: "main",
  },
  {
    path: "/assistants",
    label: "Assistants",
    icon: IconMessageChatbot,
    permission: "assistants.read",
    key: "b",
    group: "main",
  },
  { path: "/inbox", label: "Inbox", icon: IconInbox, permission: "conversations.read", key: "i", group: "main" },
  { path: "/leads", label: "Leads", icon: IconUserHeart, permission: "leads.read", key: "d", group: "main" },
  { path: "/activity", label: "Activity", icon: IconActivity, permission: "activity.read", key: "a", group: "main" },
  {
    path: "/settings",
    label: "General",
    icon: IconSettings,
    permission: "workspace.read",
    key: "s",
    group: "settings",
  },
  {
    path: "/settings/members",
    label: "Members",
    icon: IconUsers,
    permission: "members.read",
    key: "m",
    group: "settings",
  },
  {
    path: "/settings/api-keys",
    label: "API keys",
    icon: IconKey,
    permission: "api_keys.read",
    key: "k",
    group: "settings",
  },
  {
    path: "/settings/connections",
    label: "Connections",
    icon: IconPlugConnected,
    permission: "connections.read",
    key: "c",
    group: "settings",
  },
  {
    path: "/settings/ai-usage",
    label: "AI usage",
    icon: IconChartBar,
    permission: "ai_usage.read",
    key: "u",
    group: "settings",
  },
  {
    path: "/settings/audit-log",
    label: "Audit log",
    icon: IconHistory,
    permission: "audit.read",
    key: "l",
    group: "settings",
  },
  {
    path: "/settings/jobs",
    label: "Jobs",
    icon: IconRefreshAlert,
    permission: "jobs.read",
    key: "j",
    group: "settings",
  },
];

/** Where a path inside a workspace belongs. A project page belongs to Projects, a template's to Templates, and so on. */
export function sectionOf(pathname: string, base: string): NavItem | undefined {
  const rest = pathname.slice(base.length).replace(/\/$/, "");
  if (rest === "" || rest.startsWith("/projects")) return navItems[0];
  for (const path of ["/templates", "/assistants", "/inbox", "/leads"])
    if (rest.startsWith(`${path}/`)) return navItems.find((item) => item.path === path);
  return navItems.find((item) => item.path !== "" && item.path === rest);
}
