import { sqlIdent, sqlText } from "../escape";
import type { Model } from "../model";
import type { PolicyFact } from "../sql/access";
import { auditedTables, historyTable } from "../sql/behaviour";
import { type Check, type Context, orgId, rowId } from "./cells";
import { type Actor, uuid } from "./simulate";

const fact = (
  table: string,
  command: string,
  role: PolicyFact["role"] = "authenticated",
  policy = `${table}_${command}`,
): PolicyFact => ({
  table,
  policy,
  command,
  role,
});

/** Policies of the tables every project has. */
export function builtInPolicies(model: Model): PolicyFact[] {
  const history = auditedTables(model).map((table) => fact(historyTable(table), "select"));
  const organizations = model.isOrg
    ? [
        ...["select", "insert", "update", "delete"].map((command) => fact("organizations", command)),
        ...["select", "insert", "update", "delete"].map((command) => fact("organization_members", command)),
        ...["select", "insert", "delete"].map((command) => fact("organization_invites", command)),
      ]
    : [];
  return [fact("profiles", "select"), fact("profiles", "update"), ...organizations, ...history];
}

/** Checks of profiles, organizations, history and storage. */
export function builtInChecks(context: Context): Check[] {
  return [
    ...profileChecks(context),
    ...(context.model.isOrg ? organizationChecks(context) : roleChecks(context)),
    ...historyChecks(context),
    ...(context.model.hasFiles ? storageChecks(context) : []),
  ];
}

const keys = (actors: readonly Actor[], allowed: (actor: Actor) => boolean): string[] =>
  actors.filter(allowed).map((actor) => actor.key);

const idOf = (actors: readonly Actor[], key: string): string => actors.find((actor) => actor.key === key)?.id ?? "";

function profileChecks({ model, actors, oracle }: Context): Check[] {
  const alice = actors.find((actor) => actor.key === "alice");
  if (!alice) return [];
  const id = sqlText(alice.id ?? "");
  const mayUpdate = (actor: Actor): boolean =>
    actor.key === "alice" || (!model.isOrg && actor.role !== null && model.adminRoles.includes(actor.role));
  return [
    {
      table: "profiles",
      title: "select alice's profile",
      sql: `select id from public.profiles where id = ${id}`,
      allowed: keys(actors, (actor) => oracle.canSeeProfile(actor, alice)),
    },
    {
      table: "profiles",
      title: "update alice's name",
      sql: `update public.profiles set display_name = 'x' where id = ${id} returning id`,
      allowed: keys(actors, mayUpdate),
    },
    {
      table: "profiles",
      title: "insert a profile",
      sql: `insert into public.profiles (id) values (${sqlText(uuid(9, 9))})`,
      allowed: [],
    },
    {
      table: "profiles",
      title: "delete alice's profile",
      sql: `delete from public.profiles where id = ${id} returning id`,
      allowed: [],
    },
  ];
}

function roleChecks({ model, actors }: Context): Check[] {
  const isAdmin = (actor: Actor): boolean => actor.role !== null && model.adminRoles.includes(actor.role);
  const admin = model.adminRoles[0] ?? model.defaultRole;
  if (model.adminRoles.includes(model.defaultRole)) return [];
  return [
    {
      table: "profiles",
      title: "make alice an admin",
      sql: `update public.profiles set role = ${sqlText(admin)} where id = ${sqlText(idOf(actors, "alice"))} returning id`,
      allowed: keys(actors, isAdmin),
    },
    {
      table: "profiles",
      title: "make oneself an admin",
      sql: `update public.profiles set role = ${sqlText(admin)} where id = :actor returning id`,
      allowed: keys(actors, isAdmin),
    },
  ];
}

const make = (table: string, title: string, options: { sql: string; allowed: string[] }): Check => ({
  table,
  title,
  ...options,
});

const isInvited = (actor: Actor): boolean => actor.key === "invited";
const isInA = (actor: Actor): boolean => actor.org === "a";
const isAdminOfA = (model: Model, actor: Actor): boolean =>
  isInA(actor) && actor.role !== null && model.adminRoles.includes(actor.role);

function organizationChecks(context: Context): Check[] {
  const { model, actors } = context;
  const a = sqlText(orgId("a"));
  const admins = keys(actors, (actor) => isAdminOfA(model, actor));
  const seen = keys(actors, (actor) => isInA(actor) || isInvited(actor));
  return [
    make("organizations", "select organization a", {
      sql: `select id from public.organizations where id = ${a}`,
      allowed: seen,
    }),
    make("organizations", "rename organization a", {
      sql: `update public.organizations set name = 'x' where id = ${a} returning id`,
      allowed: admins,
    }),
    make("organizations", "delete organization a", {
      sql: `delete from public.organizations where id = ${a} returning id`,
      allowed: admins,
    }),
    make("organizations", "found an organization", {
      sql: `insert into public.organizations (id, name) values (${sqlText(uuid(9, 1))}, 'New')`,
      allowed: keys(actors, (actor) => actor.id !== null),
    }),
    ...memberChecks(context, a),
    ...inviteChecks(context, a),
  ];
}

