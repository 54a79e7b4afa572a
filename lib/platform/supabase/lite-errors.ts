import "server-only";

type Normalizer = { normalizeDbError(cause: unknown): unknown };

/** What @supabase/lite is told of an error whose code it does not know, and the status it shall answer with. */
type Refusal = { status: number; code: string; message: string };

/**
 * HTTP status of SQLSTATEs, by their longest known prefix. PostgREST manual, "Errors", HTTP status codes; serialisation
 * failures, lock time-outs and cancelled statements are 409 and 504 as everywhere in Atrium, not PostgREST's 500.
 */
const statusBySqlState: Record<string, number> = {
  "08": 503,
  // A value that the wire format cannot carry.
  "08P01": 400,
  "0L": 403,
  "0P": 403,
  "23": 400,
  "28": 403,
  "40": 409,
  "44": 403,
  "53": 503,
  "54": 400,
  "55P03": 409,
  "57014": 504,
  "57P": 503,
  P0001: 400,
};
/** Those @supabase/lite answers as PostgREST does. */
const known = /^(PT\d{3}|PGRST|21...|22...|42...|23502|23503|23505|25006)$/;

function refusalFor(code: string, message: string): Refusal {
  // Anything but five characters is the driver's word for a connection that is not there.
  if (!/^[0-9A-Z]{5}$/.test(code)) return { status: 503, code, message };
  const prefixes = [code, code.slice(0, 3), code.slice(0, 2)];
  const status = prefixes.map((prefix) => statusBySqlState[prefix]).find((found) => found !== undefined);
  return { status: status ?? 500, code, message };
}

/**
 * @supabase/lite answers a SQLSTATE it does not know with 500 and the driver's message. Such an error is handed to it in
 * the one form whose status it lets the thrower choose: SQLSTATE `PGRST`, answer and status as JSON.
 */
export function dressDatabaseErrors(connection: Normalizer): void {
  const normalize = connection.normalizeDbError.bind(connection);
  connection.normalizeDbError = (cause) => {
    const failure: unknown = normalize(cause);
    if (!(failure instanceof Error) || !("code" in failure) || typeof failure.code !== "string") return failure;
    if (known.test(failure.code)) return failure;
    const refusal = refusalFor(failure.code, failure.message);
    return Object.assign(new Error(JSON.stringify({ code: refusal.code, message: refusal.message })), {
      code: "PGRST",
      detail: JSON.stringify({ status: refusal.status, headers: {} }),
    });
  };
}
