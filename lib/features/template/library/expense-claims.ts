import { flow, type LibraryTemplate, view } from "./library-template";

const OFFICE = "role:admin role:approver";

/** Receipts in, money back. */
export const expenseClaims: LibraryTemplate = {
  slug: "expense-claims",
  name: "Expense claims",
  summary: "Claims with receipts, approval by a second person, and payment you can account for",
  description:
    "Employees collect receipts in a claim and hand it in; an approver accepts it or sends it back with a reason, and an admin pays it out. Everybody sees their own claims. Every change of a claim's status is kept in its history.",
  category: "finance",
  spec: {
    tenancy: "organization",
    visibility: "login",
    primary: "#166534",
    roles: [
      { key: "admin", label: "Accounting", isAdmin: true },
      { key: "approver", label: "Approver" },
      { key: "employee", label: "Employee", isDefault: true },
    ],
    enums: {
      claim_status: "Claim: draft|handed_in=Handed in|approved|sent_back=Sent back|paid",
      tax_rate: "Tax: none=No tax|reduced|full",
    },
    entities: [
      {
        key: "expense_category",
        label: "Category|Categories",
        icon: "list",
        title: "name",
        fields: ["name:text!*", "account_number:text", "limit_per_claim:money"],
        read: "org",
        create: "role:admin",
        update: "role:admin",
        delete: "role:admin",
      },
      {
        key: "cost_centre",
        label: "Cost centre",
        icon: "building",
        title: "name",
        fields: ["name:text!*", "code:text!^"],
        read: "org",
        create: "role:admin",
        update: "role:admin",
        delete: "role:admin",
      },
      {
        key: "claim",
        label: "Claim",
        icon: "file",
        owner: "user",
        title: "purpose",
        fields: [
          "purpose:text!*",
          "month:date!#",
          "status:enum(claim_status)!",
          "remark:longtext Remark of the approver",
        ],
        defaults: { status: "draft" },
        read: `${OFFICE} owner`,
        create: "org",
        update: `${OFFICE} owner`,
        delete: "role:admin owner",
        extra: {
          audit: {
            field: "status",
            readers: [{ kind: "role", role: "approver" }, { kind: "role", role: "admin" }, { kind: "owner" }],
          },
          workflow: flow(
            "status",
            "draft>handed_in",
            "handed_in>approved:approver,admin",
            "handed_in>sent_back:approver,admin",
            "sent_back>handed_in",
            "approved>paid:admin",
          ),
          savedViews: [
            view("to_approve", "To be approved", "status", "handed_in"),
            view("to_pay", "To be paid", "status", "approved"),
          ],
        },
      },
      {
        key: "receipt",
        label: "Receipt",
        icon: "cash",
        owner: "user",
        title: "what",
        fields: ["what:text!*", "spent_on:date!#", "amount:money!", "tax:enum(tax_rate)!", "photo:image"],
        defaults: { tax: "full" },
        read: `${OFFICE} owner`,
        create: "org",
        update: `role:admin owner`,
        delete: "role:admin owner",
      },
    ],
    relations: [
      "claim.cost_centre -> cost_centre null",
      "receipt.claim => claim cascade",
      "receipt.expense_category => expense_category",
    ],
    reports: [
      {
        key: "by_category",
        label: "Receipts by category",
        entity: "ent.receipt",
        groupBy: "rel.receipt.expense_category",
        sum: "amount",
        roles: ["admin"],
      },
    ],
    features: ["search", "reports", "csv-export"],
    integrations: ["storage"],
    assumptions: ["Approvers see every claim of the company.", "Payment happens at your bank; the app records it."],
  },
};
