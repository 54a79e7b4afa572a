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
    // Two at once would meet at the address of a template, which an upsert by id does not expect.
    await templates.takeTurns();
    const ids: string[] = [];
    for (const template of library) {
      const id = libraryId(template.slug);
      ids.push(id);
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
    await templates.unlistOthers(ids);
  });
}
