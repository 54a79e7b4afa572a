import { flow, type LibraryTemplate, overdue, view } from "./library-template";

const member = { read: "org", create: "org", update: "org", delete: "role:admin owner" };

/** Companies, contacts and deals of one sales team. */
export const salesCrm: LibraryTemplate = {
  slug: "sales-crm",
  name: "Sales CRM",
  summary: "Companies, contacts and deals with a pipeline your whole team keeps up to date",
  description:
    "For a team that sells by talking to people. Deals move through the stages of a pipeline, every call is a note, and follow-ups that are due show up before the customer asks.\n\nEach company that signs up is an organization of its own.",
  category: "sales",
  featured: true,
  spec: {
    tenancy: "organization",
    visibility: "login",
    primary: "#1d4ed8",
    roles: [
      { key: "admin", label: "Admin", isAdmin: true },
      { key: "seller", label: "Seller", isDefault: true },
    ],
    enums: {
      deal_stage: "Stage: lead|qualified|proposal|won|lost",
      deal_source: "Source: website|referral|event=Trade fair|cold=Cold call",
      contact_kind: "Kind of contact: call|meeting|mail",
    },
    entities: [
      {
        key: "company",
        label: "Company|Companies",
        icon: "building",
        owner: "user",
        title: "name",
        fields: ["name:text!*", "industry:text*", "website:url", "address:address"],
        ...member,
      },
      {
        key: "contact",
        label: "Contact",
        icon: "user",
        owner: "user",
        title: "full_name",
        fields: ["full_name:text!*", "job_title:text", "email:email*", "phone:phone", "notes:longtext"],
        ...member,
      },
      {
        key: "deal",
        label: "Deal",
        icon: "chart",
        owner: "user",
        title: "title",
        fields: [
          "title:text!*",
          "stage:enum(deal_stage)!",
          "amount:money",
          "chance:percent Chance to win",
          "source:enum(deal_source)",
          "close_on:date#",
        ],
        defaults: { stage: "lead" },
        ...member,
        extra: {
          workflow: flow(
            "stage",
            "lead>qualified",
            "lead>lost",
            "qualified>proposal",
            "qualified>lost",
            "proposal>won",
            "proposal>lost",
            "lost>lead",
          ),
          savedViews: [view("proposals", "Proposals out", "stage", "proposal")],
          views: ["table", "kanban", "detail"],
        },
      },
      {
        key: "conversation",
        label: "Conversation",
        icon: "message",
        owner: "user",
        title: "topic",
        fields: ["topic:text!*", "kind:enum(contact_kind)!", "held_on:date!#", "what_was_said:longtext"],
        defaults: { kind: "call" },
        ...member,
      },
      {
        key: "follow_up",
        label: "Follow-up",
        icon: "clock",
        owner: "user",
        title: "what",
        fields: ["what:text!*", "due_on:date!#", "done:bool"],
        ...member,
        extra: { savedViews: [overdue("Overdue", "due_on", "done", false)] },
      },
    ],
    relations: [
      "contact.company -> company null",
      "deal.company -> company null",
      "deal.contact -> contact null",
      "conversation.contact => contact cascade",
      "follow_up.deal -> deal null",
      "follow_up.assignee -> account null",
    ],
    reports: [
      {
        key: "pipeline",
        label: "Deals by stage",
        entity: "ent.deal",
        groupBy: "stage",
        sum: "amount",
        roles: ["admin"],
      },
    ],
    features: ["search", "reports", "csv-export"],
    assumptions: ["Everybody in the team sees all customers; admins and whoever added a record delete it."],
  },
};
