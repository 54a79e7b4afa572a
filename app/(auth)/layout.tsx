import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AuthFrame } from "@/components/auth/auth-frame";
import { publicConfig } from "@/lib/platform/env/public-config";

/** `next` may hold an invitation link, so these addresses must not travel in a referrer. */
export const metadata: Metadata = { referrer: "no-referrer", robots: { index: false } };

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <AuthFrame mailbox={publicConfig().mailbox}>{children}</AuthFrame>;
}
