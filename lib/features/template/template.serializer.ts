import { type Blueprint, describeRules } from "@/lib/features/builder";
import { toIso } from "@/lib/platform/clock/clock";
import type { TemplateRow } from "./template.repository";
import type { PlanContents, Template, TemplateReview, TemplateSummary } from "./template.schema";
import type { ReviewRow } from "./template-review.repository";

/** Who asks, as far as an answer depends on it. */
type Viewer = { role: string };

export function toTemplateSummary(row: TemplateRow, viewer: Viewer): TemplateSummary {
  const isAdmin = viewer.role === "admin" || viewer.role === "owner";
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    summary: row.summary,
    category: row.category as TemplateSummary["category"],
    features: row.features as TemplateSummary["features"],
    stack: row.stack as TemplateSummary["stack"],
    language: row.language as TemplateSummary["language"],
    entityCount: row.entity_count,
    version: row.version,
    visibility: row.visibility as TemplateSummary["visibility"],
    status: row.status as TemplateSummary["status"],
    premium: row.premium,
    featured: row.featured,
    useCount: row.use_count,
    ratingCount: row.rating_count,
    rating: row.rating_count === 0 ? null : Math.round((row.rating_sum * 10) / row.rating_count) / 10,
    publisher: row.publisher,
    isOwn: row.is_own,
    canEdit: row.is_own && (isAdmin || (row.is_author && viewer.role === "editor")),
    createdAt: toIso(row.created_at),
    updatedAt: toIso(row.updated_at),
  };
}

export function toTemplateDto(
  row: TemplateRow,
  rest: { blueprint: Blueprint; myReview: ReviewRow | undefined; viewer: Viewer },
): Template {
  const { blueprint, myReview, viewer } = rest;
  return {
    ...toTemplateSummary(row, viewer),
    description: row.description,
    ...contentsOf(blueprint),
    myReview: myReview ? toReviewDto(myReview) : null,
  };
}

/** A plan as somebody reads it who looks from outside. */
export function contentsOf(blueprint: Blueprint): PlanContents {
  return {
    roles: blueprint.roles.map((role) => role.label),
    entities: blueprint.entities.map((entity) => ({
      key: entity.key,
      label: entity.label.many,
      fields: entity.fields.map((field) => field.label),
      workflow: stepsOf(entity, blueprint),
      access: {
        read: describeRules(entity.access.read, blueprint),
        create: describeRules(entity.access.create, blueprint),
        update: describeRules(entity.access.update, blueprint),
        delete: describeRules(entity.access.delete, blueprint),
      },
    })),
    relations: blueprint.relations.map((relation) => {
      const one = (id: string) => blueprint.entities.find((entity) => entity.id === id)?.label.one ?? "Account";
      return `${one(relation.from)} ${relation.kind === "many-many" ? "↔" : "→"} ${one(relation.to)}`;
    }),
  };
}

function stepsOf(entity: Blueprint["entities"][number], blueprint: Blueprint): string[] {
  const key = entity.fields.find((field) => field.key === entity.workflow?.field)?.enum;
  const values = blueprint.enums.find((item) => item.key === key)?.values ?? [];
  const word = (value: string) => values.find((item) => item.key === value)?.label ?? value;
  return (entity.workflow?.transitions ?? []).map((step) => `${word(step.from)} → ${word(step.to)}`);
}

export function toReviewDto(row: ReviewRow): TemplateReview {
  return {
    id: row.id,
    author: row.author_name === "" ? "Somebody" : row.author_name,
    isMine: row.is_mine,
    rating: row.rating,
    body: row.body,
    createdAt: toIso(row.created_at),
    updatedAt: toIso(row.updated_at),
  };
}
