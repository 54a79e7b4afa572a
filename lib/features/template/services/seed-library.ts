import "server-only";
import type { Engine } from "@/lib/platform/db/engine";
import { library } from "../library";
import { libraryBlueprint, libraryId } from "../library/library-blueprint";
import { planOf } from "../template.blueprint";
import { libraryRepository } from "../template.repository";

/** Puts the templates that come with Atrium into the database. Safe to run at every start, and by several processes at once. */
export async function seedLibrary(engine: Engine): Promise<void> {
  await engine.transaction(async (tx) => {
    const templates = libraryRepository(tx);
    // In the order of their ids: processes that start together take the rows' locks in the same order.
    const sorted = library.map((template) => ({ id: libraryId(template.slug), template }));
    for (const { id, template } of sorted.sort((a, b) => a.id.localeCompare(b.id))) {
      const { slug, name, summary, description, category } = template;
      const words = { slug, name, summary, description, category };
      await templates.upsert({
        id,
        ...words,
        ...planOf(libraryBlueprint(template)),
        visibility: "public",
        premium: false,
        featured: template.featured === true,
      });
    }
    await templates.unlistOthers(sorted.map(({ id }) => id));
  });
}
