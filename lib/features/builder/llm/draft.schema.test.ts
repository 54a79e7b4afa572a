import { describe, expect, it } from "vitest";
import { parseIdea } from "../parser/parse-idea";
import { draftJsonSchema, draftSchema, pickDraft } from "./draft.schema";

type Node = { [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

function nodesOf(value: unknown): Node[] {
  if (!isNode(value)) return [];
  return [value, ...Object.values(value).flatMap(nodesOf)];
}

describe("draftJsonSchema", () => {
  const nodes = nodesOf(draftJsonSchema());
  it("fits the dialect of strict structured output: all properties required, nothing beside them", () => {
    const objects = nodes.filter((node) => isNode(node.properties) && node.type === "object");
    expect(objects.length).toBeGreaterThan(20);
    for (const node of objects) {
      expect(node.additionalProperties).toBe(false);
      expect(node.required).toEqual(Object.keys(node.properties as Node));
    }
  });
  it("uses no keyword that strict servers refuse", () => {
    const keywords = new Set(
      nodes.filter((node) => typeof node.type === "string" || Array.isArray(node.anyOf)).flatMap(Object.keys),
    );
    for (const refused of ["oneOf", "allOf", "default", "minLength", "maxLength", "prefixItems", "$ref", "not"])
      expect(keywords.has(refused), refused).toBe(false);
  });
  it("offers nothing that the server decides", () => {
    const [root] = nodes;
    const names = Object.keys((root?.properties ?? {}) as Node);
    expect(names).toEqual(Object.keys(draftSchema.shape));
    for (const name of ["source", "version", "stack", "pages", "seed", "review", "held", "warnings"])
      expect(names).not.toContain(name);
  });
});

describe("pickDraft", () => {
  it("reads a whole blueprint, too, and takes null for what is left out", () => {
    const { blueprint } = parseIdea("an app for my gym");
    const entities = blueprint.entities.map((entity) => ({ ...entity, icon: null, workflow: null }));
    const parsed = draftSchema.safeParse(pickDraft({ ...blueprint, entities, held: [], source: { parser: "form" } }));
    expect(parsed.error).toBeUndefined();
    expect(parsed.data).not.toHaveProperty("source");
  });
});
