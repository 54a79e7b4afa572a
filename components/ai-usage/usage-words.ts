/** Millionths of a US dollar as an amount; four places below a dollar, because single calls cost cents of cents. */
export function costWords(microUsd: number | null): string {
  if (microUsd === null) return "unknown cost";
  const dollars = microUsd / 1_000_000;
  return new Intl.NumberFormat("en", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: dollars < 1 ? 4 : 2,
  }).format(dollars);
}

/** "21 Nov 2026" for a day of the API. */
export const dayWords = (day: string): string =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
