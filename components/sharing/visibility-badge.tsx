import { Badge } from "@mantine/core";
import { IconLock, IconWorld } from "@tabler/icons-react";
import type { Visibility } from "@/lib/features/project/project.schema";

/** Says what is out of the ordinary; a project that the workspace sees needs no badge. */
export function VisibilityBadge({ visibility }: { visibility: Visibility }) {
  if (visibility === "workspace") return null;
  const Icon = visibility === "private" ? IconLock : IconWorld;
  return (
    <Badge
      color={visibility === "private" ? "gray" : "sun"}
      leftSection={<Icon size={12} aria-hidden="true" style={{ display: "block" }} />}
    >
      {visibility === "private" ? "Private" : "Public"}
    </Badge>
  );
}
