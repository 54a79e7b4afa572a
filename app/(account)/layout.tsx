import { HydrationBoundary } from "@tanstack/react-query";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { meState } from "@/app/_server/read-me";
import { AccountShell } from "@/components/account/account-shell";
import { requireViewer } from "@/lib/platform/auth/viewer";
import { publicConfig } from "@/lib/platform/env/public-config";

export default async function AccountLayout({ children }: { children: ReactNode }) {
  await requireViewer((await headers()).get("x-path") ?? "/account");
  return (
    <HydrationBoundary state={await meState()}>
      <AccountShell mailbox={publicConfig().mailbox}>{children}</AccountShell>
    </HydrationBoundary>
  );
}
