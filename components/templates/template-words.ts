import type { TemplateCategory, TemplateFeature, TemplateSummary } from "@/lib/features/template/template.schema";
import { plural } from "@/lib/shared/format";

export const categoryWords: Record<TemplateCategory, string> = {
  sales: "Sales",
  bookings: "Bookings",
  support: "Support",
  education: "Education",
  operations: "Operations",
  people: "People",
  property: "Property",
  events: "Events",
  community: "Community",
  health: "Health",
  finance: "Finance",
  commerce: "Commerce",
  "field-service": "Field service",
  surveys: "Surveys",
  other: "Other",
};

export const featureWords: Record<TemplateFeature, string> = {
  comments: "Comments",
  attachments: "Attachments",
  activity: "Activity",
  search: "Search",
  "csv-import": "CSV import",
  "csv-export": "CSV export",
  notifications: "Notifications",
  "public-form": "Public form",
  reports: "Reports",
  workflow: "Workflow",
  teams: "One organization per customer",
  history: "History of changes",
  calendar: "No double bookings",
};

export const visibilityWords: Record<TemplateSummary["visibility"], { label: string; who: string }> = {
  private: { label: "Only me", who: "Nobody else sees it, not even admins." },
  team: { label: "This workspace", who: "Every member of this workspace can start from it." },
  public: { label: "Everybody", who: "Everybody signed in to this installation can start from it." },
};

export function usesInWords(count: number): string {
  return count === 0 ? "Not used yet" : `Used ${plural(count, "time")}`;
}
