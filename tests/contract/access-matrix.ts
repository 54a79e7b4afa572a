import type { MemberRole, Role } from "@/lib/platform/auth/permissions";
import type { TableRule } from "./support/matrix-types";

/**
 * What Atrium promises about access, stated apart from the code that keeps the promise: nothing here is imported from
 * permissions.ts or read from a policy. Source: the role table of the product (owner, admin, editor, viewer, guest).
 * A table, permission or route that is missing here fails the contract tests.
 */

const nobody = null;
const everyone: Role[] = ["guest", "viewer", "editor", "admin", "owner"];
const members: Role[] = ["viewer", "editor", "admin", "owner"];
const makers: Role[] = ["editor", "admin", "owner"];
const managers: Role[] = ["admin", "owner"];
const owners: Role[] = ["owner"];

export const expectedRoles: Record<string, readonly Role[]> = {
  "workspace.read": everyone,
  "workspace.update": managers,
  "workspace.delete": owners,
  "workspace.transfer": owners,
  "workspace.leave": everyone,
  "members.read": members,
  "members.write": managers,
  "invites.read": makers,
  "invites.write": makers,
  "api_keys.read": managers,
  "api_keys.write": managers,
  "audit.read": managers,
  "audit.export": managers,
  "activity.read": members,
  "jobs.read": managers,
  "jobs.write": managers,
  "projects.read": everyone,
  "projects.write": makers,
  "projects.delete": managers,
  "builds.read": members,
  "builds.write": makers,
  "templates.read": members,
  "templates.write": makers,
  "templates.review": members,
  "ai_usage.read": managers,
};

/** What an API key can be given. Everything else takes a person. */
export const expectedScopes: readonly string[] = [
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
];

/**
 * Who may call each operation: a permission of the table above; `self` and `account`, any signed-in person about
 * themselves and no API key; `public`, anybody; `machine`, programs with or without an operator's token.
 */
export const expectedAccess: Record<string, string> = {
  acceptInvite: "account",
  changeEmail: "account",
  changePassword: "account",
  createApiKey: "api_keys.write",
  createBuild: "builds.write",
  createInvite: "invites.write",
  createProject: "projects.write",
  createWorkspace: "self",
  declineInvite: "public",
  deleteProject: "projects.delete",
  deleteTemplate: "templates.write",
  deleteTemplateReview: "templates.review",
  deleteWorkspace: "workspace.delete",
  downloadBuild: "builds.read",
  editBuild: "builds.write",
  endSession: "self",
  exportAuditLogs: "audit.export",
  getBuild: "builds.read",
  getBuildFile: "builds.read",
  getBuildRun: "builds.read",
  getHealth: "machine",
  getMe: "self",
  getMetrics: "machine",
  getOpenApi: "public",
  getProject: "projects.read",
  getReadiness: "machine",
  getTemplate: "templates.read",
  getWorkspace: "workspace.read",
  getWorkspaceLogo: "workspace.read",
  leaveWorkspace: "workspace.leave",
  listActivity: "activity.read",
  listAiUsage: "ai_usage.read",
  listApiKeys: "api_keys.read",
  listAuditLogs: "audit.read",
  listBuildRuns: "builds.read",
  listBuilds: "builds.read",
  listDeadJobs: "jobs.read",
  listInvites: "invites.read",
  listMembers: "members.read",
  listNotificationPreferences: "self",
  listNotifications: "self",
  listProjects: "projects.read",
  listReportedReviews: "machine",
  listSessions: "self",
  listTemplateReviews: "templates.read",
  listTemplates: "templates.read",
  listWorkspaces: "self",
  markNotificationsRead: "self",
  moderateTemplates: "machine",
  previewBuild: "builds.read",
  previewInvite: "public",
  previewTemplate: "templates.read",
  proposeBuildChange: "builds.write",
  publishTemplate: "templates.write",
  removeMember: "members.write",
  removeWorkspaceLogo: "workspace.update",
  reportTemplateReview: "templates.review",
  requestInvite: "public",
  resendConfirmation: "public",
  resendInvite: "invites.write",
  restoreBuild: "builds.write",
  restoreWorkspace: "workspace.delete",
  retryJob: "jobs.write",
  revokeApiKey: "api_keys.write",
  reviewTemplate: "templates.review",
  revokeInvite: "invites.write",
  rotateApiKey: "api_keys.write",
  runJobs: "machine",
  runJobsByCron: "machine",
  sendMagicLink: "public",
  sendRecovery: "public",
  setNotificationPreference: "self",
  setWorkspaceLogo: "workspace.update",
  signIn: "public",
  signInToDemo: "public",
  signOut: "public",
  signUp: "public",
  startBuildRun: "builds.write",
  startOAuth: "public",
  streamBuildRun: "builds.read",
  transferWorkspace: "workspace.transfer",
  unsubscribeFromMail: "machine",
  updateMe: "self",
  updateMember: "members.write",
  updateProject: "projects.write",
  updateTemplate: "templates.write",
  updateWorkspace: "workspace.update",
  useTemplate: "builds.write",
  verifyAuditLogs: "audit.read",
  verifyLink: "public",
};

