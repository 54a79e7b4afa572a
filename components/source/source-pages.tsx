"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useId } from "react";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { TextLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Source } from "@/lib/features/source/source.schema";
import { plural } from "@/lib/shared/format";
import classes from "./sources.module.css";
import { useSourceDocuments } from "./use-sources";

/** The pages a site was read into, when somebody wants to see them. */
export function SourcePages({ source }: { source: Source }) {
  const { base } = useWorkspace();
  const [opened, { toggle }] = useDisclosure(false);
  const list = useSourceDocuments(source, opened);
  const id = useId();
  return (
    <>
      <Button size="compact-sm" variant="subtle" ml={-8} aria-expanded={opened} aria-controls={id} onClick={toggle}>
        {opened ? "Hide its pages" : `Show ${plural(source.documentCount, "page")}`}
      </Button>
      <div id={id}>
        {opened && (
          <QueryView query={list.query} skeleton={<RowsSkeleton rows={3} />}>
            {() => (
              <>
                <ul className={classes.pages}>
                  {list.items.map((document) => (
                    <li key={document.id}>
                      <TextLink size="sm" href={`${base}/assistants/${source.assistantId}/documents/${document.id}`}>
                        {document.title}
                      </TextLink>
                    </li>
                  ))}
                </ul>
                <LoadMore list={list} noun="page" />
              </>
            )}
          </QueryView>
        )}
      </div>
    </>
  );
}
