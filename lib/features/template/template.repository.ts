import "server-only";
import { sql } from "kysely";
import type { Blueprint } from "@/lib/features/builder";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";
import type { TemplateCategory, templateSorts } from "./template.schema";

export type TemplateSort = (typeof templateSorts)[number];
export type TemplateFilters = {
  /** Words to look for; each may be the beginning of one. */
  words: string[];
  category?: string | undefined;
  feature?: string | undefined;
  stack?: string | undefined;
  language?: string | undefined;
  premium?: boolean | undefined;
  mine: boolean;
};
type ListOptions = { filters: TemplateFilters; sort: TemplateSort; limit: number; after: KeysetPosition | undefined };
export type NewTemplate = {
  slug: string;
  name: string;
  summary: string;
  description: string;
  category: TemplateCategory;
  features: readonly string[];
  stack: Blueprint["stack"];
  language: Blueprint["locale"];
  entity_count: number;
  blueprint: Blueprint;
  visibility: "private" | "team" | "public";
  premium: boolean;
};
type Plan = Pick<NewTemplate, "features" | "stack" | "language" | "entity_count" | "blueprint">;
type Editable = Pick<NewTemplate, "name" | "summary" | "description" | "category" | "visibility" | "premium"> & {
  status: "published" | "unlisted";
};
export type TemplateChanges = { [K in keyof Editable]?: Editable[K] | undefined };

/** What a sort puts first. The same expressions stand in the indexes of the table. */
const sortKeys = {
  popular: { by: sql`t.featured::integer * 1000000000 + t.use_count`, cast: sql`bigint`, down: true },
  rating: { by: sql`t.rating_score`, cast: sql`bigint`, down: true },
  newest: { by: sql`t.created_at`, cast: sql`timestamptz`, down: true },
  name: { by: sql`lower(t.name)`, cast: sql`text`, down: false },
} as const;

const json = (blueprint: Blueprint) => sql<string>`${JSON.stringify(blueprint)}::jsonb`;

/** Rows a workspace sees, with whether they are its own and whether the caller published them. */
function shownTo(tx: Tx, workspaceId: string) {
  return tx
    .with("own", (db) =>
      db
        .selectFrom(
          sql<{ template_id: string; author: boolean }>`private.workspace_templates(${workspaceId}::uuid)`.as("w"),
        )
        .select(["w.template_id", "w.author"]),
    )
    .selectFrom("templates as t")
    .leftJoin("own", "own.template_id", "t.id")
    .where((eb) => eb.or([eb("t.listed", "=", true), eb("own.template_id", "is not", null)]))
    .select([
      "t.id",
      "t.slug",
      "t.name",
      "t.summary",
      "t.description",
      "t.category",
      "t.features",
      "t.stack",
      "t.language",
      "t.entity_count",
      "t.version",
      "t.visibility",
      "t.status",
      "t.premium",
      "t.featured",
      "t.use_count",
      "t.rating_count",
      "t.rating_sum",
      "t.publisher",
      "t.created_at",
      "t.updated_at",
      sql<boolean>`own.template_id is not null`.as("is_own"),
      sql<boolean>`coalesce(own.author, false)`.as("is_author"),
    ]);
}

/** The filters as one condition. */
function matching(filters: TemplateFilters) {
  // The words are letters and digits only, so they cannot be read as operators.
  const words = filters.words.map((word) => `${word}:*`).join(" & ");
  const conditions = [
    words === "" ? undefined : sql`t.search @@ to_tsquery('pg_catalog.english', ${words})`,
    filters.category === undefined ? undefined : sql`t.category = ${filters.category}`,
    filters.feature === undefined ? undefined : sql`${filters.feature} = any (t.features)`,
    filters.stack === undefined ? undefined : sql`t.stack = ${filters.stack}`,
    filters.language === undefined ? undefined : sql`t.language = ${filters.language}`,
    filters.premium === undefined ? undefined : sql`t.premium = ${filters.premium}`,
    // Among the others, what is taken back would only be in the way.
    filters.mine ? sql`own.template_id is not null` : sql`t.status = 'published'`,
  ];
  return sql<boolean>`${sql.join(
    conditions.filter((condition) => condition !== undefined),
    sql` and `,
  )}`;
}

/**
 * Templates as one workspace sees them: its own, and those listed for everybody. The only place that names `templates` and
 * `template_uses`. Inserting, and reading or writing a blueprint, takes `elevated`: the columns are granted to no caller.
 */
