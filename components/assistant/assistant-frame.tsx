"use client";

import { Switch } from "@mantine/core";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { PageSkeleton } from "@/components/patterns/skeletons";
import { toastDone, toastError } from "@/components/patterns/toast";
import { useCrumb } from "@/components/shell/shell-context";
import { TextLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Assistant } from "@/lib/features/assistant/assistant.schema";
import { ApiError } from "@/lib/shared/api-client";
import classes from "./assistant.module.css";
import { AssistantFace } from "./assistant-face";
import { NoSuchAssistant } from "./no-such-assistant";
import { useAssistant, useSaveAssistant } from "./use-assistants";

const tabs = [
  ["", "Overview"],
  ["/sources", "Sources"],
  ["/answers", "Answers"],
  ["/tests", "Tests"],
  ["/insights", "Insights"],
  ["/appearance", "Appearance"],
  ["/install", "Install"],
  ["/settings", "Settings"],
] as const;

/** What stands above every page of an assistant: its name, whether it answers, and where else to go. */
export function AssistantFrame({ assistantId, children }: { assistantId: string; children: ReactNode }) {
  const { base } = useWorkspace();
  const assistant = useAssistant(assistantId);
  useCrumb(assistant.data?.name);
  if (assistant.error instanceof ApiError && assistant.error.status === 404) return <NoSuchAssistant />;
  return (
    <QueryView query={assistant} skeleton={<PageSkeleton />} home={`${base}/assistants`}>
      {(data) => (
        <>
          <PageHeader
            title={data.name}
            face={<AssistantFace {...data} />}
            description={
              data.project === null ? undefined : (
                <span>
                  For <TextLink href={`${base}/projects/${data.project.id}`}>{data.project.name}</TextLink>
                </span>
              )
            }
            actions={<EnabledSwitch assistant={data} />}
          />
          <Tabs assistantId={assistantId} />
          {children}
        </>
      )}
    </QueryView>
  );
}

function EnabledSwitch({ assistant }: { assistant: Assistant }) {
  const { can } = useWorkspace();
  const save = useSaveAssistant(assistant.id);
  const [pending, setPending] = useState(false);
  const change = async (enabled: boolean) => {
    setPending(true);
    try {
      await save({ enabled });
      toastDone(enabled ? `${assistant.name} answers visitors.` : `${assistant.name} is off. Websites do not show it.`);
    } catch (error) {
      toastError(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Switch
      label="Answers visitors"
      checked={assistant.enabled}
      disabled={pending || !can("assistants.write")}
      onChange={(event) => void change(event.currentTarget.checked)}
    />
  );
}

function Tabs({ assistantId }: { assistantId: string }) {
  const { base } = useWorkspace();
  const home = `${base}/assistants/${assistantId}`;
  const pathname = usePathname();
  const current = useRef<HTMLAnchorElement>(null);
  // On a phone the tab of this page may stand outside of what is seen.
  useEffect(() => {
    if (pathname !== "") current.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);
  const isCurrent = (path: string) => (path === "" ? pathname === home : pathname.startsWith(`${home}${path}`));
  return (
    <nav aria-label="Parts of this assistant" className={classes.tabs}>
      <ul>
        {tabs.map(([path, label]) => (
          <li key={path}>
            <Link
              href={`${home}${path}`}
              className={classes.tab}
              {...(isCurrent(path) ? { "aria-current": "page" as const, ref: current } : {})}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
