import type { Repository } from "@/lib/features/connection/connection.schema";

/** Why nothing can be exported there. */
export function unusable({ archived, canPush }: Repository): string | undefined {
  if (archived) return "archived: nothing can be pushed to it";
  return canPush ? undefined : "the account may read it but not push";
}

/** `owner/name` as it was chosen, typed or pasted with its address; a name alone is one of the account's own. */
export function splitRepository(text: string, account: string): { owner: string; repository: string } {
  const path = text
    .trim()
    .replace(/^https?:\/\/[^/]+\//i, "")
    .replace(/\/+$/, "")
    .replace(/\.git$/i, "");
  const slash = path.indexOf("/");
  if (slash === -1) return { owner: account, repository: path };
  return { owner: path.slice(0, slash), repository: path.slice(slash + 1) };
}
