"use client";

import { Badge, Group } from "@mantine/core";
import type { TemplateSummary } from "@/lib/features/template/template.schema";
import { categoryWords, visibilityWords } from "./template-words";

export function TemplateBadges({ template }: { template: TemplateSummary }) {
  return (
    <Group gap={6}>
      <Badge color="gray">{categoryWords[template.category]}</Badge>
      {template.featured && <Badge color="sun">Featured</Badge>}
      {template.premium && <Badge>Premium</Badge>}
      {template.isOwn && <Badge color="gray">{visibilityWords[template.visibility].label}</Badge>}
      {template.status === "unlisted" && <Badge color="gray">Taken back</Badge>}
      {template.status === "removed" && <Badge color="red">Taken down by the operator</Badge>}
    </Group>
  );
}
