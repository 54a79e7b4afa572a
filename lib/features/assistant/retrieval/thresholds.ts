/**
 * Below `low` nothing fits; from `high` on a passage is given as the answer; between them the closest passages are shown
 * without asserting anything. For scores without vectors.
 */
export const defaultThresholds = { low: 0.7, high: 0.95 } as const;
/** Where meaning counts as well, every score is higher by the cosine. */
export const vectorThresholds = { low: 1.1, high: 1.4 } as const;
export type Thresholds = { low: number; high: number };
