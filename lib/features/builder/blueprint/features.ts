/**
 * The features of a plan that the compiler builds and that are not said elsewhere in it. Search follows from the fields that are
 * searched, public forms from who may add rows, histories, reports and files from the plan's own parts.
 */
export const BUILT_FEATURES = ["csv-export"] as const;

export type BuiltFeature = (typeof BUILT_FEATURES)[number];
