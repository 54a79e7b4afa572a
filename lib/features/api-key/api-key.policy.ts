import { type ApiKeyScope, type Role, roleAllows } from "@/lib/platform/auth/permissions";

export type KeyRole = "viewer" | "editor" | "admin";

/**
 * The least role that row level security lets through for each scope. A new scope does not compile until it is decided
 * here. Reading invitations and the audit log takes an admin, because the policies of those tables do.
 */
const neededRole: Record<ApiKeyScope, KeyRole> = {
  "workspace.read": "viewer",
  "members.read": "viewer",
  "invites.read": "admin",
  "invites.write": "admin",
  "audit.read": "admin",
  "activity.read": "viewer",
  "projects.read": "viewer",
  "projects.write": "editor",
  "builds.read": "viewer",
  "builds.write": "editor",
  "templates.read": "viewer",
  "templates.write": "editor",
  "assistants.read": "viewer",
  "assistants.write": "editor",
  "conversations.read": "viewer",
  "leads.read": "editor",
};

/** What the wall has to let a key do for its scopes to work, and no more. The scopes themselves stay the narrower check. */
export function keyRoleFor(scopes: readonly ApiKeyScope[]): KeyRole {
  const needed = scopes.map((scope) => neededRole[scope]);
  if (needed.includes("admin")) return "admin";
  return needed.includes("editor") ? "editor" : "viewer";
}

/** Scopes a person of this role cannot hand out, because they could not do it themselves. */
export function scopesBeyond(role: Role, scopes: readonly ApiKeyScope[]): ApiKeyScope[] {
  return scopes.filter((scope) => !roleAllows(role, scope));
}

type KeyFacts = { revoked_at: string | null; is_expired: boolean; is_rotated: boolean; rotates_at: string | null };

/** In the order in which the entry statement refuses a key. */
export function keyStatus(key: KeyFacts): "active" | "rotating" | "rotated" | "expired" | "revoked" {
  if (key.revoked_at !== null) return "revoked";
  if (key.is_rotated) return "rotated";
  if (key.is_expired) return "expired";
  return key.rotates_at === null ? "active" : "rotating";
}
