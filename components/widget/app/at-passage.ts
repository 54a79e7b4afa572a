/** The address of a passage: a PDF opens at its page; elsewhere the browser scrolls to the words and marks them, where it can. */
export function atPassage(url: string, { quote, page }: { quote: string; page: number | null }): string {
  const address = url.split("#")[0] ?? "";
  if (page !== null) return `${address}#page=${page}`;
  const start = quote.replace(/\s+/g, " ").trim().split(" ").slice(0, 8).join(" ");
  return `${address}#:~:text=${encodeURIComponent(start).replaceAll("-", "%2D")}`;
}
