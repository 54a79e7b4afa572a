import type { Activity } from "@/lib/features/notification/notification.schema";

const sentences: Record<string, string> = {
  "workspace.created": "created the workspace",
  "workspace.updated": "changed the workspace",
  "workspace.deleted": "deleted the workspace",
  "workspace.restored": "restored the workspace",
  "member.created": "brought in",
  "member.deleted": "removed or left:",
  "member.role_changed": "changed the role of",
  "guest.created": "gave project access to",
  "guest.deleted": "ended project access of",
  "project.created": "created the project",
  "project.updated": "changed the project",
  "project.archived": "archived the project",
  "project.unarchived": "brought back the project",
  "project.deleted": "deleted the project",
  "build.created": "built a new version of",
  "build.downloaded": "downloaded a build of",
  "build.deleted": "deleted a build of",
  "invite.created": "invited",
  "invite.resent": "sent the invitation again to",
  "invite.accepted": "accepted the invitation for",
  "invite.declined": "declined the invitation for",
  "invite.revoked": "withdrew the invitation to",
};

/** `Robin` + `created the project` + `Member app`: what happened, without the names. */
export function activityWords(entry: Pick<Activity, "action">): string {
  return sentences[entry.action] ?? entry.action.replace(".", " ").replaceAll("_", " ");
}
