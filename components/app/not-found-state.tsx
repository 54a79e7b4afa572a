"use client";

import { IconMapOff } from "@tabler/icons-react";
import { StateBlock } from "@/components/patterns/states";
import { ButtonLink } from "@/components/ui/links";

type Props = { title?: string; body?: string; home?: string; homeLabel?: string };

export function NotFoundState({
  title = "There is nothing at this address",
  body = "It may have been moved or deleted, or you may not have access to it.",
  home = "/workspaces",
  homeLabel = "My workspaces",
}: Props) {
  return (
    <StateBlock
      icon={IconMapOff}
      headingLevel={1}
      title={title}
      body={body}
      actions={
        <>
          <ButtonLink href={home}>{homeLabel}</ButtonLink>
          <ButtonLink href="/" variant="default">
            Start page
          </ButtonLink>
        </>
      }
    />
  );
}
