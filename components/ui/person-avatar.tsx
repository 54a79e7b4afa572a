"use client";

import { Avatar } from "@mantine/core";
import { initialsOf } from "@/lib/shared/format";

/** Decorative: the name always stands next to it as text. */
export function PersonAvatar({ name, src, size = 30 }: { name: string; src?: string | null; size?: number }) {
  return (
    <Avatar src={src ?? null} alt="" size={size} radius="xl" color="patina" aria-hidden="true">
      {initialsOf(name)}
    </Avatar>
  );
}

export function WorkspaceAvatar({ name, src, size = 30 }: { name: string; src: string | null; size?: number }) {
  return (
    <Avatar src={src} alt="" size={size} radius="md" variant="filled" color="patina.7" aria-hidden="true">
      {initialsOf(name)}
    </Avatar>
  );
}
