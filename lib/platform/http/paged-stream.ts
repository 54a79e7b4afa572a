/** A page as text, and where the next one begins; null at the end. */
export type TextPage<Position> = { text: string; next: Position | null };

/** Reads a page only when the client has taken the one before: a slow client costs no memory and holds no transaction. */
export function pagedStream<Position>(
  read: (from: Position | undefined) => Promise<TextPage<Position>>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let from: Position | undefined;
  return new ReadableStream({
    pull: async (controller) => {
      const { text, next } = await read(from);
      if (text) controller.enqueue(encoder.encode(text));
      if (next === null) controller.close();
      else from = next;
    },
  });
}
