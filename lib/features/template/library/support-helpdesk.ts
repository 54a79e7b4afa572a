import { flow, type LibraryTemplate, view } from "./library-template";

const STAFF = "role:agent role:admin";

/** Tickets, answers and a knowledge base of one company. */
export const supportHelpdesk: LibraryTemplate = {
  slug: "support-helpdesk",
  name: "Support helpdesk",
  summary: "Tickets, public replies, internal notes and help articles for one support team",
  description:
    "Customers open tickets and see the replies to them; agents see everything and talk among themselves in notes that no customer can read. Every change of a ticket's status is kept in its history.",
  category: "support",
  featured: true,
  spec: {
    tenancy: "organization",
    visibility: "login",
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
          "answer_due_at:datetime# Answer due",
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
          workflow: flow(
            "status",
            "open>pending",
            "open>solved",
            "pending>open",
            "pending>solved",
            "solved>open",
            "solved>closed",
          ),
          savedViews: [view("open", "Open", "status", "open"), view("urgent", "Urgent", "priority", "urgent")],
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
      {
        key: "help_article",
        label: "Help article",
        icon: "book",
        title: "title",
        fields: ["title:text!*", "body:longtext!*", "keywords:tags"],
        read: "org",
        create: STAFF,
        update: STAFF,
        delete: "role:admin",
      },
    ],
    relations: [
      "ticket.assignee -> account null",
      "ticket.help_article -> help_article null",
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
      "Each company is an organization of its own. Whoever founds it is its admin and invites agents and customers.",
      "Agents see every ticket, not only their own.",
    ],
  },
};
