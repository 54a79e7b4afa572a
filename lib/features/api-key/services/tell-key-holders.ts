import "server-only";
import { notify } from "@/lib/features/notification/services/notify";
import type { Tx } from "@/lib/platform/db/db";
import { type ApiKeyRow, keyWorkspaceRepository } from "../api-key.repository";

type Event = {
  type: "api_key.created" | "api_key.rotated";
  key: ApiKeyRow;
  actorName: string;
  /** Creators whose key it is or was; those who have left are told nothing. */
  creators: (string | null)[];
};

/** A new key is a new way in: its creator and every owner hear of it, in the app and by mail. */
export async function tellKeyHolders(tx: Tx, workspace: { id: string; slug: string }, event: Event): Promise<void> {
  const owners = await keyWorkspaceRepository(tx, workspace.id).owners();
  const creators = event.creators.filter((id) => id !== null);
  for (const userId of new Set([...creators, ...owners])) {
    await notify(tx, {
      userId,
      type: event.type,
      title: `API key "${event.key.name}" was ${event.type === "api_key.created" ? "created" : "rotated"}`,
      body: `By ${event.actorName}. It may: ${event.key.scopes.join(", ")}. If this was not expected, revoke the key.`,
      href: `/${workspace.slug}/settings/api-keys`,
      workspaceId: workspace.id,
      dedupeKey: `${event.type}:${event.key.id}`,
    });
  }
}
