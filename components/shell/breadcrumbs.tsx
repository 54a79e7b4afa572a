"use client";

import Link from "next/link";
import { useParams, usePathname } from "next/navigation";
import { useWorkspace } from "@/components/workspace/workspace-context";
import classes from "./breadcrumbs.module.css";
import { sectionOf } from "./nav";

export function Breadcrumbs({ crumb }: { crumb: string | null }) {
  const { workspace, base } = useWorkspace();
  const pathname = usePathname();
  const { projectId, templateId, assistantId } = useParams<{
    projectId?: string;
    templateId?: string;
    assistantId?: string;
  }>();
  const section = sectionOf(pathname, base);
  const crumbs: { label: string; href?: string }[] = [{ label: workspace.name, href: base }];
  if (section?.group === "settings") crumbs.push({ label: "Settings", href: `${base}/settings` });
  if (section !== undefined) crumbs.push({ label: section.label, href: `${base}${section.path}` });
  if (projectId !== undefined) crumbs.push({ label: crumb ?? "Project" });
  if (templateId !== undefined) crumbs.push({ label: crumb ?? "Template" });
  if (assistantId !== undefined) crumbs.push({ label: crumb ?? "Assistant" });
  return (
    <nav aria-label="Breadcrumb" className={classes.nav}>
      <ol className={classes.list}>
        {crumbs.map((crumb, index) => {
          const last = index === crumbs.length - 1;
          return (
            <li key={`${crumb.label}${index === 0 ? "-root" : ""}`} className={classes.item} data-last={last}>
              {last || crumb.href === undefined ? (
                <span aria-current="page">{crumb.label}</span>
              ) : (
                <Link href={crumb.href}>{crumb.label}</Link>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
