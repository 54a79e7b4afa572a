import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { WorkspacesPage } from "@/components/account/workspaces-page";
import { single } from "@/components/auth/with-next";
import { getMe } from "@/lib/features/account/services/me";
import { withViewer } from "@/lib/platform/auth/viewer";

export const metadata: Metadata = { title: "My workspaces" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Every sign-in lands here, so the way on is decided before anything is drawn. `?choose` asks for the list. */
export default async function Page({ searchParams }: Props) {
  const choose = single(await searchParams, "choose") !== undefined;
  const me = await withViewer((tx, viewer) => getMe(tx, viewer.id));
  if (me === null) redirect(choose ? "/sign-in?next=%2Fworkspaces%3Fchoose%3D1" : "/sign-in");
  if (me.workspaces.length === 0) redirect("/welcome");
  if (!choose) {
    const live = me.workspaces.filter((item) => item.deletedAt === null);
    const only = live.length === 1 ? live[0] : undefined;
    const open = live.find((item) => item.id === me.lastWorkspaceId) ?? only;
    if (open !== undefined) redirect(`/${open.slug}`);
  }
  return <WorkspacesPage />;
}
