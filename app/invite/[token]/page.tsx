import type { Metadata } from "next";
import { BarePage } from "@/components/app/bare-page";
import { InvitePage } from "@/components/invite/invite-page";
import { getViewer } from "@/lib/platform/auth/viewer";

/** The address holds the token: no referrer, no index. */
export const metadata: Metadata = {
  title: "Invitation",
  referrer: "no-referrer",
  robots: { index: false, follow: false },
};

type Props = { params: Promise<{ token: string }> };

export default async function Invite({ params }: Props) {
  const { token } = await params;
  const viewer = await getViewer();
  return (
    <BarePage>
      <InvitePage token={token} viewerEmail={viewer?.email ?? null} />
    </BarePage>
  );
}
