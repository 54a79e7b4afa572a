import { BLUEPRINT_VERSION, type Blueprint, BlueprintError, validateBlueprint } from "@/lib/features/builder";
import { toSlug } from "@/lib/features/builder/blueprint/names";
import { sha256 } from "@/lib/features/builder/compiler/hash";
import { buildFromSpec, pagesFor } from "@/lib/features/builder/parser/build-from-spec";
import type { LibraryTemplate } from "./library-template";

/** The same id in every installation, in the form of a UUID version 8. */
export function libraryId(slug: string): string {
  const hex = sha256(`atrium-template:${slug}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The blueprint of a library template. @throws BlueprintError when the template is wrong, which a test rules out */
export function libraryBlueprint({ name, summary, description, spec }: LibraryTemplate): Blueprint {
  const parts = buildFromSpec(spec);
  const result = validateBlueprint({
    version: BLUEPRINT_VERSION,
    locale: "en",
    source: { ideaText: `${name}. ${description}`, hash: sha256(description), parser: "form" },
    app: {
      name,
      slug: toSlug(name),
      tagline: summary,
      description,
      theme: { primary: spec.primary, radius: "medium", font: "system", dark: "auto" },
      visibility: spec.visibility,
      currency: spec.currency ?? "USD",
    },
    stack: "next-supabase",
    tenancy: spec.tenancy,
    ...parts,
    pages: pagesFor(spec.visibility, parts.entities),
    reports: spec.reports ?? [],
    features: spec.features ?? ["search"],
    integrations: spec.integrations ?? [],
    seed: { count: 6, rngSeed: 42 },
    questions: [],
    assumptions: spec.assumptions.map((text) => ({ text, path: "" })),
    unsupported: [],
    warnings: [],
    review: [],
  } satisfies Blueprint);
  const [first, ...rest] = result.issues;
  if (!result.ok) throw first ? new BlueprintError([first, ...rest]) : new Error(`${name} is not valid`);
  return result.blueprint;
}
