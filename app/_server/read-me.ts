import "server-only";
import { type DehydratedState, dehydrate, QueryClient } from "@tanstack/react-query";
import { cache } from "react";
import type { Me } from "@/lib/features/account/account.schema";
import { getMe } from "@/lib/features/account/services/me";
import { withViewer } from "@/lib/platform/auth/viewer";

export const readMe = cache((): Promise<Me | null> => withViewer((tx, viewer) => getMe(tx, viewer.id)));

/** Sends the shell's own data along with the page, so that it paints whole. Same key as `useMe`. */
export async function meState(): Promise<DehydratedState> {
  const client = new QueryClient();
  const me = await readMe();
  if (me !== null) client.setQueryData(["me"], me);
  return dehydrate(client);
}
