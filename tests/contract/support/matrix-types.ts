import type { MemberRole } from "@/lib/platform/auth/permissions";

/**
 * Who may do one verb to a row. Without a field nobody may; `null` means nobody at all, whatever the row.
 * Rows of a deleted workspace are out of everybody's reach unless the rule says otherwise.
 */
export type Rule = {
  /** Least role in the row's own workspace. */
  role?: MemberRole;
  /** Guests too, for the workspace of a project they are on. */
  guest?: true;
  /** Least role in the row's project or its assistant's, if it has one: of a member where the project is shown to the workspace, or a collaborator's. */
  project?: "viewer" | "editor";
  /** Whoever wrote the row and still sees its project, never a key; beside them a role of the workspace, or nobody. */
  writer?: {
    others?: MemberRole;
    /** Within reach of people with that role in the project, whom a trigger refuses. */
    refused?: "editor";
  };
  /** The person a row is about, whatever their role and whatever became of the workspace. */
  own?: true;
  /** Everybody signed in and every key, for rows that are shown to all tenants. */
  shared?: true;
  /** Least role of whoever made the row, where that is less than `role`. */
  author?: MemberRole;
  /** Rows of that kind are their author's alone, who must still hold the role. */
  secret?: { kind: string; role: MemberRole };
  /** Least role for rows of a deleted workspace. */
  deleted?: MemberRole;
  /** Visitors of a website: of the row's assistant, or in whose conversation the row is. */
  visitor?: "assistant" | "own";
  /** API keys are refused although their role would do. */
  keys?: false;
  /** Least role for rows of that kind, instead of `role`. */
  variants?: Record<string, MemberRole>;
  /** Rows of that kind are within reach, but below this role a trigger refuses the statement. */
  refused?: Record<string, MemberRole>;
  /** Rows of that kind stay when the change is to be committed, whoever made it (the only owner). */
  kept?: readonly string[];
};

export type Verb = "select" | "insert" | "update" | "delete";
export const verbs: readonly Verb[] = ["select", "insert", "update", "delete"];

export type TableRule = Record<Verb, Rule | null> & {
  /** A change that a caller with the right makes: column and the SQL literal of its new value, or one `case` between two. */
  change: readonly [column: string, literal: string];
};

export const actorNames = [
  "anon",
  "stranger",
  "guest",
  "viewer",
  "editor",
  "admin",
  "owner",
  "viewerKey",
  "editorKey",
  "adminKey",
  "visitor",
] as const;
export type ActorName = (typeof actorNames)[number];
