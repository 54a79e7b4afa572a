import type { Role } from "@/lib/platform/auth/permissions";

export const roleWords: Record<Role, { label: string; can: string }> = {
  owner: { label: "Owner", can: "everything, including deleting or handing over the workspace." },
  admin: { label: "Admin", can: "manage people, keys, settings and projects." },
  editor: { label: "Editor", can: "create and change projects and builds." },
  viewer: { label: "Viewer", can: "read everything, change nothing." },
  guest: { label: "Guest", can: "see the projects they are added to, without a seat." },
};

/** "an admin", "a viewer": for sentences. */
export function aRole(role: Role): string {
  const label = roleWords[role].label.toLowerCase();
  return `${/^[aeiou]/.test(label) ? "an" : "a"} ${label}`;
}
