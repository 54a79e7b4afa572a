import { humanizeCode } from "@/lib/shared/format";

const words: Record<string, string> = {
  "workspace.created": "created the workspace",
  "workspace.updated": "changed the workspace",
  "workspace.deleted": "deleted the workspace",
  "workspace.restored": "restored the workspace",
  "workspace.transferred": "handed the workspace over to",
  "workspace.logo_changed": "changed the logo of",
  "member.joined": "joined",
  "member.left": "left",
  "member.removed": "removed",
  "member.role_changed": "changed the role of",
  "invite.created": "invited",
  "invite.resent": "sent the invitation again to",
  "invite.revoked": "withdrew the invitation of",
  "invite.accepted": "accepted the invitation to",
  "invite.declined": "declined the invitation to",
  "api_key.created": "created the API key",
  "api_key.rotated": "rotated the API key",
  "api_key.revoked": "revoked the API key",
  "project.created": "created the project",
  "project.updated": "changed the project",
  "project.archived": "archived the project",
  "project.unarchived": "brought back the project",
  "project.deleted": "deleted the project",
  "build.created": "built",
};

export function activityWords(action: string): string {
  return words[action] ?? humanizeCode(action).toLowerCase();
}
