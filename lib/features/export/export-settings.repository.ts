import "server-only";
import { sql } from "kysely";
import { z } from "zod";
import { type SealPlace, seal, unseal } from "@/lib/platform/crypto/secret-box";
import type { Tx } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";

/** A setting of a generated project. Whether it is secret is told by its name: what pages hold is public by it. */
export type Setting = { name: string; value: string };
const settings = z.array(z.strictObject({ name: z.string(), value: z.string() }));

const placeOf = (workspaceId: string, exportId: string): SealPlace => ({
  workspaceId,
  table: "export_settings",
  column: "sealed",
  rowId: exportId,
});

/** The values of a deploy's settings on their way to the host; out of every caller's reach. */
export function exportSettings(tx: Tx, workspaceId: string) {
  return {
    /** Only `elevated`. @throws ServiceUnavailableError ENCRYPTION_NOT_CONFIGURED */
    keep: async (exportId: string, values: readonly Setting[]): Promise<void> => {
      const { text, keyId } = seal(env().ENCRYPTION_KEYS, JSON.stringify(values), placeOf(workspaceId, exportId));
      await tx
        .insertInto("private.export_settings")
        .values({ export_id: exportId, workspace_id: workspaceId, sealed: text, key_id: keyId })
        .execute();
    },

    /** Only the service. Undefined when they were forgotten. @throws EncryptionError */
    read: async (exportId: string): Promise<Setting[] | undefined> => {
      const row = await tx
        .selectFrom("private.export_settings")
        .select("sealed")
        .where("workspace_id", "=", workspaceId)
        .where("export_id", "=", exportId)
        .executeTakeFirst();
      if (!row) return undefined;
      return settings.parse(JSON.parse(unseal(env().ENCRYPTION_KEYS, row.sealed, placeOf(workspaceId, exportId))));
    },

    /** Only the service or `elevated`. */
    forget: async (exportId: string): Promise<void> => {
      await tx
        .deleteFrom("private.export_settings")
        .where("workspace_id", "=", workspaceId)
        .where("export_id", "=", exportId)
        .execute();
    },
  };
}

/** Values that were never sent, of all workspaces; only the service. @returns how many deploys they were of */
export async function forgetStaleSettings(tx: Tx, hours: number): Promise<number> {
  const rows = await tx
    .deleteFrom("private.export_settings")
    .where("created_at", "<", sql<string>`now() - make_interval(hours => ${hours})`)
    .returning("export_id")
    .execute();
  return rows.length;
}
