import { humanizeCode } from "@/lib/shared/format";

const words: Record<string, string> = {
  "workspace.created": "created the workspace",
  "workspace.updated": "changed the workspace",
  "workspace.deleted": "deleted the workspace",
  "workspace.restored": "restored the workspace",
  "member.created": "added",
  "member.updated": "changed the membership of",
  "member.role_changed": "changed the role of",
  "member.deleted": "removed",
  "guest.created": "opened a project to",
  "guest.deleted": "closed a project to",
  "invite.created": "invited",
  "invite.resent": "sent the invitation again to",
  "invite.revoked": "withdrew the invitation of",
  "invite.accepted": "accepted the invitation for",
  "invite.declined": "declined the invitation for",
  "api_key.created": "created the API key",
  "api_key.rotated": "rotated the API key",
  "api_key.revoked": "revoked the API key",
  "project.created": "created the project",
  "project.updated": "changed the project",
  "project.archived": "archived the project",
  "project.unarchived": "brought back the project",
  "project.deleted": "deleted the project",
  "build.created": "built",
  "build.downloaded": "downloaded a build",
  "build.deleted": "deleted a build of",
  "template.published": "published the template",
  "template.unpublished": "took back the template",
  "template.updated": "changed the template",
  "template.deleted": "deleted the template",
  "template.featured": "featured the template",
  "template.removed": "took down the template",
  "template.restored": "brought back the template",
  "template.used": "started from the template",
  "export.created": "asked for an export of",
  "export.succeeded": "exported",
  "export.failed": "could not export",
  "connection.created": "connected the account",
  "connection.replaced": "replaced the token of",
  "connection.refused": "was refused the token of",
  "connection.deleted": "disconnected the account",
  "audit.exported": "exported the audit log",
  "job.retried": "retried a failed job",
};

/** `own`: somebody acts on themselves, so "added Robin" is really "joined". */
export function activityWords(action: string, own: boolean): string {
  if (own && action === "member.created") return "joined";
  if (own && action === "member.deleted") return "left";
  return words[action] ?? humanizeCode(action).toLowerCase();
}
