import { z } from "zod";
import { LOCALES } from "@/lib/features/builder/blueprint/blueprint.schema";
import { cursor, line, multiline, timestamp, uuid } from "@/lib/shared/schema";

export const templateCategories = [
  "sales",
  "bookings",
  "support",
  "education",
  "operations",
  "people",
  "property",
  "events",
  "community",
  "health",
  "finance",
  "commerce",
  "field-service",
  "surveys",
  "other",
] as const;
/** What a template's blueprint has; read from it, never typed in. */
export const templateFeatures = [
  "comments",
  "attachments",
  "activity",
  "search",
  "csv-import",
  "csv-export",
  "notifications",
  "public-form",
  "reports",
  "workflow",
  "teams",
  "history",
  "calendar",
] as const;
export const templateSorts = ["popular", "rating", "newest", "name"] as const;
export const templateVisibilities = ["private", "team", "public"] as const;
const stacks = ["next-supabase", "vite-supabase", "hono-postgres"] as const;
const flag = z.enum(["true", "false"]);

export const listTemplatesQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** Words of the name, summary, description, category or features; a beginning of a word is enough. */
  q: line(80, 0).optional(),
  category: z.enum(templateCategories).optional(),
  feature: z.enum(templateFeatures).optional(),
  stack: z.enum(stacks).optional(),
  language: z.enum(LOCALES).optional(),
  premium: flag.optional(),
  /** Only those of this workspace. */
  mine: flag.default("false"),
  /** `popular` begins with the featured ones. */
  sort: z.enum(templateSorts).default("popular"),
});

const visibility = z.enum(templateVisibilities);
export const publishTemplateBody = z.strictObject({
  buildId: uuid,
  name: line(60),
  summary: line(160),
  description: multiline(4000).default(""),
  category: z.enum(templateCategories),
  visibility: visibility.default("team"),
  premium: z.boolean().default(false),
});
export const updateTemplateBody = z
  .strictObject({
    name: line(60),
    summary: line(160),
    description: multiline(4000),
    category: z.enum(templateCategories),
    visibility,
    premium: z.boolean(),
    /** `unlisted` takes it out of the marketplace without losing its reviews. */
    status: z.enum(["published", "unlisted"]),
    /** Publishes the plan of this build as the next version. */
    buildId: uuid,
  })
  .partial()
  .refine((value) => Object.keys(value).length > 0, "Nothing to change");

export const templateSummaryDto = z.strictObject({
  id: uuid,
  slug: z.string(),
  name: z.string(),
  summary: z.string(),
  category: z.enum(templateCategories),
  features: z.array(z.enum(templateFeatures)),
  stack: z.enum(stacks),
  language: z.enum(LOCALES),
  entityCount: z.number().int(),
  version: z.number().int(),
  visibility,
  status: z.enum(["published", "unlisted", "removed"]),
  premium: z.boolean(),
  featured: z.boolean(),
  useCount: z.number().int(),
  ratingCount: z.number().int(),
  /** Mean of the shown reviews with one decimal; null while there is none. */
  rating: z.number().nullable(),
  /** The name the template is published under; nothing else of its owner is told. */
  publisher: z.string(),
  /** It belongs to this workspace. */
  isOwn: z.boolean(),
  /** The caller may change and unpublish it. */
  canEdit: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export const reviewDto = z.strictObject({
  id: uuid,
  author: z.string(),
  isMine: z.boolean(),
  rating: z.number().int(),
  body: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
/** What an app keeps, who is in it and who may do what, in words. */
export const planContents = z.strictObject({
  roles: z.array(z.string()),
  entities: z.array(
    z.strictObject({
      key: z.string(),
      label: z.string(),
      fields: z.array(z.string()),
      /** The steps of its workflow in words, e.g. "open → solved". */
      workflow: z.array(z.string()),
      access: z.strictObject({ read: z.string(), create: z.string(), update: z.string(), delete: z.string() }),
    }),
  ),
  relations: z.array(z.string()),
});
export type PlanContents = z.infer<typeof planContents>;
export const templateDto = templateSummaryDto.extend({
  description: z.string(),
  ...planContents.shape,
  /** The caller's own review, also when the operator has hidden it from others. */
  myReview: reviewDto.nullable(),
});

/** An existing project gets the template as its next version; without one a project is created. */
/** What to build it as; what the template was made for when left out. */
const stack = z.enum(stacks).optional();
export const useTemplateBody = z.union([
  z.strictObject({ projectId: uuid, stack }),
  z.strictObject({ name: line(80), clientName: line(120).nullable().default(null), stack }),
]);
export const templateUseDto = z.strictObject({ projectId: uuid, buildId: uuid, version: z.number().int() });
export const writeReviewBody = z.strictObject({
  rating: z.number().int().min(1).max(5),
  body: multiline(2000).default(""),
});
export const reportReviewBody = z.strictObject({ reason: line(500) });

export const moderationBody = z.discriminatedUnion("action", [
  z.strictObject({ action: z.enum(["feature", "unfeature", "remove", "restore"]), templateId: uuid }),
  z.strictObject({ action: z.enum(["hide_review", "keep_review"]), reviewId: uuid }),
]);
export const reportedReviewDto = z.strictObject({
  reviewId: uuid,
  templateId: uuid,
  template: z.string(),
  rating: z.number().int(),
  body: z.string(),
  reasons: z.array(z.string()),
});

export type Template = z.infer<typeof templateDto>;
export type TemplateSummary = z.infer<typeof templateSummaryDto>;
export type TemplateReview = z.infer<typeof reviewDto>;
export type TemplateUse = z.infer<typeof templateUseDto>;
export type TemplateCategory = (typeof templateCategories)[number];
export type TemplateFeature = (typeof templateFeatures)[number];
