import { describe, expect, it } from "vitest";
import { parseIdea } from "@/lib/features/builder";
import { buildModel, type Model } from "../compiler/model";
import { AccessOracle, type Actor, makeActors, uuid } from "../compiler/tests/simulate";
import { describePreview } from "./describe";
import { mayAdd, mayChange, mayRead, maySeePerson } from "./runtime/access";
import { Store } from "./runtime/store";
import type { Row, Value } from "./runtime/types";

const ideas = [
  "an app for my gym",
  "a dog walking business with walks, walkers and invoices",
  "property manager: flats, leases, tenants, repairs",
  "a course platform where teachers publish courses and students enrol",
  "a help desk with tickets, agents and customers",
  "an online shop with products, orders and reviews",
  "a CRM for a team with companies, contacts and deals",
];

/** One row of everything for alice and one for bob, each tied to the same person's rows; alice's boxes are ticked. */
function fixture(model: Model): { store: Store; actors: Actor[] } {
  const actors = makeActors(model).filter((actor) => actor.org !== "b" && (actor.role !== null || actor.id === null));
  const data = describePreview(model, "2026-11-21");
  const idOf = (key: string, whose: "alice" | "bob"): string =>
    uuid(200 + data.resources.findIndex((resource) => resource.key === key), whose === "alice" ? 1 : 2);
  const accountOf = (whose: string): string => actors.find((actor) => actor.key === whose)?.id ?? "";
  const rows = Object.fromEntries(
    data.resources.map((resource) => [
      resource.key,
      (["alice", "bob"] as const).map((whose): Row => {
        const values: Record<string, Value> = {};
        for (const field of resource.fields) values[field.column] = field.kind === "bool" ? whose === "alice" : null;
        for (const link of resource.links) values[link.column] = link.to ? idOf(link.to, whose) : accountOf(whose);
        return { id: idOf(resource.key, whose), createdAt: data.today, owner: accountOf(whose), values };
      }),
    ]),
  );
  const pairs = data.resources.flatMap((resource) =>
    resource.manies.map((many): [string, [string, string][]] => [
      many.key,
      (["alice", "bob"] as const).map((whose) => [idOf(resource.key, whose), idOf(many.to, whose)]),
    ]),
  );
  return { store: new Store({ ...data, rows, pairs: Object.fromEntries(pairs) }), actors };
}

describe.each(ideas)("access in %s", (idea) => {
  const model = buildModel(parseIdea(idea).blueprint);
  const oracle = new AccessOracle(model);
  const { store, actors } = fixture(model);
  const whoIs = (actor: Actor) =>
    actor.id === null ? null : { id: actor.id, name: actor.key, email: "", role: actor.role ?? "" };

  it.each(actors.map((actor) => [actor.key, actor] as const))("lets %s do what the rules say", (_key, actor) => {
    const who = whoIs(actor);
    for (const table of model.entities) {
      const resource = store.resource(table.entity.key);
      if (!resource) throw new Error(table.entity.key);
      for (const [index, whose] of (["alice", "bob"] as const).entries()) {
        const row = store.all(resource.key)[index];
        if (!row) throw new Error(whose);
        const at = { resource, row };
        const seesLinks = resource.links.every((link) => {
          const target = store.resource(link.to);
          const id = String(row.values[link.column]);
          const linked = target && store.find(target.key, id);
          return target && linked
            ? mayRead(store, who, { resource: target, row: linked })
            : maySeePerson(store, who, id);
        });
        const forged = actor.key !== whose;
        const place = `${actor.key} ${table.entity.key} of ${whose}`;
        expect([
          place,
          mayRead(store, who, at),
          mayChange(store, who, { ...at, verb: "update" }) && seesLinks,
          mayChange(store, who, { ...at, verb: "delete" }),
        ]).toEqual([
          place,
          oracle.canRead(actor, table, whose),
          oracle.canUpdate(actor, table, whose),
          oracle.canDelete(actor, table, whose),
        ]);
        // Somebody signed out owns nothing: the oracle's row of theirs has no owner.
        const own = { resource, row: actor.id === null ? { ...row, owner: null } : row };
        expect([place, mayAdd(store, who, own) && seesLinks]).toEqual([
          place,
          oracle.canInsert(actor, table, { row: whose, forged: actor.id !== null && forged }),
        ]);
      }
    }
  });
});
