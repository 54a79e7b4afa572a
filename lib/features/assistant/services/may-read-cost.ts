import "server-only";
import { type Role, roleAllows } from "@/lib/platform/auth/permissions";
import type { Entered } from "@/lib/platform/db/db";

/** Costs are for those who read them in AI usage: people of that role, and no API key. */
export function mayReadCost(caller: Entered["caller"], workspace: { role: Role }): boolean {
  return caller.kind === "user" && roleAllows(workspace.role, "ai_usage.read");
}
