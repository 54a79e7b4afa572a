/** What a thread cannot read; `code` is one of source.failure.ts. */
export class Unreadable extends Error {
  /** @param {string} code @param {unknown} [cause] */
  constructor(code, cause) {
    super(code, { cause });
    this.name = "Unreadable";
    this.code = code;
  }
}
