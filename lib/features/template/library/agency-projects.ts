import { flow, type LibraryTemplate, overdue, view } from "./library-template";

const member = { read: "org", create: "org", update: "org", delete: "role:admin owner" };

/** What a studio promised, does, and bills. */
export const agencyProjects: LibraryTemplate = {
  slug: "agency-projects",
  name: "Agency projects",
  summary: "Clients, projects, tasks on a board, hours worked and invoices from draft to paid",
  description:
    "For studios and agencies. Tasks move over a board, hours belong to tasks, and invoices are the admins' business. Each studio that signs up is an organization of its own.",
  category: "operations",
  spec: {
    tenancy: "organization",
    visibility: "login",
    primary: "#334155",
    roles: [
      { key: "admin", label: "Admin", isAdmin: true },
      { key: "member", label: "Member", isDefault: true },
    ],
    enums: {
      task_status: "Task: todo=To do|doing|review|done",
      invoice_status: "Invoice: draft|sent|paid|cancelled",
    },
    entities: [
      {
        key: "client",
        label: "Client",
        icon: "building",
        owner: "user",
        title: "name",
        fields: ["name:text!*", "contact_name:text", "email:email*", "phone:phone"],
        ...member,
      },
      {
        key: "client_project",
        label: "Project",
        icon: "folder",
        owner: "user",
        title: "name",
        fields: ["name:text!*", "goal:longtext", "starts_on:date#", "due_on:date", "budget:money"],
        ...member,
        extra: { ordered: [{ a: "starts_on", b: "due_on" }] },
      },
      {
        key: "task",
        label: "Task",
        icon: "check",
        owner: "user",
        title: "title",
        fields: ["title:text!*", "details:longtext", "status:enum(task_status)!", "due_on:date#"],
        defaults: { status: "todo" },
        ...member,
        extra: {
          workflow: flow("status", "todo>doing", "doing>review", "doing>todo", "review>done", "review>doing"),
          savedViews: [overdue("Overdue", "due_on", "status", "todo"), view("review", "In review", "status", "review")],
          views: ["kanban", "table", "detail"],
        },
      },
      {
        key: "time_entry",
        label: "Hours|Hours",
        icon: "clock",
        owner: "user",
        title: "what",
        fields: ["what:text!*", "worked_on:date!#", "minutes:int!"],
        read: "org",
        create: "org",
        update: "role:admin owner",
        delete: "role:admin owner",
      },
      {
        key: "invoice",
        label: "Invoice",
        icon: "cash",
        title: "number",
        fields: ["number:text!*", "amount:money!", "issued_on:date!#", "due_on:date!", "status:enum(invoice_status)!"],
        defaults: { status: "draft" },
        read: "role:admin",
        create: "role:admin",
        update: "role:admin",
        delete: "role:admin",
        extra: {
          ordered: [{ a: "issued_on", b: "due_on" }],
          workflow: flow("status", "draft>sent", "draft>cancelled", "sent>paid", "sent>cancelled"),
          savedViews: [overdue("Overdue", "due_on", "status", "sent")],
        },
      },
    ],
    relations: [
      "client_project.client => client",
      "task.client_project => client_project cascade",
      "task.assignee -> account null",
      "time_entry.task => task cascade",
      "invoice.client => client",
    ],
    reports: [
      {
        key: "hours",
        label: "Minutes by task",
        entity: "ent.time_entry",
        groupBy: "rel.time_entry.task",
        sum: "minutes",
        roles: ["admin"],
      },
    ],
    features: ["search", "reports", "csv-export"],
    assumptions: ["Members see clients, projects and each other's hours; invoices are for admins."],
  },
};
