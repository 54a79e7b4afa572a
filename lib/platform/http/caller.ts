import type { Entered } from "@/lib/platform/db/db";

const nobody = "00000000-0000-0000-0000-000000000000";

/** The person's id; for an API key an id that no person has, so that "mine" matches nothing. */
export function callerId(caller: Entered["caller"]): string {
  return caller.kind === "user" ? caller.userId : nobody;
}

/** For `created_by` columns: the person, or null when a key acts. */
export function authorId(caller: Entered["caller"]): string | null {
  return caller.kind === "user" ? caller.userId : null;
}
