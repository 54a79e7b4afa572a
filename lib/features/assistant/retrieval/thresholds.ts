/**
 * Below `low` nothing fits; from `high` on a passage is given as the answer; between them the closest passages are shown
 * without asserting anything. For scores without vectors.
 */
export const defaultThresholds = { low: 0.7, high: 0.95 } as const;
export type Thresholds = { low: number; high: number };
