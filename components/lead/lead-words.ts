import type { LeadStatus } from "@/lib/features/lead/lead.schema";

export const leadStatusWords: Record<LeadStatus, { label: string; color: string }> = {
  new: { label: "New", color: "sun" },
  contacted: { label: "Contacted", color: "gray" },
  qualified: { label: "Qualified", color: "patina" },
  won: { label: "Won", color: "patina" },
  lost: { label: "Lost", color: "gray" },
};
