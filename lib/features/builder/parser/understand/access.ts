import { VERBS, type Verb } from "../../blueprint/blueprint.schema";
import { toIdentifier, toLabel, uniqueName } from "../../blueprint/names";
import type { RoleSpec } from "../domain-spec";
import { namesOf } from "./concepts";
import { wordFor } from "./glossary";
import type { Actor, Permission, RuleReading } from "./permissions";
import type { Link, Sketch, Thing } from "./sketch";

export type ThingAccess = { rules: Record<Verb, string>; isOwned: boolean; isAssigned: boolean };
export type AccessPlan = {
  roles: RoleSpec[];
  access: Map<Thing, ThingAccess>;
  isOpen: boolean;
  isSolo: boolean;
  roleOf: (actor: Actor) => string;
};

type Role = RoleSpec & { conceptId: string; side: "client" | "team" };

const BOSS = "role:manager";

/** Roles and rules. Nobody gets more than the default (the owner, the team) unless the idea says so outright. */
export function planAccess(sketch: Sketch, rules: RuleReading, isBusiness: boolean): AccessPlan {
  const roles = peopleRoles(sketch, rules);
  const clients = roles.filter((role) => role.side === "client");
  const isSolo = roles.length === 0 && !isBusiness;
  const team = roles.filter((role) => role.side === "team");
  const say = (key: string): string => wordFor(key, sketch.locale) ?? key;
  const teamRoles: RoleSpec[] = team.length === 0 && !isSolo ? [{ key: "team", label: say("team") }] : team.map(plain);
  const fallback: RoleSpec = isSolo
    ? { key: "member", label: say("member"), isDefault: true }
    : { key: "newcomer", label: say("newcomer"), isDefault: true, isGuest: true };
  const guests = clients.map(
    (role, at): RoleSpec => ({
      ...plain(role),
      isGuest: true,
      ...(at === 0 ? { isDefault: true } : {}),
      ...(clients.length > 1 ? { selfSelect: true } : {}),
    }),
  );
  const all: RoleSpec[] = [
    { key: "manager", label: sketch.bossLabel ?? say("manager"), isAdmin: true },
    ...teamRoles,
    ...(guests.length > 0 ? guests : [fallback]),
  ];
  const roleOf = (actor: Actor): string =>
    actor.kind === "person" ? (roles.find((role) => role.conceptId === actor.conceptId)?.key ?? "manager") : "manager";
  const plan = new Grants(
    sketch,
    teamRoles.map((role) => role.key),
    isSolo,
  );
  for (const permission of rules.permissions)
    plan.apply(
      permission,
      roles.find((role) => isActor(role, permission.actor)),
    );
  return { roles: all.slice(0, 12), access: plan.finish(), isOpen: plan.isOpen, isSolo, roleOf };
}

const plain = ({ key, label }: Role): RoleSpec => ({ key, label });
const isActor = (role: Pick<Role, "conceptId">, actor: Actor): boolean =>
  actor.kind === "person" && role.conceptId === actor.conceptId;

function peopleRoles(sketch: Sketch, rules: RuleReading): Role[] {
  const taken = new Set(["manager", "newcomer", "team"]);
  const ids = new Set(
    [...rules.permissions, ...rules.decisions].flatMap((item) =>
      item.actor.kind === "person" ? [item.actor.conceptId] : [],
    ),
  );
  const named = new Map(
    [...rules.permissions, ...rules.decisions].flatMap(({ actor }) =>
      actor.kind === "person" ? [[actor.conceptId, actor.label] as const] : [],
    ),
  );
  for (const { concept, one, isRole } of sketch.people.values()) {
    if (!isRole) continue;
    ids.add(concept.id);
    named.set(concept.id, one);
  }
  return [...ids].slice(0, 8).flatMap((conceptId): Role[] => {
    const concept = sketch.conceptById(conceptId);
    if (!concept?.person) return [];
    // The idea's own word for them: a technician is not called a mechanic.
    const label = toLabel(
      sketch.things.find((thing) => thing.concept === concept)?.one ??
        named.get(conceptId) ??
        namesOf(concept, sketch.locale)[0]?.one ??
        conceptId,
    );
    // Staff who see their own things only are no team that sees everything.
    const isLimited = rules.permissions.some((item) => item.isOwnOnly && isActor({ conceptId }, item.actor));
    const side = isLimited ? "client" : concept.person;
    return [{ key: uniqueName(toIdentifier(label, "role"), taken), label, conceptId, side }];
  });
}

