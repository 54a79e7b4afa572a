import { type FromFrame, isToFrame } from "../protocol";

/** The page around the frame. It is named in the frame's address; whoever else listens or speaks is not heard. */
export class Host {
  readonly isFramed = window.parent !== window;
  readonly #origin: string | null;
  #opened: () => void = () => undefined;

  constructor(onPage: (pageUrl: string | null) => void) {
    const origin = new URLSearchParams(location.search).get("origin");
    this.#origin = origin !== null && URL.canParse(origin) && new URL(origin).origin === origin ? origin : null;
    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || event.origin !== this.#origin || !isToFrame(event.data)) return;
      onPage(event.data.pageUrl);
      this.#opened();
    });
  }

  /** What to do each time the chat is opened. */
  onOpened(work: () => void): void {
    this.#opened = work;
  }

  readonly ready = (): void => this.#tell("ready");
  readonly close = (): void => this.#tell("close");

  #tell(type: FromFrame["type"]): void {
    const message: FromFrame = { atrium: 1, type };
    if (this.isFramed && this.#origin !== null) window.parent.postMessage(message, this.#origin);
  }
}
