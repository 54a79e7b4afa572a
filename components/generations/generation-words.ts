import type { BuildSummary } from "@/lib/features/build/build.schema";

export const originWords: Record<BuildSummary["origin"], string> = {
  idea: "From an idea",
  edit: "Changed",
  restore: "Brought back",
  template: "From a template",
};

/** What a version came of, by which engine, and at what cost where the reader may know. */
export function howMade({
  origin,
  engine,
  costMicroUsd,
}: Pick<BuildSummary, "origin" | "engine" | "costMicroUsd">): string {
  const written = origin === "idea";
  const by = engine.kind === "llm" && engine.model !== null ? engine.model : "offline engine";
  const cost = written && costMicroUsd !== null ? `, $${(costMicroUsd / 1_000_000).toFixed(4)}` : "";
  return written ? `${originWords[origin]}, ${by}${cost}` : originWords[origin];
}
