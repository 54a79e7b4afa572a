/** Characters from one code point to another, both included. */
export type Range = [number, number];
export type Run = { set: Range[]; min: number; max: number };
export type PatternNode =
  | { kind: "chars"; ranges: Range[]; isNegated: boolean; min: number; max: number }
  | { kind: "group"; options: PatternNode[][]; isOptional: boolean };

/** What `.` takes: everything but the end of a line. */
const ALL: readonly Range[] = [
  [0, 9],
  [11, 12],
  [14, 0xd7ff],
  [0xe000, 0x10ffff],
];

export const isIn = (code: number, ranges: readonly Range[]): boolean =>
  ranges.some(([from, to]) => code >= from && code <= to);

export const overlaps = (some: readonly Range[], others: readonly Range[]): boolean =>
  some.some(([from, to]) => others.some(([start, end]) => from <= end && start <= to));

/** Everything else, without the end of a line. */
export function complement(ranges: readonly Range[]): Range[] {
  return ranges.reduce<Range[]>(
    (left, [from, to]) =>
      left.flatMap(([start, end]): Range[] => {
        if (to < start || from > end) return [[start, end]];
        return [...(start < from ? [[start, from - 1] as Range] : []), ...(end > to ? [[to + 1, end] as Range] : [])];
      }),
    [...ALL],
  );
}
