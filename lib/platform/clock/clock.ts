/** The one clock. Tests move it; nothing else reads the system time. */
let offsetMs = 0;

export function now(): Date {
  return new Date(Date.now() + offsetMs);
}

/** Monotonic milliseconds, for durations. */
export function ticks(): number {
  return performance.now();
}

/** Shifts the application's clock. The database keeps its own. */
export function shiftClock(ms: number): void {
  offsetMs = ms;
}

/** PostgreSQL's `2026-11-21 01:40:40.467+00` and Date alike, as ISO 8601 in UTC. */
export function toIso(value: Date | string): string {
  return (value instanceof Date ? value : new Date(value)).toISOString();
}

export function toIsoOrNull(value: Date | string | null): string | null {
  return value === null ? null : toIso(value);
}
