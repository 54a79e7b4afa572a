import { problemText } from "./message";
import type { Words } from "./words";

/** What went wrong, said at once; nothing where nothing did. `code` is the server's, or `offline`. */
export function Problem({ code, words }: { code: string | null; words: Words }) {
  if (code === null) return null;
  return (
    <p className="wrong" role="alert">
      {problemText(code, words)}
    </p>
  );
}