function memberChecks({ model, actors, oracle }: Context, a: string): Check[] {
  const bobActor = actors.find((actor) => actor.key === "bob");
  const bob = sqlText(bobActor?.id ?? "");
  const admin = sqlText(model.adminRoles[0] ?? model.defaultRole);
  const table = "organization_members";
  return [
    make(table, "select bob's membership", {
      sql: `select user_id from public.organization_members where org_id = ${a} and user_id = ${bob}`,
      allowed: keys(actors, (actor) => bobActor !== undefined && oracle.canSeeProfile(actor, bobActor)),
    }),
    make(table, "make bob an admin", {
      sql: `update public.organization_members set role = ${admin} where org_id = ${a} and user_id = ${bob} returning user_id`,
      allowed: keys(actors, (actor) => isAdminOfA(model, actor)),
    }),
    make(table, "remove bob", {
      sql: `delete from public.organization_members where org_id = ${a} and user_id = ${bob} returning user_id`,
      allowed: keys(actors, (actor) => isAdminOfA(model, actor) || actor.key === "bob"),
    }),
    make(table, "join organization a uninvited", {
      sql: `insert into public.organization_members (org_id, user_id, role) values (${a}, :actor, ${admin})`,
      allowed: model.adminRoles.includes(model.defaultRole) ? keys(actors, isInvited) : [],
    }),
    make(table, "accept an invite", {
      sql: `insert into public.organization_members (org_id, user_id, role) values (${a}, :actor, ${sqlText(model.defaultRole)})`,
      allowed: keys(actors, isInvited),
    }),
  ];
}

function inviteChecks({ model, actors }: Context, a: string): Check[] {
  const admins = keys(actors, (actor) => isAdminOfA(model, actor));
  const table = "organization_invites";
  return [
    make(table, "select the invites of a", {
      sql: `select id from public.organization_invites where org_id = ${a}`,
      allowed: keys(actors, (actor) => isAdminOfA(model, actor) || isInvited(actor)),
    }),
    make(table, "invite to organization a", {
      sql: `insert into public.organization_invites (org_id, email, role) values (${a}, 'new@example.invalid', ${sqlText(model.defaultRole)})`,
      allowed: admins,
    }),
    make(table, "withdraw an invite of a", {
      sql: `delete from public.organization_invites where org_id = ${a} returning id`,
      allowed: admins,
    }),
  ];
}

function historyChecks({ model, actors }: Context): Check[] {
  return auditedTables(model).flatMap((table) => {
    const name = historyTable(table);
    const full = `public.${sqlIdent(name)}`;
    const row = sqlText(rowId(model, table, "alice"));
    const readers = table.entity.audit?.readers ?? [];
    const roles = readers.flatMap((rule) => (rule.kind === "role" ? [rule.role] : []));
    const isWholeOrg = model.isOrg && (roles.length === 0 || readers.some((rule) => rule.kind === "orgMember"));
    const mayRead = (actor: Actor): boolean =>
      (!model.isOrg || actor.org === "a") && (isWholeOrg || (actor.role !== null && roles.includes(actor.role)));
    const org = model.isOrg ? { column: "org_id, ", value: `${sqlText(orgId("a"))}, ` } : { column: "", value: "" };
    return [
      {
        table: name,
        title: "read the history",
        sql: `select id from ${full} where row_id = ${row}`,
        allowed: keys(actors, mayRead),
      },
      {
        table: name,
        title: "add to the history",
        sql: `insert into ${full} (${org.column}row_id) values (${org.value}${row})`,
        allowed: [],
      },
      {
        table: name,
        title: "rewrite the history",
        sql: `update ${full} set new_value = 'x' where row_id = ${row} returning id`,
        allowed: [],
      },
      {
        table: name,
        title: "delete the history",
        sql: `delete from ${full} where row_id = ${row} returning id`,
        allowed: [],
      },
    ];
  });
}

function storageChecks({ actors }: Context): Check[] {
  const alice = idOf(actors, "alice");
  const onlyAlice = keys(actors, (actor) => actor.key === "alice");
  const name = sqlText(`${alice}/check.pdf`);
  return [
    {
      table: "storage.objects",
      title: "upload into alice's folder",
      sql: `insert into storage.objects (bucket_id, name) values ('uploads', ${name})`,
      allowed: onlyAlice,
    },
    {
      table: "storage.objects",
      title: "delete alice's files",
      sql: `delete from storage.objects where name like ${sqlText(`${alice}/%`)} returning name`,
      allowed: onlyAlice,
    },
  ];
}
