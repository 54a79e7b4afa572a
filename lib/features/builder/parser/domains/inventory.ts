import type { DomainSpec } from "../domain-spec";

const TEAM = "role:manager role:staff";

const team = { read: TEAM, create: TEAM, update: TEAM, delete: "role:manager" };

/** Products, places, suppliers and every movement of stock. */
export const inventoryDomain: DomainSpec = {
  tenancy: "user",
  visibility: "login",
  name: "Inventory",
  tagline: "What you have, where it is, and what moved",
  primary: "#0f766e",
  roles: [
    { key: "manager", label: "Manager", isAdmin: true },
    { key: "staff", label: "Staff" },
    { key: "newcomer", label: "Newcomer", isDefault: true, isGuest: true },
  ],
  enums: { movement_kind: "Kind: received|sold|moved|lost|corrected" },
  entities: [
    {
      key: "supplier",
      label: "Supplier",
      title: "name",
      fields: ["name:text!*", "email:email", "phone:phone"],
      ...team,
    },
    { key: "storage_place", label: "Place", title: "name", fields: ["name:text!*", "address:address"], ...team },
    {
      key: "product",
      label: "Product",
      title: "name",
      fields: ["name:text!*", "sku:text^* SKU", "price:money", "reorder_at:int Reorder at"],
      ...team,
    },
    {
      key: "stock_movement",
      label: "Stock movement",
      title: "reference",
      fields: ["reference:text!*", "kind:enum(movement_kind)!", "quantity:int!", "moved_on:date!#"],
      ...team,
    },
  ],
  relations: [
    "product.supplier -> supplier null",
    "stock_movement.product => product",
    "stock_movement.place -> storage_place null",
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
  assumptions: [
    "New accounts see nothing until a manager makes them staff.",
    "Quantities that leave are entered as negative numbers.",
  ],
  covers: [/inventory|stock|warehouse|products?|suppliers?/i],
};
