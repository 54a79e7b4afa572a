import type { Rule } from "../../blueprint/blueprint.schema";
import { findLink, type Model, staffRoles, type TableModel } from "../model";

export type Actor = { key: string; id: string | null; role: string | null; org: "a" | "b" | null };
export type RowKey = "alice" | "bob" | "other";

/** Accounts every access test runs as. `alice` and `bob` are ordinary people, the rest hold one role each. */
export function makeActors(model: Model): Actor[] {
  const others = model.roles.filter((role) => role.key !== model.defaultRole);
  const home: Actor["org"] = model.isOrg ? "a" : null;
  const keys: Omit<Actor, "id">[] = [
    { key: "alice", role: model.defaultRole, org: home },
    { key: "bob", role: model.defaultRole, org: home },
    ...others.map((role) => ({ key: `role_${role.key}`, role: role.key, org: home })),
    ...(model.isOrg
      ? [
          { key: "other", role: model.defaultRole, org: "b" as const },
          ...others.map((role) => ({ key: `other_${role.key}`, role: role.key, org: "b" as const })),
          { key: "invited", role: null, org: null },
        ]
      : []),
  ];
  const people = keys.map((person, index) => ({ ...person, id: uuid(1, index + 1) }));
  return [...people, { key: "anon", id: null, role: null, org: null }];
}

/** Fixed ids: group, then a number within it. */
export function uuid(group: number, n: number): string {
  return `00000000-0000-4000-8${String(group).padStart(3, "0")}-${String(n).padStart(12, "0")}`;
}

export const rowKeys = (model: Model): RowKey[] => (model.isOrg ? ["alice", "bob", "other"] : ["alice", "bob"]);
export const rowOrg = (model: Model, row: RowKey): "a" | "b" | null =>
  model.isOrg ? (row === "other" ? "b" : "a") : null;

/** Who the rules let through, worked out from the blueprint and never from the SQL it is compared with. */
export class AccessOracle {
  private readonly model: Model;

  constructor(model: Model) {
    this.model = model;
  }

  canRead(actor: Actor, table: TableModel, row: RowKey): boolean {
    return this.matches(table.entity.access.read, { actor, table, row });
  }

  canUpdate(actor: Actor, table: TableModel, row: RowKey): boolean {
    return (
      this.matches(table.entity.access.update, { actor, table, row }) &&
      this.canRead(actor, table, row) &&
      this.seesLinks(actor, table, row)
    );
  }

  canDelete(actor: Actor, table: TableModel, row: RowKey): boolean {
    return this.matches(table.entity.access.delete, { actor, table, row }) && this.canRead(actor, table, row);
  }

  /** `forged`: the new row names somebody else as its owner. */
  canInsert(actor: Actor, table: TableModel, options: { row: RowKey; forged: boolean }): boolean {
    const { row, forged } = options;
    const isAllowed = table.entity.access.create.some((rule) => {
      if (rule.kind === "role") return this.hasRole(actor, rule.role, row);
      if (table.hasOwner && forged) return false;
      if (rule.kind === "owner") return actor.id !== null && this.isInside(actor, row);
      if (rule.kind === "sharedVia" || rule.kind === "column") return false;
      return this.matchesRule(rule, { actor, table, row });
    });
    return isAllowed && this.seesLinks(actor, table, row);
  }

  canSeeProfile(actor: Actor, person: Actor): boolean {
    if (actor.id === null) return false;
    if (actor.id === person.id) return true;
    const staff = staffRoles(this.model);
    const isStaff = (someone: Actor): boolean => someone.role !== null && staff.includes(someone.role);
    if (!this.model.isOrg) return isStaff(actor);
    return actor.org !== null && actor.org === person.org && (isStaff(actor) || isStaff(person));
  }

  private seesLinks(actor: Actor, table: TableModel, row: RowKey): boolean {
    return table.links.every((link) => {
      if (link.target) return this.canRead(actor, link.target, row);
      const person = makeActors(this.model).find((item) => item.key === row);
      return person !== undefined && this.canSeeProfile(actor, person);
    });
  }

  private matches(rules: readonly Rule[], at: { actor: Actor; table: TableModel; row: RowKey }): boolean {
    return rules.some((rule) => this.matchesRule(rule, at));
  }

  private matchesRule(rule: Rule, at: { actor: Actor; table: TableModel; row: RowKey }): boolean {
    const { actor, table, row } = at;
    switch (rule.kind) {
      case "anyone":
        return true;
      case "column":
        // The fixture ticks the box on alice's row only.
        return row === "alice" && (actor.id === null || this.isInside(actor, row));
      case "signedIn":
        return actor.id !== null && this.isInside(actor, row);
      case "orgMember":
        return actor.id !== null && this.isInside(actor, row);
      case "role":
        return this.hasRole(actor, rule.role, row);
      case "owner":
        return actor.key === row;
      case "relatedOwner": {
        const target = table.links.find((link) => link.relation.id === rule.relation)?.target;
        return actor.key === row && (!target || this.isTied(target));
      }
      case "sharedVia":
        return actor.key === row && this.isTiedThrough(table, rule.relation);
    }
  }

  private isInside(actor: Actor, row: RowKey): boolean {
    return !this.model.isOrg || actor.org === rowOrg(this.model, row);
  }

  private hasRole(actor: Actor, role: string, row: RowKey): boolean {
    return actor.role === role && this.isInside(actor, row);
  }

  private isTied(table: TableModel): boolean {
    return (
      table.hasOwner ||
      table.entity.access.read.some((rule) => {
        if (rule.kind === "sharedVia") return this.isTiedThrough(table, rule.relation);
        if (rule.kind !== "relatedOwner") return false;
        const target = table.links.find((link) => link.relation.id === rule.relation)?.target;
        return !target || this.isTied(target);
      })
    );
  }

  private isTiedThrough(table: TableModel, relationId: string): boolean {
    const direct = findLink(this.model, relationId);
    if (direct && direct.link.target === table) return this.isTied(direct.table);
    const link = this.model.links.find((item) => item.relation.id === relationId);
    const other = link?.table.links.find((item) => item.target !== table)?.target;
    return other ? this.isTied(other) : false;
  }
}
