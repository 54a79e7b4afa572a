import type { World } from "../../factories/world";
import type { Table } from "./catalogue";
import type { ActorName, Rule } from "./matrix-types";

export type Actor = {
  name: ActorName;
  kind: "anon" | "person" | "key" | "visitor";
  userId?: string;
  /** Place in workspace A; in no other living workspace has an actor one. */
  role: string | null;
  /** Place in the deleted workspace. */
  roleInDeleted: string | null;
};

/** What matters of a row for deciding who may reach it. */
export type RowLabel = {
  key: string;
  row: Record<string, unknown>;
  workspaces: string[];
  owner: string | undefined;
  /** Who made a template. */
  author: string | undefined;
  /** Shown to all tenants. */
  shared: boolean;
  guest: boolean;
  /** The project a row belongs to. */
  project: WorldProject | undefined;
  /** Who wrote a comment. */
  writer: string | undefined;
  /** What belongs to an assistant, and what to one of its visitors. */
  assistant: string | undefined;
  visitor: string | undefined;
  variant: string | undefined;
};

/** What decides who sees a project. */
export type WorldProject = { isPrivate: boolean; creator: string | null; grants: Map<string, string> };

/** What a row's other rows say about it: places of people, projects, assistants and their visitors, each by its id. */
export type Surroundings = {
  memberships: Map<string, string[]>;
  projects: Map<string, WorldProject>;
  /** By the id of an assistant or of its corpus. */
  assistants: Map<string, { id: string; projectId: string | null }>;
  /** By the id of a conversation or of a message. */
  visitors: Map<string, string>;
};

export type Reach = "allowed" | "hidden" | "refused";

const order = ["guest", "viewer", "editor", "admin", "owner"];
const atLeast = (role: string | null, least: string) => role !== null && order.indexOf(role) >= order.indexOf(least);

export function actorsOf(world: World): Actor[] {
  const person = (
    name: ActorName & keyof World,
    role: string | null,
    roleInDeleted: string | null = null,
  ): Actor | undefined => {
    const who = world[name];
    return typeof who === "object" && "sessionId" in who
      ? { name, kind: "person", userId: who.id, role, roleInDeleted }
      : undefined;
  };
  const key = (name: ActorName, role: string): Actor => ({ name, kind: "key", role, roleInDeleted: null });
  return [
    { name: "anon" as const, kind: "anon" as const, role: null, roleInDeleted: null },
    person("stranger", null),
    person("guest", "guest", "guest"),
    person("viewer", "viewer", "viewer"),
    person("editor", "editor"),
    person("admin", "admin", "admin"),
    person("owner", "owner", "owner"),
    key("viewerKey", "viewer"),
    key("editorKey", "editor"),
    key("adminKey", "admin"),
  ].filter((actor): actor is Actor => actor !== undefined);
}

/** Actors that only a connection to the database has: visitors have no token of the Data API. */
export function sqlActorsOf(world: World): Actor[] {
  return [...actorsOf(world), { name: "visitor", kind: "visitor", role: null, roleInDeleted: null }];
}

export function labelRow(
  table: Table,
  { key, row }: Pick<RowLabel, "key" | "row">,
  context: Surroundings & { world: World },
): RowLabel {
  const text = (name: string) => (typeof row[name] === "string" ? row[name] : undefined);
  const is = (name: string) => table.name === `public.${name}`;
  const isProfile = table.name === "public.profiles";
  const owner = isProfile ? text("id") : text("user_id");
  const isTemplate = table.name === "public.templates";
  const workspace =
    table.name === "public.workspaces" ? text("id") : text(isTemplate ? "owner_workspace_id" : "workspace_id");
  const { world, memberships, projects, assistants, visitors } = context;
  const assistant = assistants.get((is("assistants") ? text("id") : text("assistant_id")) ?? String(row.corpus_id));
  return {
    key,
    row,
    workspaces: isProfile ? (memberships.get(owner ?? "") ?? []) : workspace === undefined ? [] : [workspace],
    owner,
    author: isTemplate ? text("created_by") : undefined,
    // The reviews of the world are of listed templates.
    shared: row.listed === true || (table.name === "public.template_reviews" && row.status !== "hidden"),
    guest: row.id === world.a.id,
    project: projects.get(text(is("projects") ? "id" : "project_id") ?? assistant?.projectId ?? ""),
    writer: is("build_comments") ? text("created_by") : undefined,
    assistant: assistant?.id,
    visitor: visitors.get((is("conversations") ? text("id") : (text("conversation_id") ?? text("message_id"))) ?? ""),
    variant: isTemplate ? text("visibility") : table.columns.includes("role") ? text("role") : undefined,
  };
}

