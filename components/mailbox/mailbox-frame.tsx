import type { ReactNode } from "react";
import { BarePage } from "@/components/app/bare-page";
import { ButtonLink } from "@/components/ui/links";

export function MailboxFrame({ children }: { children: ReactNode }) {
  return (
    <BarePage
      aside={
        <ButtonLink href="/workspaces" variant="default" size="sm">
          Open Atrium
        </ButtonLink>
      }
    >
      {children}
    </BarePage>
  );
}
