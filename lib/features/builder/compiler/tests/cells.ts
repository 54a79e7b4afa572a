import type { Model, TableModel } from "../model";
import { type AccessOracle, type Actor, type RowKey, uuid } from "./simulate";

/** One attempt of the access matrix and the accounts it must succeed for. */
export type Check = { table: string; title: string; sql: string; allowed: string[] };
export type Context = { model: Model; actors: Actor[]; oracle: AccessOracle };

export const ROW_NUMBER: Record<RowKey, number> = { alice: 1, bob: 2, other: 3 };

export const orgId = (org: "a" | "b"): string => uuid(2, org === "a" ? 1 : 2);

export const rowId = (model: Model, table: TableModel, row: RowKey): string =>
  uuid(100 + model.tables.indexOf(table), ROW_NUMBER[row]);
