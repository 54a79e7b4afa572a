"use client";

import { IconKeyboard, IconSearch } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useWaiting } from "@/components/inbox/use-inbox";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { plural } from "@/lib/shared/format";
import { type NavItem, navItems, sectionOf } from "./nav";
import classes from "./shell.module.css";
import { useShell } from "./shell-context";
import { WorkspaceSwitcher } from "./workspace-switcher";

export function SideNav({ onNavigate }: { onNavigate?: () => void }) {
  const { can, base } = useWorkspace();
  const { showShortcuts, openPalette } = useShell();
  const current = sectionOf(usePathname(), base);
  const waiting = useWaiting();
  const allowed = navItems.filter((item) => can(item.permission));
  const links = (group: NavItem["group"]) =>
    allowed
      .filter((item) => item.group === group)
      .map((item) => (
        <li key={item.path}>
          <Link
            href={`${base}${item.path}`}
            className={classes.navLink}
            aria-current={current === item ? "page" : undefined}
            {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
          >
            <item.icon size={18} stroke={1.7} aria-hidden="true" />
            {item.label}
            {item.path === "/inbox" && waiting > 0 && (
              <span
                className={classes.badge}
                role="img"
                aria-label={`${plural(waiting, "visitor waits", "visitors wait")} for a person`}
              >
                {waiting > 99 ? "99+" : waiting}
              </span>
            )}
          </Link>
        </li>
      ));
  return (
    <div className={classes.sideNav}>
      <WorkspaceSwitcher />
      <button
        type="button"
        className={classes.search}
        onClick={() => {
          onNavigate?.();
          openPalette();
        }}
      >
        <IconSearch size={16} aria-hidden="true" /> Search or jump to
        <kbd className={classes.hint}>/</kbd>
      </button>
      <nav aria-label="Workspace" className={classes.nav}>
        <ul>{links("main")}</ul>
        <h2 className={classes.navHeading}>Settings</h2>
        <ul>{links("settings")}</ul>
      </nav>
      <button
        type="button"
        className={classes.footButton}
        onClick={() => {
          onNavigate?.();
          showShortcuts();
        }}
      >
        <IconKeyboard size={18} stroke={1.7} aria-hidden="true" /> Shortcuts <kbd className={classes.hint}>?</kbd>
      </button>
    </div>
  );
}
