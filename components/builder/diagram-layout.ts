import { Graph, layout } from "@dagrejs/dagre";
import type { Blueprint, Relation } from "@/lib/features/builder/blueprint/blueprint.schema";

export type Point = { x: number; y: number };
/** How many rows one end of a link stands for, in the terms of an entity-relationship diagram. */
export type End = "one" | "zeroOrOne" | "many";
/** Left upper corner and size in pixels. `fields` are the lines shown, `more` counts those left out. */
export type Box = Point & {
  id: string;
  name: string;
  isAccount: boolean;
  width: number;
  height: number;
  fields: string[];
  more: number;
};
export type Link = { id: string; points: Point[]; start: End; finish: End; sentence: string };
export type Diagram = { width: number; height: number; boxes: Box[]; links: Link[] };

const boxWidth = 190;
const titleHeight = 38;
const lineHeight = 22;
const shownFields = 5;
const padding = 10;

/** The widest a diagram may be before it is turned to run from top to bottom, in pixels. */
const comfortableWidth = 760;

/**
 * Places entities and links: layered drawing after Sugiyama, by dagre. Parents come first, what points to them after.
 * Runs from left to right where that is narrow enough, else from top to bottom when that is narrower.
 */
export function layOut(blueprint: Blueprint): Diagram {
  const across = draw(blueprint, "LR");
  if (across.width <= comfortableWidth) return across;
  const down = draw(blueprint, "TB");
  return down.width < across.width ? down : across;
}

function draw(blueprint: Blueprint, direction: "LR" | "TB"): Diagram {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: direction, nodesep: 36, ranksep: 72, edgesep: 24, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  const boxes = boxesOf(blueprint);
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  const known = new Set(boxes.map((box) => box.id));
  const relations = blueprint.relations.filter((relation) => known.has(relation.from) && known.has(relation.to));
  for (const relation of relations) graph.setEdge(relation.to, relation.from, {}, relation.id);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    boxes: boxes.map((box) => {
      const { x = 0, y = 0 } = graph.node(box.id);
      return { ...box, x: x - box.width / 2, y: y - box.height / 2 };
    }),
    links: relations.map((relation) => ({
      id: relation.id,
      points: graph.edge(relation.to, relation.from, relation.id).points ?? [],
      ...endsOf(relation),
      sentence: sentenceOf(relation, blueprint),
    })),
  };
}

function boxesOf(blueprint: Blueprint): Box[] {
  const box = (id: string, name: string, fields: string[]): Box => {
    const shown = fields.slice(0, shownFields);
    const more = fields.length - shown.length;
    const lines = shown.length + (more > 0 ? 1 : 0);
    const height = titleHeight + lines * lineHeight + (lines > 0 ? padding : 0);
    return { id, name, isAccount: id === "account", fields: shown, more, x: 0, y: 0, width: boxWidth, height };
  };
  const boxes = blueprint.entities.map((entity) =>
    box(
      entity.id,
      entity.label.many,
      entity.fields.map((field) => field.label),
    ),
  );
  return blueprint.relations.some((relation) => relation.to === "account")
    ? [box("account", "User accounts", []), ...boxes]
    : boxes;
}

/** `start` lies at the entity that is pointed to, `finish` at the one that points. */
function endsOf(relation: Relation): { start: End; finish: End } {
  if (relation.kind === "many-many") return { start: "many", finish: "many" };
  return {
    start: relation.required ? "one" : "zeroOrOne",
    finish: relation.kind === "one-one" ? "zeroOrOne" : "many",
  };
}

function sentenceOf(relation: Relation, blueprint: Blueprint): string {
  const nameOf = (id: string, form: "one" | "many") =>
    id === "account"
      ? form === "one"
        ? "user account"
        : "user accounts"
      : (blueprint.entities.find((entity) => entity.id === id)?.label[form] ?? id);
  if (relation.kind === "many-many")
    return `${nameOf(relation.from, "many")} and ${nameOf(relation.to, "many")}: any number on both sides (${relation.fromLabel})`;
  const amount = relation.required ? "exactly one" : "at most one";
  return `${nameOf(relation.from, "one")}: ${amount} ${nameOf(relation.to, "one")} (${relation.fromLabel})`;
}

/** An SVG path through all points, with rounded corners. */
export function pathThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  const last = rest.at(-1) ?? first;
  const curves = rest.slice(0, -1).map((point, n) => {
    const next = rest[n + 1] ?? point;
    return `Q ${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
  });
  return [`M ${first.x} ${first.y}`, ...curves, `L ${last.x} ${last.y}`].join(" ");
}
