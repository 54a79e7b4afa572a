/** A document as a reader leaves it, whatever its format was. All offsets are UTF-16 units of `body`. */
export type ReadDocument = {
  title: string;
  /** Plain text; paragraphs are separated by blank lines. */
  body: string;
  /** Where each page begins, for formats that have pages; the first is 0. */
  pageStarts: number[];
  /** Where the text of a heading begins, and the headings above it: "Prices > Workshops". */
  headings: { at: number; path: string }[];
  /** Where something begins that must stay whole, such as a row of a table. */
  units?: number[];
};