/** Least role for rows of one workspace, the same for all four verbs or per verb. */
const readable = (role: MemberRole, change: TableRule["change"]): TableRule => ({
  select: { role },
  insert: nobody,
  update: nobody,
  delete: nobody,
  change,
});
const sealed = (change: TableRule["change"]): TableRule => ({
  select: nobody,
  insert: nobody,
  update: nobody,
  delete: nobody,
  change,
});

export const expectedTables: Record<string, TableRule> = {
  "public.profiles": {
    select: { role: "viewer", own: true },
    insert: nobody,
    update: { own: true },
    delete: nobody,
    change: ["display_name", "'Changed'"],
  },
  "public.workspaces": {
    select: { role: "viewer", guest: true, deleted: "owner" },
    insert: nobody,
    update: { role: "admin" },
    delete: nobody,
    change: ["name", "'Changed'"],
  },
  "public.workspace_members": {
    select: { role: "viewer", own: true },
    insert: nobody,
    update: { role: "admin", refused: { owner: "owner" }, kept: ["owner"] },
    delete: { role: "admin", own: true, refused: { owner: "owner" }, kept: ["owner"] },
    change: ["role", "'editor'"],
  },
  "public.projects": {
    select: { role: "viewer", guest: true },
    insert: { role: "editor" },
    update: { role: "editor" },
    delete: { role: "admin" },
    change: ["name", "'Changed'"],
  },
  "public.project_collaborators": {
    select: { role: "viewer", own: true },
    insert: nobody,
    update: nobody,
    delete: { role: "editor", own: true },
    change: ["created_at", "now()"],
  },
  "public.workspace_invites": {
    select: { role: "admin", variants: { guest: "editor" } },
    // Nobody invites above their own role.
    insert: { role: "admin", variants: { guest: "editor", owner: "owner" } },
    update: { role: "admin", variants: { guest: "editor" } },
    delete: nobody,
    change: ["revoked_at", "now()"],
  },
  "public.api_keys": {
    select: { role: "admin" },
    // A leaked key must not be able to outlive its own revocation.
    insert: { role: "admin", keys: false },
    update: { role: "admin" },
    delete: nobody,
    change: ["revoked_at", "now()"],
  },
  "public.builds": {
    select: { role: "viewer" },
    insert: { role: "editor" },
    update: nobody,
    delete: nobody,
    change: ["app_name", "'Changed'"],
  },
  // How far an idea is on its way is the server's own record.
  "public.build_runs": readable("viewer", ["status", "'failed'"]),
  // Listed ones are everybody's to see; what is private is its author's alone, whatever others' roles.
  "public.templates": {
    select: { role: "viewer", shared: true, secret: { kind: "private", role: "viewer" } },
    insert: nobody,
    update: { role: "admin", author: "editor", secret: { kind: "private", role: "editor" } },
    delete: { role: "admin", author: "editor", secret: { kind: "private", role: "editor" } },
    change: ["summary", "'Changed'"],
  },
  "public.template_reviews": {
    select: { own: true, shared: true },
    insert: { own: true },
    update: { own: true },
    delete: { own: true },
    change: ["body", "'Changed'"],
  },
  "public.template_uses": readable("viewer", ["template_version", "7"]),
  // What a model cost is the server's own record: no caller adds to it or takes from it.
  "public.ai_usage": readable("admin", ["cost_micro_usd", "0"]),
  "public.audit_logs": readable("admin", ["action", "'forged.entry'"]),
  "public.audit_actors": readable("viewer", ["name", "'Changed'"]),
  "public.activity_feed": readable("viewer", ["target_label", "'Changed'"]),
  "public.notifications": {
    select: { own: true },
    insert: nobody,
    update: { own: true },
    delete: nobody,
    change: ["read_at", "now()"],
  },
  "public.notification_preferences": {
    select: { own: true },
    insert: { own: true },
    update: { own: true },
    delete: { own: true },
    change: ["enabled", "false"],
  },
  "private.audit_checks": sealed(["workspaces", "0"]),
  "private.audit_context": sealed(["ip", "null"]),
  "private.audit_heads": sealed(["seq", "0"]),
  "private.idempotency_keys": sealed(["status", "500"]),
  "private.invitation_tokens": sealed(["superseded_at", "now()"]),
  "private.mailbox": sealed(["subject", "'Changed'"]),
  "private.template_review_reports": sealed(["reason", "'Changed'"]),
  "private.throttle": sealed(["hits", "0"]),
};
