import "server-only";
import { type DehydratedState, dehydrate, QueryClient } from "@tanstack/react-query";
import { cache } from "react";
import type { Me, WorkspaceSummary } from "@/lib/features/account/account.schema";
import { getMe } from "@/lib/features/account/services/me";
import { withViewer } from "@/lib/platform/auth/viewer";

export const readMe = cache((): Promise<Me | null> => withViewer((tx, viewer) => getMe(tx, viewer.id)));

/** The workspace of an address, which may name it by its id, too. Null when the viewer has no place in it. */
export async function readWorkspace(slug: string): Promise<WorkspaceSummary | null> {
  return (await readMe())?.workspaces.find((item) => item.slug === slug || item.id === slug) ?? null;
}

/** Sends the shell's own data along with the page, so that it paints whole. Same key as `useMe`. */
export async function meState(): Promise<DehydratedState> {
  const client = new QueryClient();
  const me = await readMe();
  if (me !== null) client.setQueryData(["me"], me);
  return dehydrate(client);
}
