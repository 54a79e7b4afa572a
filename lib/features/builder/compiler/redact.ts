import type { Blueprint } from "../blueprint/blueprint.schema";
import { CUT } from "../parser/injection";
import { normalizeIdea } from "../parser/text";

const LEFT_OUT = "(a sentence that gives orders to the tool, left out here)";

/**
 * The blueprint as it is shipped. Orders somebody hid in the idea stay visible in Atrium, but are not copied into a
 * project whose files other tools will read. Applying it twice changes nothing.
 */
export function withoutDirectives(blueprint: Blueprint): Blueprint {
  const idea = normalizeIdea(blueprint.source.ideaText);
  if (idea.ignored.length === 0) return blueprint;
  const ignored = new Set(idea.ignored.map((sentence) => sentence.slice(0, 500)));
  return {
    ...blueprint,
    source: { ...blueprint.source, ideaText: idea.text.replaceAll(CUT, " ") },
    unsupported: blueprint.unsupported.map((item) => (ignored.has(item.quote) ? { ...item, quote: LEFT_OUT } : item)),
  };
}
