import type { DomainSpec } from "../domain-spec";

const STAFF = "role:agent role:admin";

/** Tickets, public replies and internal notes, one organization per company. */
export const helpdeskDomain: DomainSpec = {
  tenancy: "organization",
  visibility: "login",
  name: "Helpdesk",
  tagline: "Every customer question answered, on time",
  primary: "#4338ca",
  roles: [
    { key: "admin", label: "Admin", isAdmin: true },
    { key: "agent", label: "Agent" },
    { key: "customer", label: "Customer", isDefault: true, isGuest: true },
  ],
  enums: {
    ticket_status: "Ticket status: open|pending=Waiting for customer|solved|closed",
    ticket_priority: "Priority: low|normal|high|urgent",
  },
  entities: [
    {
      key: "ticket",
      label: "Ticket",
      icon: "ticket",
      owner: "user",
      title: "subject",
      fields: [
        "subject:text!*",
        "description:longtext!*",
        "priority:enum(ticket_priority)!",
        "status:enum(ticket_status)!",
        "sla_due_at:datetime# SLA due",
      ],
      defaults: { priority: "normal", status: "open" },
      read: `${STAFF} owner`,
      create: `${STAFF} owner`,
      update: STAFF,
      delete: "role:admin",
      extra: {
        audit: {
          field: "status",
          readers: [
            { kind: "role", role: "agent" },
            { kind: "role", role: "admin" },
          ],
        },
        workflow: {
          field: "status",
          transitions: [
            { from: "open", to: "pending", roles: [] },
            { from: "open", to: "solved", roles: [] },
            { from: "pending", to: "open", roles: [] },
            { from: "pending", to: "solved", roles: [] },
            { from: "solved", to: "open", roles: [] },
            { from: "solved", to: "closed", roles: [] },
          ],
        },
        savedViews: [
          { key: "open", label: "Open", conditions: [{ field: "status", op: "eq", value: "open" }] },
          {
            key: "sla_missed",
            label: "SLA missed",
            conditions: [
              { field: "sla_due_at", op: "beforeToday" },
              { field: "status", op: "neq", value: "closed" },
            ],
          },
        ],
      },
    },
    {
      key: "reply",
      label: "Public reply|Public replies",
      icon: "message",
      owner: "user",
      title: "body",
      fields: ["body:longtext!* Reply"],
      read: `${STAFF} via:reply.ticket`,
      create: `${STAFF} via:reply.ticket`,
      update: STAFF,
      delete: "role:admin",
    },
    {
      key: "internal_note",
      label: "Internal note",
      icon: "lock",
      owner: "user",
      title: "body",
      fields: ["body:longtext!* Note"],
      read: STAFF,
      create: STAFF,
      update: STAFF,
      delete: "role:admin",
    },
  ],
  relations: [
    "ticket.assignee -> account null",
    "reply.ticket => ticket cascade",
    "internal_note.ticket => ticket cascade",
  ],
  reports: [
    {
      key: "by_agent",
      label: "Tickets by agent",
      entity: "ent.ticket",
      groupBy: "rel.ticket.assignee",
      roles: ["admin"],
    },
    { key: "by_status", label: "Tickets by status", entity: "ent.ticket", groupBy: "status", roles: ["admin"] },
  ],
  features: ["search", "comments", "activity", "reports"],
  assumptions: [
    "Each company is an organization of its own. Whoever founds it is its admin.",
    "Customers belong to one company's helpdesk and are invited by its admin; they see only their own tickets and the public replies to them.",
    "The SLA due time is set on each ticket by an agent.",
    "An admin changes roles; agents answer and close tickets.",
  ],
  questions: [
    {
      id: "helpdesk.visibility",
      text: "May agents see every ticket, or only those assigned to them?",
      options: [
        { key: "all", label: "Every ticket" },
        { key: "assigned", label: "Only theirs" },
      ],
      default: "all",
      path: "entities.0.access.read",
    },
  ],
  keeps: [/never see/i],
  covers: [
    /b2b|helpdesk|support/i,
    /compan(y|ies) (sign up|never)|another'?s data|one company/i,
    /invite agents?/i,
    /open tickets?/i,
    /audit log|every status change/i,
    /reports? by agent/i,
    /never see/i,
  ],
};
