"use client";

import { Button } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { BarePage } from "@/components/app/bare-page";
import { StateBlock } from "@/components/patterns/states";
import { ButtonLink } from "@/components/ui/links";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <BarePage>
      <StateBlock
        icon={IconAlertTriangle}
        tone="danger"
        headingLevel={1}
        title="Something went wrong on this page"
        body="Nothing you saved is lost. Try again; if it stays, send us the reference."
        reference={error.digest ?? null}
        actions={
          <>
            <Button onClick={reset} leftSection={<IconRefresh size={16} aria-hidden="true" />}>
              Retry
            </Button>
            <ButtonLink href="/workspaces?choose=1" variant="default">
              My workspaces
            </ButtonLink>
          </>
        }
      />
    </BarePage>
  );
}
