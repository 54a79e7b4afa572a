import { type Blueprint, BlueprintError, type BuiltStack, findRefusal, parseIdea } from "@/lib/features/builder";
import { ValidationError } from "@/lib/platform/errors/errors";

/**
 * The offline engine's blueprint of an idea. Pure: the same words give the same blueprint in Node.js and in Deno.
 * @throws ValidationError IDEA_REFUSED with what can be built instead, IDEA_NOT_READABLE
 */
export function readIdea(idea: string, stack: BuiltStack): Blueprint {
  const refusal = findRefusal(idea);
  if (refusal)
    throw new ValidationError("IDEA_REFUSED", refusal.reason, { details: { alternative: refusal.alternative } });
  try {
    return parseIdea(idea, { stack }).blueprint;
  } catch (cause) {
    if (!(cause instanceof BlueprintError)) throw cause;
    throw new ValidationError("IDEA_NOT_READABLE", cause.message, {
      details: { fields: { idea: cause.message } },
      cause,
    });
  }
}
