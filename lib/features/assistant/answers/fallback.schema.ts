/**
 * Why an answer was quoted although a language model is configured, and what its owner can do: a sentence that ends before the
 * full stop, because what follows differs from place to place.
 */
const reasons = {
  unauthorized: ["The AI service refused our key", "Whoever runs this installation has to renew it."],
  rate_limited: ["The AI service was too busy", "If that goes on, raise the limit of the account there."],
  server_error: ["The AI service had a fault of its own", "Nothing has to be done here."],
  unreachable: ["The AI service could not be reached", "Whoever runs this installation can check its address."],
  timeout: ["The AI service took too long", "A quicker model answers in time."],
  empty: ["The AI service sent nothing that could be read", "Check which model is set."],
  rejected: ["The AI service did not accept the request", "Check which model is set."],
  refused: ["The language model declined the question", "Nothing has to be done here."],
  filtered: ["The AI service’s filter stopped the answer", "Nothing has to be done here."],
  truncated: ["The language model’s answer was cut short", "Nothing has to be done here."],
  too_large: ["The language model’s answer was too long", "Nothing has to be done here."],
  aborted: ["The answer was broken off", "Nothing has to be done here."],
  budget: ["Today’s budget for the language model is used up", "It begins anew at midnight UTC."],
  no_valid_citation: [
    "The documents did not support what the language model wrote",
    "Nothing of it was shown to the visitor.",
  ],
  instructions_leaked: [
    "The language model repeated its instructions",
    "Nothing more of it was shown; look for instructions to machines in your documents.",
  ],
} as const satisfies Record<string, readonly [string, string]>;

/** What happened and what to do about it. A code of a newer release is named as it is. */
export function fallbackWords(code: string): { reason: string; advice: string } {
  const known = Object.entries(reasons).find(([name]) => name === code)?.[1];
  return known === undefined
    ? {
        reason: `The language model did not answer (${code})`,
        advice: "Whoever runs this installation can look it up.",
      }
    : { reason: known[0], advice: known[1] };
}
