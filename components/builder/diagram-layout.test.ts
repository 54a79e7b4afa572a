import { expect, it } from "vitest";
import type { Blueprint } from "@/lib/features/builder/blueprint/blueprint.schema";
import { parseIdea } from "@/lib/features/builder/parser/parse-idea";
import { layOut, pathThrough } from "./diagram-layout";

const ideas = [
  "an app for my gym",
  "Recruiting: jobs, candidates, interviews with scores, offers. Recruiters manage everything, managers read.",
  "A library of tools: tools, members, loans of tools to members, repairs of tools",
];
const planOf = (idea: string): Blueprint => parseIdea(idea).blueprint;

it.each(ideas)("shows every entity and link of: %s", (idea) => {
  const blueprint = planOf(idea);
  const diagram = layOut(blueprint);
  const ids = diagram.boxes.filter((box) => !box.isAccount).map((box) => box.id);
  expect(ids).toEqual(blueprint.entities.map((entity) => entity.id));
  expect(diagram.links.map((link) => link.id)).toEqual(blueprint.relations.map((relation) => relation.id));
  for (const link of diagram.links) expect(link.points.length).toBeGreaterThan(1);
});

it.each(ideas)("never lays one box over another, and none outside of the picture: %s", (idea) => {
  const { boxes, width, height } = layOut(planOf(idea));
  for (const [n, a] of boxes.entries()) {
    expect(a.x).toBeGreaterThanOrEqual(0);
    expect(a.y).toBeGreaterThanOrEqual(0);
    expect(a.x + a.width).toBeLessThanOrEqual(width);
    expect(a.y + a.height).toBeLessThanOrEqual(height);
    for (const b of boxes.slice(n + 1)) {
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      expect(apart, `${a.name} and ${b.name}`).toBe(true);
    }
  }
});

it("marks the ends of a link by what the plan allows", () => {
  const blueprint = planOf(ideas[0] ?? "");
  const [relation] = blueprint.relations;
  if (!relation) throw new Error("the plan has no link");
  const endsWith = (changes: Partial<typeof relation>) => {
    const link = layOut({ ...blueprint, relations: [{ ...relation, ...changes }] }).links[0];
    return [link?.start, link?.finish];
  };
  expect(endsWith({ kind: "many-one", required: true })).toEqual(["one", "many"]);
  expect(endsWith({ kind: "many-one", required: false })).toEqual(["zeroOrOne", "many"]);
  expect(endsWith({ kind: "one-one", required: true })).toEqual(["one", "zeroOrOne"]);
  expect(endsWith({ kind: "many-many" })).toEqual(["many", "many"]);
});

it("draws a link of an entity to itself, and leaves out one to nowhere", () => {
  const blueprint = planOf(ideas[0] ?? "");
  const [entity] = blueprint.entities;
  const [relation] = blueprint.relations;
  if (!entity || !relation) throw new Error("the plan is empty");
  const own = { ...relation, id: "rel.own", from: entity.id, to: entity.id };
  const lost = { ...relation, id: "rel.lost", to: "ent.nowhere" };
  const { links } = layOut({ ...blueprint, relations: [own, lost] });
  expect(links.map((link) => link.id)).toEqual(["rel.own"]);
  expect(pathThrough(links[0]?.points ?? [])).toMatch(/^M [\d.]+ [\d.]+ Q .* L [\d.]+ [\d.]+$/);
});