export function templateRepository(tx: Tx, workspaceId: string) {
  const shown = () => shownTo(tx, workspaceId);
  return {
    list: async ({ filters, sort, limit, after }: ListOptions) => {
      const { by, cast, down } = sortKeys[sort];
      let query = shown()
        .select(sql<string>`(${by})::text`.as("sort_value"))
        .orderBy(by, down ? "desc" : "asc")
        .orderBy("t.id", down ? "desc" : "asc")
        .limit(limit + 1);
      if (after)
        query = query.where(
          down
            ? sql<boolean>`(${by}, t.id) < (${after.value}::${cast}, ${after.id}::uuid)`
            : sql<boolean>`(${by}, t.id) > (${after.value}::${cast}, ${after.id}::uuid)`,
        );
      return await query.where(matching(filters)).execute();
    },

    find: (id: string) => shown().where("t.id", "=", id).executeTakeFirst(),

    /** Only `elevated`, after `find` has said that the caller may see it. */
    blueprint: async (id: string): Promise<unknown> =>
      (await tx.selectFrom("templates").select("blueprint").where("id", "=", id).executeTakeFirst())?.blueprint,

    /** Only `elevated`. */
    insert: async (template: NewTemplate): Promise<string> => {
      const { id } = await tx
        .insertInto("templates")
        .values({ ...rowOf(template), owner_workspace_id: workspaceId } as never)
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },

    /** Only `elevated`. Says what changed to a template of this workspace; the version counts up. */
    replacePlan: async (id: string, plan: Plan): Promise<void> => {
      await tx
        .updateTable("templates")
        .set({ ...rowOf(plan), version: sql<number>`version + 1` } as never)
        .where("id", "=", id)
        .where("owner_workspace_id", "=", workspaceId)
        .execute();
    },

    /** False when a policy keeps the caller from it. */
    update: async (id: string, changes: TemplateChanges): Promise<boolean> => {
      const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const row = await tx.updateTable("templates").set(set).where("id", "=", id).returning("id").executeTakeFirst();
      return row !== undefined;
    },

    delete: async (id: string): Promise<boolean> => {
      const row = await tx.deleteFrom("templates").where("id", "=", id).returning("id").executeTakeFirst();
      return row !== undefined;
    },

    /** Only `elevated`. The counter moves with the row; a project that was counted before is not counted again. */
    recordUse: async (use: { templateId: string; version: number; projectId: string }): Promise<void> => {
      await tx
        .insertInto("template_uses")
        .values({
          template_id: use.templateId,
          template_version: use.version,
          workspace_id: workspaceId,
          project_id: use.projectId,
        })
        .onConflict((conflict) => conflict.columns(["template_id", "project_id"]).doNothing())
        .execute();
    },
  };
}

function rowOf<T extends Plan>({ blueprint, features, ...rest }: T) {
  return { ...rest, features: sql<string[]>`${[...features]}::text[]`, blueprint: json(blueprint) };
}

/** For the operator, past the marketplace's own rules; under `asService`. */
export function templateModeration(tx: Tx) {
  return {
    set: async (id: string, changes: { featured?: boolean; status?: "published" | "removed" }): Promise<boolean> => {
      const row = await tx
        .updateTable("templates")
        .set(changes)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

/** Templates without a workspace, as they come with this version of Atrium; with the connection's own role. */
export function libraryRepository(tx: Tx) {
  return {
    /** Waits until no other transaction is writing the library; until the end of this one. */
    takeTurns: async (): Promise<void> => {
      await sql`select pg_advisory_xact_lock(hashtext('template_library'))`.execute(tx);
    },
    /** Writes what is new or different. Counters, reviews, and what an operator has decided stay as they are. */
    upsert: async (template: NewTemplate & { id: string; featured: boolean }): Promise<void> => {
      await tx
        .insertInto("templates")
        .values({ ...rowOf(template), owner_workspace_id: null, created_by: null } as never)
        .onConflict((conflict) =>
          conflict
            .column("id")
            .doUpdateSet((eb) => ({
              name: eb.ref("excluded.name"),
              summary: eb.ref("excluded.summary"),
              description: eb.ref("excluded.description"),
              category: eb.ref("excluded.category"),
              features: eb.ref("excluded.features"),
              entity_count: eb.ref("excluded.entity_count"),
              blueprint: eb.ref("excluded.blueprint"),
              version: sql<number>`templates.version + 1`,
            }))
            .where(
              sql<boolean>`(templates.name, templates.summary, templates.description, templates.category, templates.blueprint)
                is distinct from (excluded.name, excluded.summary, excluded.description, excluded.category, excluded.blueprint)`,
            ),
        )
        .execute();
    },
    /** A template that a newer version no longer brings is not offered any more; projects made from it stay. */
    unlistOthers: async (ids: readonly string[]): Promise<void> => {
      await tx
        .updateTable("templates")
        .set({ status: "unlisted" })
        .where("owner_workspace_id", "is", null)
        .where("status", "=", "published")
        .where("id", "not in", [...ids])
        .execute();
    },
  };
}

export type TemplateRepository = ReturnType<typeof templateRepository>;
export type TemplateRow = NonNullable<Awaited<ReturnType<TemplateRepository["find"]>>>;
