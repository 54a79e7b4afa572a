"use client";

import { TextInput } from "@mantine/core";

type Range = { from: string | null; to: string | null };

/** The first and the last day of a list, in the viewer's own calendar, as `YYYY-MM-DD`. */
export function DayRange({ from, to, onChange }: Range & { onChange: (change: Partial<Range>) => void }) {
  const day = (input: string) => (input === "" ? null : input);
  return (
    <>
      <TextInput
        type="date"
        label="From"
        value={from ?? ""}
        onChange={(event) => onChange({ from: day(event.currentTarget.value) })}
      />
      <TextInput
        type="date"
        label="To"
        value={to ?? ""}
        onChange={(event) => onChange({ to: day(event.currentTarget.value) })}
      />
    </>
  );
}

/** The instant a day of the viewer's calendar begins at, as the API compares instants; null for no day. */
export const startOfDay = (day: string | null): string | null => toInstant(day, "T00:00:00");
/** The last instant of such a day. */
export const endOfDay = (day: string | null): string | null => toInstant(day, "T23:59:59.999");

function toInstant(day: string | null, time: string): string | null {
  if (day === null) return null;
  const date = new Date(`${day}${time}`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
