/** Ideas nobody tuned the parser for: other trades, other languages. Name, then the idea. */
export const OTHER_IDEAS: [string, string][] = [];