const BOOKED = new Set(["room", "dining_table", "vehicle", "equipment", "property", "service"]);
const JOINED = new Set(["event", "course", "class", "lesson"]);

/** What a customer makes who books, orders or joins something the business offers: never the offer itself. */
export function deedFor(thing: Thing, isSignUp: boolean): string | undefined {
  const id = thing.concept?.id ?? "";
  if (JOINED.has(id)) return isSignUp ? "enrolment" : "booking";
  if (BOOKED.has(id)) return "booking";
  if (id === "product" || id === "dish") return "order";
  return id === "book" ? "loan" : undefined;
}

/** Collects the rules of every thing while the permissions are read. */
class Grants {
  isOpen = false;
  private readonly rules = new Map<Thing, Record<Verb, Set<string>>>();
  private readonly owned = new Set<Thing>();
  private readonly assigned = new Set<Thing>();
  private readonly sketch: Sketch;

  constructor(sketch: Sketch, team: readonly string[], isSolo: boolean) {
    this.sketch = sketch;
    const crew = isSolo ? ["owner", BOSS] : [BOSS, ...team.map((key) => `role:${key}`)];
    for (const thing of sketch.things) {
      if (isSolo) this.owned.add(thing);
      this.rules.set(thing, {
        read: new Set(crew),
        create: new Set(crew),
        update: new Set(crew),
        delete: new Set(isSolo ? crew : [BOSS]),
      });
    }
  }

  apply(permission: Permission, role: Role | undefined): void {
    const things = permission.things.length > 0 ? permission.things : permission.isForbidden ? this.sketch.things : [];
    for (const thing of permission.isForbidden ? things : this.objects(things, permission, role)) {
      if (permission.isForbidden) this.forbid(thing, permission.verbs, role);
      else if (permission.isExclusive) this.reserve(thing, permission.verbs, role);
      else this.allow(thing, permission, role);
    }
  }

  /** "book appointments with a stylist" makes appointments, not stylists; whoever books a room makes a booking. */
  private objects(things: readonly Thing[], permission: Permission, role: Role | undefined): readonly Thing[] {
    if (role?.side === "team" || permission.isExclusive || permission.verbs.join() === "read") return things;
    const isPointedAt = (thing: Thing): boolean =>
      things.some((other) => this.sketch.links.some((link) => link.from === other && link.to === thing));
    const made = things.filter((thing) => !thing.concept?.person && !isPointedAt(thing));
    if (!permission.verbs.includes("create")) return made;
    return made.flatMap((thing) => {
      const deed = deedFor(thing, permission.isSignUp);
      if (!deed) return [thing];
      if (role) this.rules.get(thing)?.read.add(`role:${role.key}`);
      return this.sketch.things.filter((item) => item.concept?.id === deed);
    });
  }

  private forbid(thing: Thing, verbs: readonly Verb[], role: Role | undefined): void {
    if (!role) return;
    // Whoever may not see a thing may not change it either.
    for (const verb of verbs.includes("read") ? VERBS : verbs) this.rules.get(thing)?.[verb].delete(`role:${role.key}`);
  }

  private reserve(thing: Thing, verbs: readonly Verb[], role: Role | undefined): void {
    const kept = role ? `role:${role.key}` : BOSS;
    for (const verb of verbs.includes("read") ? VERBS : verbs) {
      const rules = this.rules.get(thing);
      if (!rules) continue;
      for (const rule of rules[verb]) if (rule !== kept && rule !== BOSS) rules[verb].delete(rule);
      if (verbs.includes(verb)) rules[verb].add(kept);
    }
  }

