import { protocol } from "@electric-sql/pglite";

const { Parser } = protocol;
const parse = Parser.prototype.parse;
let muted = false;

// PGlite reads every message that the database writes, also where its caller asked for the raw bytes and reads them
// itself (`wire.ts`): in a profile of the project list that was a tenth of the time, for nothing. What it would notice there
// (notices, notifications, the state of a transaction) nobody asks for: all that runs on the session goes through us.
Parser.prototype.parse = function (...parts: Parameters<typeof parse>) {
  if (!muted) parse.apply(this, parts);
};

/** Runs `work` without PGlite's own reading of the answer. Only for work that ends before it returns. */
export function unparsed<T>(work: () => T): T {
  muted = true;
  try {
    return work();
  } finally {
    muted = false;
  }
}
