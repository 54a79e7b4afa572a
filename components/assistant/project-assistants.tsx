"use client";

import { Badge, Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { TextLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { ProjectDetail } from "@/lib/features/project/project.schema";
import classes from "./assistant.module.css";
import { AssistantFace } from "./assistant-face";
import { knowledgeWords } from "./assistant-words";
import { CreateAssistantDialog } from "./create-assistant-dialog";
import { useAssistants } from "./use-assistants";

/** On a project's page: the assistants that answer its client's visitors. */
export function ProjectAssistants({ project }: { project: ProjectDetail }) {
  const { base, can } = useWorkspace();
  const [creating, create] = useDisclosure(false);
  const list = useAssistants({ projectId: project.id });
  const mayCreate = can("assistants.write") && project.myRole !== "viewer";
  return (
    <section className={classes.project} aria-labelledby="project-assistants">
      <div className={classes.projectHead}>
        <h2 id="project-assistants">Assistants</h2>
        {mayCreate && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            onClick={create.open}
          >
            Create one for this project
          </Button>
        )}
      </div>
      <QueryView query={list.query} skeleton={<RowsSkeleton rows={1} avatar />}>
        {() =>
          list.items.length === 0 ? (
            <Text size="sm" c="dimmed">
              None yet. An assistant answers the visitors of this client’s website from what you give it to read.
            </Text>
          ) : (
            <>
              <ul className={classes.projectList}>
                {list.items.map((assistant) => (
                  <li key={assistant.id} className={classes.projectItem}>
                    <AssistantFace {...assistant} />
                    <TextLink href={`${base}/assistants/${assistant.id}`}>{assistant.name}</TextLink>
                    {!assistant.enabled && <Badge color="gray">Off</Badge>}
                    <span>{knowledgeWords(assistant.counts)}</span>
                  </li>
                ))}
              </ul>
              {list.hasMore && <LoadMore list={list} noun="assistant" />}
            </>
          )
        }
      </QueryView>
      <CreateAssistantDialog
        opened={creating}
        onClose={create.close}
        project={{ id: project.id, name: project.name }}
      />
    </section>
  );
}
