import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { publicConfig } from "@/lib/platform/env/public-config";

/** Mails hold sign-in links: no referrer, no index. */
export const metadata: Metadata = { referrer: "no-referrer", robots: { index: false, follow: false } };

export default async function MailboxLayout({ children }: { children: ReactNode }) {
  // The mailbox belongs to the installation that serves the page, not to the one that built it. Decided out here, above
  // the skeleton, so that an installation without a mailbox answers with a real 404.
  await connection();
  if (!publicConfig().mailbox) notFound();
  return children;
}