/** What an actor may do in a project of workspace A. */
function placeIn({ isPrivate, creator, grants }: WorldProject, { kind, userId, role }: Actor): string | null {
  const grant = userId === undefined ? undefined : grants.get(userId);
  const isTeam = role === "admin" || role === "owner" || !isPrivate || (kind === "person" && creator === userId);
  const places = [grant, isTeam && role !== "guest" ? role : null].filter((place) => typeof place === "string");
  return places.sort((a, b) => order.indexOf(b) - order.indexOf(a))[0] ?? null;
}

export function reach(rule: Rule | null, label: RowLabel, actor: Actor, world: World): Reach {
  if (rule === null || actor.kind === "anon") return "hidden";
  if (actor.kind === "visitor") {
    const { visitorId, assistantId } = world.a;
    const isTheirs = rule.visitor === "own" ? label.visitor === visitorId : label.assistant === assistantId;
    return rule.visitor !== undefined && isTheirs ? "allowed" : "hidden";
  }
  if (rule.own && label.owner !== undefined && label.owner === actor.userId) return "allowed";
  if (rule.shared && label.shared) return "allowed";
  let best: Reach = "hidden";
  for (const workspace of label.workspaces) {
    if (workspace === world.deleted.id && rule.deleted && atLeast(actor.roleInDeleted, rule.deleted)) return "allowed";
    if (workspace !== world.a.id) continue;
    if (actor.kind === "key" && rule.keys === false) continue;
    if (rule.writer) {
      if (actor.kind !== "person" || !label.project) continue;
      const place = placeIn(label.project, actor);
      if (label.writer === actor.userId && atLeast(place, "viewer")) return "allowed";
      if (rule.writer.others && atLeast(actor.role, rule.writer.others)) return "allowed";
      if (rule.writer.refused && atLeast(place, rule.writer.refused)) best = "refused";
      continue;
    }
    if (rule.project && label.project && !atLeast(placeIn(label.project, actor), rule.project)) continue;
    // The place in the project is enough where no role in the workspace is asked for.
    if (rule.project && label.project && rule.role === undefined) return "allowed";
    const isAuthor = label.author !== undefined && label.author === actor.userId;
    if (rule.secret && rule.secret.kind === label.variant) {
      if (isAuthor && atLeast(actor.role, rule.secret.role)) return "allowed";
      continue;
    }
    if (isAuthor && rule.author && atLeast(actor.role, rule.author)) return "allowed";
    if (rule.guest && label.guest && actor.role === "guest") return "allowed";
    const least = (label.variant !== undefined ? rule.variants?.[label.variant] : undefined) ?? rule.role;
    if (least === undefined || !atLeast(actor.role, least)) continue;
    const bar = label.variant === undefined ? undefined : rule.refused?.[label.variant];
    if (bar === undefined || atLeast(actor.role, bar)) return "allowed";
    best = "refused";
  }
  return best;
}

/** Rows that look the same to an actor; one of each is enough to try. */
export function signature(label: RowLabel, actor: Actor): string {
  const mine = label.owner === actor.userId && actor.userId;
  const place = label.project ? (placeIn(label.project, actor) ?? "none") : "no project";
  const authored = [label.author === actor.userId, label.writer === actor.userId];
  const spoken = actor.kind === "visitor" && [label.assistant, label.visitor];
  return [label.workspaces.join(), label.variant, label.guest, mine, ...authored, place, spoken].join("/");
}
