/**
 * The one permission table. Route checks, the UI, API-key scopes and the contract tests all read it;
 * `private.role_rank` in SQL mirrors only the order of the roles.
 */

export const roles = ["guest", "viewer", "editor", "admin", "owner"] as const;
export type Role = (typeof roles)[number];
/** Roles a workspace member row can hold; a guest is a grant on single projects, never a member. */
export const memberRoles = ["viewer", "editor", "admin", "owner"] as const;
export type MemberRole = (typeof memberRoles)[number];

export const permissions = {
  "workspace.read": ["guest", "viewer", "editor", "admin", "owner"],
  "workspace.update": ["admin", "owner"],
  "workspace.delete": ["owner"],
  "workspace.transfer": ["owner"],
  "workspace.leave": ["guest", "viewer", "editor", "admin", "owner"],
  "members.read": ["viewer", "editor", "admin", "owner"],
  "members.write": ["admin", "owner"],
  // Editors see and send invitations of guests only: any other role takes `members.write` as well, and row level security
  // draws the same line.
  "invites.read": ["editor", "admin", "owner"],
  "invites.write": ["editor", "admin", "owner"],
  "api_keys.read": ["admin", "owner"],
  "api_keys.write": ["admin", "owner"],
  "audit.read": ["admin", "owner"],
  "audit.export": ["admin", "owner"],
  "activity.read": ["viewer", "editor", "admin", "owner"],
  "jobs.read": ["admin", "owner"],
  "jobs.write": ["admin", "owner"],
  "projects.read": ["guest", "viewer", "editor", "admin", "owner"],
  "projects.write": ["editor", "admin", "owner"],
  "projects.delete": ["admin", "owner"],
  // Who sees a project, changes its visibility and adds people. Creators and admins decide about visibility; row level security
  // draws that line. No API key can be given this.
  "projects.share": ["editor", "admin", "owner"],
  // Collaborators have a role of their own in each project: what it allows there is for `requireProjectEditor` and row level
  // security to say.
  "builds.read": ["guest", "viewer", "editor", "admin", "owner"],
  "builds.write": ["guest", "viewer", "editor", "admin", "owner"],
  // Who made which version, and how many plans are left today: the workspace's own business, so not for guests or keys.
  "generations.read": ["viewer", "editor", "admin", "owner"],
  // Whoever sees a project comments on it. A comment is a person's: no API key can be given this; reading them takes `builds.read`.
  "comments.write": ["guest", "viewer", "editor", "admin", "owner"],
  "templates.read": ["viewer", "editor", "admin", "owner"],
  // Editors publish and change what they published; admins change every template of the workspace. Row level security draws
  // that line. Starting a project from a template takes `builds.write`.
  "templates.write": ["editor", "admin", "owner"],
  // A review is a person's: no API key can be given this.
  "templates.review": ["viewer", "editor", "admin", "owner"],
  "ai_usage.read": ["admin", "owner"],
  // A connection lets the workspace act as somebody elsewhere: people give and take it, no API key does.
  "connections.read": ["editor", "admin", "owner"],
  "connections.write": ["admin", "owner"],
  // Acts with a connection; the list of exports is `builds.read`.
  "exports.write": ["editor", "admin", "owner"],
  // Assistants with their sources, written answers and tests. Those of a private project are for whoever sees the project.
  "assistants.read": ["viewer", "editor", "admin", "owner"],
  "assistants.write": ["editor", "admin", "owner"],
  "assistants.delete": ["admin", "owner"],
  "conversations.read": ["viewer", "editor", "admin", "owner"],
  // An answer to a visitor is a person's: no API key can be given this.
  "conversations.write": ["editor", "admin", "owner"],
  "conversations.delete": ["admin", "owner"],
  "leads.read": ["editor", "admin", "owner"],
  "leads.write": ["editor", "admin", "owner"],
  "leads.delete": ["admin", "owner"],
  "leads.export": ["admin", "owner"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as Permission[];

/** What an API key may be given: `<resource>.read|write`. Human-only permissions are left out on purpose. */
export const apiKeyScopes = [
  "workspace.read",
  "members.read",
  "invites.read",
  "invites.write",
  "audit.read",
  "activity.read",
  "projects.read",
  "projects.write",
  "builds.read",
  "builds.write",
  "templates.read",
  "templates.write",
  "assistants.read",
  "assistants.write",
  "conversations.read",
  "leads.read",
] as const satisfies readonly Permission[];
export type ApiKeyScope = (typeof apiKeyScopes)[number];

export function roleAllows(role: Role, permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return allowed.includes(role);
}

export function roleRank(role: Role): number {
  return roles.indexOf(role);
}
