"use client";

import { useMemo } from "react";
import type { Blueprint } from "@/lib/features/builder/blueprint/blueprint.schema";
import { type Box, type End, layOut, pathThrough } from "./diagram-layout";
import classes from "./entity-diagram.module.css";

const markers: Record<End, string> = { one: "erd-one", zeroOrOne: "erd-zero-or-one", many: "erd-many" };

/** Below this the text of a box is too small to read, and the frame scrolls instead. */
const smallestScale = 0.7;

/** The plan as an entity-relationship diagram in crow's foot notation. The same facts stand as text in the cards below it. */
export function EntityDiagram({ blueprint }: { blueprint: Blueprint }) {
  const diagram = useMemo(() => layOut(blueprint), [blueprint]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (axe: scrollable-region-focusable).
    <section className={classes.frame} aria-label="Diagram of entities and links" tabIndex={0}>
      <svg
        width={diagram.width}
        height={diagram.height}
        viewBox={`0 0 ${diagram.width} ${diagram.height}`}
        className={classes.picture}
        style={{ minWidth: diagram.width * smallestScale }}
      >
        <title>Entities and links</title>
        <Markers />
        {diagram.links.map((link) => (
          <path
            key={link.id}
            d={pathThrough(link.points)}
            className={classes.link}
            markerStart={`url(#${markers[link.start]})`}
            markerEnd={`url(#${markers[link.finish]})`}
          >
            <title>{link.sentence}</title>
          </path>
        ))}
        {diagram.boxes.map((box) => (
          <foreignObject key={box.id} x={box.x} y={box.y} width={box.width} height={box.height}>
            <EntityBox box={box} />
          </foreignObject>
        ))}
      </svg>
    </section>
  );
}

function EntityBox({ box }: { box: Box }) {
  const name = <bdi>{box.name}</bdi>;
  return (
    <div className={classes.box} data-account={box.isAccount}>
      <div className={classes.name} title={box.name}>
        {box.isAccount ? name : <a href={`#entity-${box.id}`}>{name}</a>}
      </div>
      {(box.fields.length > 0 || box.more > 0) && (
        <ul className={classes.fields}>
          {box.fields.map((field) => (
            <li key={field} title={field}>
              <bdi>{field}</bdi>
            </li>
          ))}
          {box.more > 0 && <li className={classes.more}>and {box.more} more</li>}
        </ul>
      )}
    </div>
  );
}

/** Crow's foot notation: a bar is one, a circle is none, a foot is many. */
function Markers() {
  const common = { markerWidth: 18, markerHeight: 18, refX: 16, refY: 9, orient: "auto-start-reverse" } as const;
  const units = { markerUnits: "userSpaceOnUse", className: classes.marker } as const;
  return (
    <defs>
      <marker id={markers.one} {...common} {...units}>
        <path d="M 8 4 V 14" />
      </marker>
      <marker id={markers.zeroOrOne} {...common} {...units}>
        <circle cx="5" cy="9" r="3" />
        <path d="M 12 4 V 14" />
      </marker>
      <marker id={markers.many} {...common} {...units}>
        <path d="M 6 9 L 16 4 M 6 9 L 16 14 M 6 9 H 16" />
      </marker>
    </defs>
  );
}
