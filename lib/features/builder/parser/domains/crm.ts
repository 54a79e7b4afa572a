import type { DomainSpec } from "../domain-spec";

const member = { read: "org", create: "org", update: "org", delete: "role:admin owner" };

/** Companies, contacts, deals and follow-ups of one team. */
export const crmDomain: DomainSpec = {
  tenancy: "organization",
  visibility: "login",
  name: "CRM",
  tagline: "Know every customer and every next step",
  primary: "#1d4ed8",
  roles: [
    { key: "admin", label: "Admin", isAdmin: true },
    { key: "member", label: "Member", isDefault: true },
  ],
  enums: { deal_stage: "Stage: lead|contacted|proposal|won|lost" },
  entities: [
    {
      key: "company",
      label: "Company|Companies",
      owner: "user",
      title: "name",
      fields: ["name:text!*", "website:url", "address:address"],
      ...member,
    },
    {
      key: "contact",
      label: "Contact",
      owner: "user",
      title: "full_name",
      fields: ["full_name:text!*", "email:email*", "phone:phone", "notes:longtext"],
      ...member,
    },
    {
      key: "deal",
      label: "Deal",
      owner: "user",
      title: "title",
      fields: ["title:text!*", "stage:enum(deal_stage)!", "value:money", "close_on:date#"],
      defaults: { stage: "lead" },
      ...member,
    },
    {
      key: "follow_up",
      label: "Follow-up",
      owner: "user",
      title: "what",
      fields: ["what:text!*", "due_on:date!#", "done:bool"],
      ...member,
      extra: {
        savedViews: [
          {
            key: "overdue",
            label: "Overdue",
            conditions: [
              { field: "due_on", op: "beforeToday" },
              { field: "done", op: "eq", value: false },
            ],
          },
        ],
      },
    },
  ],
  relations: [
    "contact.company -> company null",
    "deal.contact -> contact null",
    "deal.company -> company null",
    "follow_up.deal -> deal null",
    "follow_up.assignee -> account null",
  ],
  reports: [
    {
      key: "pipeline",
      label: "Deals by stage",
      entity: "ent.deal",
      groupBy: "stage",
      sum: "value",
      roles: ["admin"],
    },
  ],
  features: ["search", "reports", "csv-export"],
  assumptions: ["Everybody in the team sees all customers; only admins and the person who added a record delete it."],
  covers: [/\bcrm\b|customers?|clients?|leads?|deals?|pipeline|contacts?/i],
};
