"use client";

import { Badge, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChartBar, IconMessageChatbot, IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import { parseAsString, useQueryStates } from "nuqs";
import { LoadMore } from "@/components/patterns/load-more";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { SearchBox } from "@/components/patterns/search-box";
import { CardsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState, FilteredEmptyState } from "@/components/patterns/states";
import { ProjectSelect } from "@/components/projects/project-select";
import { ButtonLink } from "@/components/ui/links";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import type { Assistant } from "@/lib/features/assistant/assistant.schema";
import classes from "./assistant.module.css";
import { AssistantFace } from "./assistant-face";
import { conversationWords, knowledgeWords } from "./assistant-words";
import { CreateAssistantDialog } from "./create-assistant-dialog";
import { useAssistants } from "./use-assistants";

export function AssistantsPage() {
  return (
    <RequirePermission permission="assistants.read" what="assistants">
      <Assistants />
    </RequirePermission>
  );
}

function Assistants() {
  const { can, base } = useWorkspace();
  const [creating, create] = useDisclosure(false);
  const [filters, setFilters] = useQueryStates({ q: parseAsString.withDefault(""), project: parseAsString });
  const list = useAssistants({ q: filters.q, projectId: filters.project });
  const isFiltered = filters.q !== "" || filters.project !== null;
  const button = can("assistants.write") ? (
    <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={create.open}>
      New assistant
    </Button>
  ) : undefined;
  return (
    <>
      <PageHeader
        title="Assistants"
        description="They answer the visitors of your clients’ websites from what you give them to read, and say so when they do not know."
        actions={
          <>
            {can("conversations.read") && (
              <ButtonLink
                href={`${base}/assistants/insights`}
                variant="default"
                leftSection={<IconChartBar size={16} aria-hidden="true" />}
              >
                Insights
              </ButtonLink>
            )}
            {button}
          </>
        }
      />
      <search className={classes.filters}>
        <SearchBox
          value={filters.q}
          label="Search assistants by name"
          placeholder="Search by name"
          onSearch={(q) => void setFilters({ q: q === "" ? null : q })}
        />
        <ProjectSelect
          optional="Show those of one project"
          value={filters.project}
          error={null}
          onChange={(project) => void setFilters({ project })}
        />
      </search>
      <QueryView query={list.query} skeleton={<CardsSkeleton />}>
        {() =>
          list.items.length > 0 ? (
            <>
              <ul className={classes.grid}>
                {list.items.map((assistant) => (
                  <AssistantCard key={assistant.id} assistant={assistant} />
                ))}
              </ul>
              <LoadMore list={list} noun="assistant" />
            </>
          ) : isFiltered ? (
            <FilteredEmptyState title="No such assistant" onClear={() => void setFilters({ q: null, project: null })} />
          ) : (
            <EmptyState
              icon={IconMessageChatbot}
              title="Answer visitors while you sleep"
              body={
                button === undefined
                  ? "There are no assistants yet. An editor or admin can create the first one."
                  : "Create an assistant, give it a page or a file to read, try it, and put one line on the website."
              }
              actions={button}
            />
          )
        }
      </QueryView>
      <CreateAssistantDialog opened={creating} onClose={create.close} />
    </>
  );
}

function AssistantCard({ assistant }: { assistant: Assistant }) {
  const { base } = useWorkspace();
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <AssistantFace {...assistant} />
        <div className={classes.cardWords}>
          <h2 className={classes.cardTitle}>
            <Link href={`${base}/assistants/${assistant.id}`} className={classes.cardLink}>
              {assistant.name}
            </Link>
          </h2>
          <p className={classes.client}>{assistant.project?.name ?? "No project"}</p>
        </div>
        {!assistant.enabled && <Badge color="gray">Off</Badge>}
      </div>
      <p className={classes.meta}>
        <span>{knowledgeWords(assistant.counts)}</span>
        <span>{conversationWords(assistant)}</span>
      </p>
    </li>
  );
}
