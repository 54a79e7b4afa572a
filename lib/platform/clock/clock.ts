/** The application's one clock. The database keeps its own. */
export function now(): Date {
  return new Date();
}

/** Monotonic milliseconds, for durations. */
export function ticks(): number {
  return performance.now();
}

/** PostgreSQL's `2026-11-21 01:40:40.467+00` and Date alike, as ISO 8601 in UTC. */
export function toIso(value: Date | string): string {
  return (value instanceof Date ? value : new Date(value)).toISOString();
}

export function toIsoOrNull(value: Date | string | null): string | null {
  return value === null ? null : toIso(value);
}
