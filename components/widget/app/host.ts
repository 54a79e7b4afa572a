import { type FromFrame, isToFrame } from "../protocol";

const silentMs = 2000;

/** The page around the frame. It is named in the frame's address; whoever else listens or speaks is not heard. */
export class Host {
  readonly isFramed = window.parent !== window;
  readonly #origin: string | null;
  #opened: () => void = () => undefined;
  #firstOpened: (kept: string | null) => void = () => undefined;
  /** What the page kept, once it has said so; null when it says nothing. */
  readonly #kept: Promise<string | null>;
  /** A visitor has opened the chat; in a preview nobody has, and the focus stays where it is. */
  isOpened = false;

  constructor(onPage: (pageUrl: string | null) => void) {
    const origin = new URLSearchParams(location.search).get("origin");
    this.#origin = origin !== null && URL.canParse(origin) && new URL(origin).origin === origin ? origin : null;
    this.#kept = new Promise((resolve) => {
      this.#firstOpened = resolve;
      window.setTimeout(() => resolve(null), silentMs);
    });
    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || event.origin !== this.#origin || !isToFrame(event.data)) return;
      onPage(event.data.pageUrl);
      this.isOpened = true;
      this.#firstOpened(event.data.kept ?? null);
      this.#opened();
    });
  }

  /** What to do each time the chat is opened. */
  onOpened(work: () => void): void {
    this.#opened = work;
  }

  readonly ready = (): void => this.#tell({ atrium: 1, type: "ready" });
  readonly close = (): void => this.#tell({ atrium: 1, type: "close" });
  readonly keep = (kept: string | null): void => this.#tell({ atrium: 1, type: "keep", kept });

  /** What the page around the frame kept for it; null for nothing, or when it does not say within two seconds. */
  async kept(): Promise<string | null> {
    return this.isFramed && this.#origin !== null ? await this.#kept : null;
  }

  #tell(message: FromFrame): void {
    if (this.isFramed && this.#origin !== null) window.parent.postMessage(message, this.#origin);
  }
}
