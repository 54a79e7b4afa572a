import { DatabaseError } from "@/lib/platform/errors/errors";
import { type Blueprint, blueprintSchema } from "../blueprint/blueprint.schema";

/** A stored blueprint. It was valid when it was stored, so another shape is our error. */
export function readBlueprint(stored: unknown): Blueprint {
  const parsed = blueprintSchema.safeParse(stored);
  if (!parsed.success) throw new DatabaseError("INTERNAL", "This build cannot be read.", { cause: parsed.error });
  return parsed.data;
}