  private allow(thing: Thing, permission: Permission, role: Role | undefined): void {
    const rules = this.rules.get(thing);
    if (!rules) return;
    const { actor, verbs, isOwnOnly } = permission;
    if (actor.kind === "anyone") {
      // Looking is all that anybody may get without an account; the review lists it.
      if (verbs.includes("read") && !thing.concept?.person && !thing.concept?.isPrivate) {
        rules.read.add("anyone");
        this.isOpen = true;
      }
      return;
    }
    if (actor.kind === "boss") return;
    if (role?.side === "team") {
      for (const verb of verbs) rules[verb].add(`role:${role.key}`);
      return;
    }
    if (verbs.includes("create")) {
      this.owned.add(thing);
      rules.create.add("owner");
      rules.read.add("owner");
    }
    if (isOwnOnly || verbs.includes("create")) this.own(thing, role);
    if (isOwnOnly) for (const verb of verbs) if (verb !== "create" && this.owned.has(thing)) rules[verb].add("owner");
    if (verbs.includes("read") && !isOwnOnly && !verbs.includes("create") && role && !thing.concept?.isPrivate)
      rules.read.add(`role:${role.key}`);
  }

  /** Own things of a person the team keeps a record of are reached through that record. */
  private own(thing: Thing, role: Role | undefined): void {
    const person = this.sketch.things.find((item) => item.concept?.id === role?.conceptId);
    const rules = this.rules.get(thing);
    if (!rules) return;
    if (!person) {
      this.assign(thing, rules);
      return;
    }
    const links: Link[] = this.sketch.links;
    const direct = links.find((link) => link.from === thing && link.to === person && link.kind === "one");
    const linked = links.find(
      (link) =>
        link.kind === "many" &&
        ((link.from === thing && link.to === person) || (link.from === person && link.to === thing)),
    );
    const inner = links.find(
      (link) =>
        link.from === thing &&
        link.kind === "one" &&
        links.some((next) => next.from === link.to && next.to === person && next.kind === "one"),
    );
    const outer = links.find(
      (link) =>
        link.to === thing &&
        link.kind === "one" &&
        links.some((next) => next.from === link.from && next.to === person && next.kind === "one"),
    );
    const path = (link: Link): string => `${link.from.key}.${link.to.key}`;
    this.assigned.add(person);
    this.owned.add(person);
    this.rules.get(person)?.read.add("owner");
    if (thing === person) return;
    if (direct) rules.read.add(`via:${path(direct)}`);
    else if (linked) rules.read.add(`shared:${path(linked)}`);
    else if (inner) {
      rules.read.add(`via:${path(inner)}`);
      this.rules.get(inner.to)?.read.add(`via:${inner.to.key}.${person.key}`);
    } else if (outer) {
      rules.read.add(`shared:${path(outer)}`);
      this.rules.get(outer.from)?.read.add(`via:${outer.from.key}.${person.key}`);
    } else if (!this.owned.has(thing)) {
      this.owned.add(thing);
      this.assigned.add(thing);
      rules.read.add("owner");
    }
  }

  /** People nobody keeps a record of see what they made themselves or what is given to them. */
  private assign(thing: Thing, rules: Record<Verb, Set<string>>): void {
    if (thing.concept?.person) return;
    if (!this.owned.has(thing)) this.assigned.add(thing);
    this.owned.add(thing);
    rules.read.add("owner");
  }

  finish(): Map<Thing, ThingAccess> {
    return new Map(
      [...this.rules].map(([thing, rules]) => [
        thing,
        {
          rules: {
            read: join(rules.read),
            create: join(rules.create),
            update: join(rules.update),
            delete: join(rules.delete),
          },
          isOwned: this.owned.has(thing),
          isAssigned: this.assigned.has(thing) && !rules.create.has("owner"),
        },
      ]),
    );
  }
}

const join = (rules: ReadonlySet<string>): string => [...rules].join(" ");
