import type { DomainSpec } from "../domain-spec";

const staff = "role:manager role:staff";

/** Orders with positions, grouped by where they are sold. */
export const bakeryDomain: DomainSpec = {
  tenancy: "user",
  visibility: "login",
  name: "Bakery orders",
  tagline: "Every order, from the phone call to the counter",
  primary: "#8a4b12",
  currency: "EUR",
  roles: [
    { key: "manager", label: "Manager", isAdmin: true },
    { key: "staff", label: "Staff" },
    { key: "newcomer", label: "Newcomer", isDefault: true, isGuest: true },
  ],
  enums: { order_status: "Status: new|in_progress=In progress|ready|delivered|cancelled" },
  entities: [
    {
      key: "group",
      label: "Group",
      title: "name",
      fields: ["name:text!*"],
      read: staff,
      create: "role:manager",
      update: "role:manager",
      delete: "role:manager",
    },
    {
      key: "order",
      label: "Order",
      title: "customer",
      fields: [
        "customer:text!*",
        "from:date From",
        "to:date To",
        "limit:int Limit",
        "status:enum(order_status)!",
        "notes:longtext",
      ],
      defaults: { status: "new" },
      read: staff,
      create: staff,
      update: staff,
      delete: "role:manager",
      extra: {
        savedViews: [{ key: "ready", label: "Ready", conditions: [{ field: "status", op: "eq", value: "ready" }] }],
      },
    },
    {
      key: "order_item",
      label: "Order Item",
      title: "name",
      fields: [
        "name:text!* Item",
        "quantity:int!",
        "unit_price:money! Unit price",
        "order:int Order",
        "line_total:money Line total",
      ],
      help: { order: "Position on the ticket" },
      products: { line_total: ["quantity", "unit_price"] },
      read: staff,
      create: staff,
      update: staff,
      delete: staff,
    },
  ],
  relations: ["order.group -> group null", "order.taken_by -> account null", "order_item.order => order cascade"],
  features: ["search"],
  assumptions: [
    "A User is an account of this app, so the person who takes an order is picked from the accounts.",
    "Groups start empty; add weekend market and wholesale, or others.",
    "New accounts see nothing until a manager makes them staff.",
    "Prices are kept in cents; a line total is quantity times unit price, worked out by the database.",
  ],
  covers: [/bakery/i, /belong to a group|weekend market|wholesale/i, /takes the order/i, /fields?:/i, /position/i],
};
