import { flow, type LibraryTemplate, team, view } from "./library-template";

const TEAM = "role:manager role:staff";

/** Stock, its movements, and what is on order. */
export const stockInventory: LibraryTemplate = {
  slug: "stock-inventory",
  name: "Stock and purchasing",
  summary: "Products, places, every movement of stock, and purchases from request to delivery",
  description:
    "Know what you have, where it lies and what is on its way. Movements are rows that nobody rewrites, so the history of a product is the list of its movements. Purchases are approved by a manager before they are sent.",
  category: "operations",
  spec: {
    tenancy: "user",
    visibility: "login",
    primary: "#0f766e",
    roles: [
      { key: "manager", label: "Manager", isAdmin: true },
      { key: "staff", label: "Staff" },
      { key: "newcomer", label: "Newcomer", isDefault: true, isGuest: true },
    ],
    enums: {
      movement_kind: "Kind: received|sold|moved|lost|corrected",
      purchase_status: "Purchase: requested|approved|sent|delivered|refused",
    },
    entities: [
      {
        key: "supplier",
        label: "Supplier",
        icon: "truck",
        title: "name",
        fields: ["name:text!*", "email:email", "phone:phone", "delivery_days:int"],
        ...team(TEAM, "manager"),
      },
      {
        key: "storage_place",
        label: "Place",
        icon: "building",
        title: "name",
        fields: ["name:text!*", "address:address"],
        ...team(TEAM, "manager"),
      },
      {
        key: "product",
        label: "Product",
        icon: "box",
        title: "name",
        fields: ["name:text!*", "sku:text^* SKU", "price:money", "reorder_at:int Reorder at", "photo:image"],
        ...team(TEAM, "manager"),
      },
      {
        key: "stock_movement",
        label: "Stock movement",
        icon: "list",
        title: "reference",
        fields: ["reference:text!*", "kind:enum(movement_kind)!", "quantity:int!", "moved_on:date!#"],
        read: TEAM,
        create: TEAM,
        update: "role:manager",
        delete: "role:manager",
      },
      {
        key: "purchase",
        label: "Purchase",
        icon: "cart",
        title: "reference",
        fields: [
          "reference:text!*",
          "quantity:int!",
          "unit_price:money!",
          "total:money",
          "status:enum(purchase_status)!",
          "expected_on:date#",
        ],
        products: { total: ["quantity", "unit_price"] },
        defaults: { status: "requested" },
        ...team(TEAM, "manager"),
        extra: {
          workflow: flow(
            "status",
            "requested>approved:manager",
            "requested>refused:manager",
            "approved>sent",
            "sent>delivered",
          ),
          savedViews: [view("to_approve", "To be approved", "status", "requested")],
        },
      },
    ],
    relations: [
      "product.supplier -> supplier null",
      "stock_movement.product => product",
      "stock_movement.place -> storage_place null",
      "purchase.product => product",
      "purchase.supplier => supplier",
    ],
    reports: [
      {
        key: "stock",
        label: "Movements by product",
        entity: "ent.stock_movement",
        groupBy: "rel.stock_movement.product",
        sum: "quantity",
        roles: ["manager", "staff"],
      },
    ],
    features: ["search", "reports", "csv-export"],
    integrations: ["storage"],
    assumptions: [
      "New accounts see nothing until a manager makes them staff.",
      "Quantities that leave are entered as negative numbers.",
    ],
  },
};
