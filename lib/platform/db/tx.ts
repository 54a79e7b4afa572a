import type { Transaction } from "kysely";
import type { DB } from "./database";

/** A unit of work: one transaction, already the caller's. */
export type Tx = Transaction<DB>;

export type RequestContext = {
  requestId: string;
  ip: string | null;
  userAgent: string | null;
};
