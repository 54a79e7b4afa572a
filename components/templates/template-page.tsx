"use client";

import { Button, Tabs } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconHammer, IconListDetails, IconMessageStar, IconPlayerPlay } from "@tabler/icons-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { PreviewFrame } from "@/components/builder/preview-frame";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { PageSkeleton } from "@/components/patterns/skeletons";
import { useCrumb } from "@/components/shell/shell-context";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import type { Template } from "@/lib/features/template/template.schema";
import { ApiError } from "@/lib/shared/api-client";
import { NoSuchTemplate } from "./no-such-template";
import { RatingWords } from "./rating-words";
import { ReviewsSection } from "./reviews-section";
import { TemplateActions } from "./template-actions";
import { TemplateBadges } from "./template-badges";
import { TemplateContents } from "./template-contents";
import { usesInWords } from "./template-words";
import classes from "./templates.module.css";
import { UseTemplateDialog } from "./use-template-dialog";
import { useTemplate } from "./use-templates";

const tabs = ["plan", "preview", "reviews"] as const;

export function TemplatePage({ templateId }: { templateId: string }) {
  return (
    <RequirePermission permission="templates.read" what="templates">
      <Loading templateId={templateId} />
    </RequirePermission>
  );
}

function Loading({ templateId }: { templateId: string }) {
  const { base } = useWorkspace();
  const template = useTemplate(templateId);
  useCrumb(template.data?.name);
  if (template.error instanceof ApiError && template.error.status === 404) return <NoSuchTemplate />;
  return (
    <QueryView query={template} skeleton={<PageSkeleton />} home={`${base}/templates`}>
      {(data) => <Loaded template={data} />}
    </QueryView>
  );
}

function Loaded({ template }: { template: Template }) {
  const { can } = useWorkspace();
  const [opened, { open, close }] = useDisclosure(false);
  const [view, setView] = useQueryStates({
    tab: parseAsStringLiteral(tabs).withDefault("plan"),
    project: parseAsString,
  });
  const mayUse = can("projects.write") && template.status === "published";
  const icon = { size: 16, "aria-hidden": "true" as const };
  return (
    <>
      <PageHeader
        title={template.name}
        eyebrow={
          <div className={classes.eyebrow}>
            <TemplateBadges template={template} />
          </div>
        }
        description={
          <>
            {template.summary}
            <div className={classes.facts}>
              <span>By {template.publisher}</span>
              <RatingWords template={template} />
              <span>{usesInWords(template.useCount)}</span>
            </div>
          </>
        }
        actions={
          <>
            {mayUse && (
              <Button onClick={open} leftSection={<IconHammer {...icon} />}>
                Use template
              </Button>
            )}
            {template.canEdit && <TemplateActions template={template} />}
          </>
        }
      />
      <Tabs
        value={view.tab}
        onChange={(value) => void setView({ tab: tabs.find((tab) => tab === value) ?? "plan" })}
        keepMounted={false}
      >
        <Tabs.List className={classes.tabs ?? ""}>
          <Tabs.Tab value="plan" leftSection={<IconListDetails {...icon} />}>
            Plan
          </Tabs.Tab>
          <Tabs.Tab value="preview" leftSection={<IconPlayerPlay {...icon} />}>
            Preview
          </Tabs.Tab>
          <Tabs.Tab value="reviews" leftSection={<IconMessageStar {...icon} />}>
            Reviews ({template.ratingCount})
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="plan">
          <TemplateContents template={template} />
        </Tabs.Panel>
        <Tabs.Panel value="preview">
          <PreviewFrame subject={{ kind: "templates", id: template.id, name: template.name }} />
        </Tabs.Panel>
        <Tabs.Panel value="reviews">
          <ReviewsSection template={template} />
        </Tabs.Panel>
      </Tabs>
      <UseTemplateDialog template={template} projectId={view.project} opened={opened} onClose={close} />
    </>
  );
}
