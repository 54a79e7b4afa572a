import { inkOn } from "./contrast";
import { loaderStyle } from "./loader-style";
import { loaderWords, widgetLanguage } from "./loader-words";
import { isFromFrame, type ToFrame } from "./protocol";

/**
 * The script a client's website includes. It must never harm the page: it throws nothing, adds one element whose insides are
 * closed, writes no inline style and no HTML, and fetches the chat only when somebody opens it.
 */

type Config = {
  name: string;
  color: string;
  position: "left" | "right";
  theme: "auto" | "light" | "dark";
  avatar: string;
  language: string;
};
type Api = { open: () => void; close: () => void; destroy: () => void };
type Page = Window & { Atrium?: Api; __atrium?: { configure: (config: Config) => void } };

const page = window as Page;
const readyMs = 8000;
const keyForm = /^[0-9a-f]{20}$/;

/** Whatever fails in here is our fault and must not become the page's. */
function safely<A extends unknown[]>(work: (...given: A) => void): (...given: A) => void {
  return (...given) => {
    try {
      work(...given);
    } catch {
      // There is nobody on this page to tell.
    }
  };
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function icon(path: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

type Policies = {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => { createScriptURL: (url: string) => string };
};

/** Under Trusted Types a script's address has to come from a policy; ours lets exactly this one through. */
function setSource(script: HTMLScriptElement, address: string): void {
  const policies = Reflect.get(window, "trustedTypes") as Policies | undefined;
  const policy = policies?.createPolicy("atrium", {
    createScriptURL: (url) => {
      if (url !== address) throw new TypeError("not the address of this widget");
      return url;
    },
  });
  script.src = policy ? policy.createScriptURL(address) : address;
}

function begin(): void {
  const own = document.currentScript ?? document.querySelector("script[data-assistant]");
  if (page.__atrium || !(own instanceof HTMLScriptElement)) return;
  const key = own.dataset.assistant ?? "";
  const origin = new URL(own.src).origin;
  if (!keyForm.test(key)) return;
  page.__atrium = { configure: safely((config) => whenBody(() => mount(config, { key, origin, tag }))) };
  const tag = document.createElement("script");
  tag.async = true;
  setSource(tag, `${origin}/w/${key}.js`);
  (document.head ?? document.documentElement).append(tag);
}

function whenBody(work: () => void): void {
  if (document.body) work();
  else document.addEventListener("DOMContentLoaded", safely(work), { once: true });
}

type Words = ReturnType<typeof loaderWords>;
type Place = { key: string; origin: string; tag: HTMLScriptElement };

/** The launcher and the empty panel, inside a shadow that the page cannot look into. */
function dress(config: Config) {
  const host = document.createElement("div");
  const shadow = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(loaderStyle);
  shadow.adoptedStyleSheets = [sheet];
  const isDark =
    config.theme === "dark" || (config.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  const root = element("div", `${config.position === "left" ? "l" : ""} ${isDark ? "d" : ""}`);
  root.style.setProperty("--c", config.color);
  root.style.setProperty("--i", inkOn(config.color));
  const button = element("button", "b");
  button.type = "button";
  button.setAttribute("aria-haspopup", "dialog");
  const panel = element("div", "p");
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", config.name);
  panel.hidden = true;
  root.append(panel, button);
  shadow.append(root);
  return { host, root, button, panel };
}

function retryCard(words: Words, { retry, dismiss }: { retry: () => void; dismiss: () => void }): HTMLElement {
  const card = element("div", "r");
  card.setAttribute("role", "alert");
  card.dir = "auto";
  const again = element("button", "k", words.retry);
  const away = element("button", "k", words.dismiss);
  again.addEventListener("click", safely(retry));
  away.addEventListener("click", safely(dismiss));
  card.append(element("p", "", words.failed), again, away);
  return card;
}

function mount(config: Config, place: Place): void {
  if (page.Atrium) return;
  const words = loaderWords(widgetLanguage(config.language, navigator.language));
  const { host, root, button, panel } = dress(config);
  let frame: HTMLIFrameElement | undefined;
  let timer = 0;
  let isReady = false;
  const tell = () => {
    const message: ToFrame = { atrium: 1, type: "opened", pageUrl: pageAddress(), kept: kept(place.key) };
    if (isReady) frame?.contentWindow?.postMessage(message, place.origin);
  };
  const show = (isOpen: boolean) => {
    panel.hidden = !isOpen;
    root.classList.toggle("o", isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
    button.setAttribute("aria-label", isOpen ? words.close : `${words.open}: ${config.name}`);
    button.replaceChildren(
      isOpen ? icon("M6 6l12 12M18 6L6 18") : config.avatar || icon("M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5z"),
    );
  };
  const load = () => {
    isReady = false;
    panel.classList.remove("s");
    frame = element("iframe", "");
    frame.title = config.name;
    frame.src = `${place.origin}/embed/${place.key}?origin=${encodeURIComponent(location.origin)}`;
    panel.replaceChildren(frame);
    timer = window.setTimeout(safely(fail), readyMs);
  };
  const fail = () => {
    frame = undefined;
    panel.classList.add("s");
    panel.replaceChildren(retryCard(words, { retry: load, dismiss: close }));
  };
  const open = () => {
    if (!panel.hidden) return;
    show(true);
    if (!frame) load();
    frame?.focus();
    tell();
  };
  const close = () => {
    if (panel.hidden) return;
    show(false);
    button.focus();
  };
  const hear = (event: MessageEvent) => {
    if (event.origin !== place.origin || !frame || event.source !== frame.contentWindow) return;
    if (!isFromFrame(event.data)) return;
    if (event.data.type === "close") return close();
    if (event.data.type === "keep") return keep(place.key, event.data.kept);
    window.clearTimeout(timer);
    isReady = true;
    if (!panel.hidden) tell();
  };
  const onMessage = safely(hear);
  const destroy = () => {
    window.clearTimeout(timer);
    window.removeEventListener("message", onMessage);
    host.remove();
    place.tag.remove();
    delete page.Atrium;
    delete page.__atrium;
  };
  button.addEventListener(
    "click",
    safely(() => (panel.hidden ? open() : close())),
  );
  root.addEventListener(
    "keydown",
    safely((event) => event.key === "Escape" && close()),
  );
  window.addEventListener("message", onMessage);
  page.Atrium = { open: safely(open), close: safely(close), destroy: safely(destroy) };
  show(false);
  document.body.append(host);
}

/** What the frame has this page keep, because the visitor's browser keeps nothing for frames of other sites. */
function kept(key: string): string | null {
  try {
    return localStorage.getItem(`atrium:${key}`);
  } catch {
    return null;
  }
}

function keep(key: string, value: string | null): void {
  if (value === null) localStorage.removeItem(`atrium:${key}`);
  else localStorage.setItem(`atrium:${key}`, value);
}

/** Without query and fragment: they may carry what is nobody's business. */
function pageAddress(): string | null {
  return location.protocol.startsWith("http") ? `${location.origin}${location.pathname}`.slice(0, 2000) : null;
}

safely(begin)();
