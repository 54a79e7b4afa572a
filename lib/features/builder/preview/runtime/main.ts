import { mayChange, mayRead, mayTry } from "./access";
import { apiPage } from "./api";
import { detailPage } from "./detail";
import { deletePage, formPage } from "./form";
import { listPage } from "./list";
import { type Doors, dashboard, landing, notFound, shell } from "./shell";
import { Store } from "./store";
import type { PreviewData, Resource } from "./types";
import type { View } from "./view";

/** Says which messages are ours; components/builder/preview-frame.tsx says the same. */
const CHANNEL = "atrium-preview";

function start(): void {
  const app = document.getElementById("app");
  const source = document.getElementById("preview-data")?.textContent;
  if (!app || !source) return;
  const store = new Store(JSON.parse(source) as PreviewData);
  let role: string | null = store.data.firstRole;

  const who = () => store.data.people.find((person) => person.role === role) ?? null;
  // The page around has another origin in the eyes of this one, which has none; what is said is no secret.
  const tell = (type: "ready" | "role"): void =>
    window.parent.postMessage(
      { channel: CHANNEL, type, role, roles: store.data.roles, kind: store.data.app.kind },
      "*",
    );
  const go = (path: string): void => {
    if (location.hash === `#${path}`) draw(true);
    else location.hash = path;
  };
  const enter = (next: string | null): void => {
    role = next;
    tell("role");
    go("/");
  };
  const doors: Doors = { signIn: () => enter(store.data.defaultRole), signOut: () => enter(null) };

  const opened = new Set<string>();

  function draw(hasMoved: boolean): void {
    if (store.data.app.kind === "api") {
      app?.replaceChildren(apiPage({ store, who: who(), go }, opened));
      return;
    }
    const [path = "/", query = ""] = (location.hash.slice(1) || "/").split("?");
    const view: View = { store, who: who(), go };
    const page = pageAt(view, { path, query: new URLSearchParams(query), doors });
    app?.replaceChildren(shell(view, path, doors, page));
    document.title = `${app?.querySelector("h1")?.textContent ?? ""} – ${store.data.app.name}`;
    if (!hasMoved) return;
    // Without preventScroll the page around the frame would jump as well.
    document.getElementById("main")?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  window.addEventListener("hashchange", () => draw(true));
  window.addEventListener("message", ({ source: sender, data }: MessageEvent<unknown>) => {
    if (sender !== window.parent || typeof data !== "object" || data === null) return;
    const message = data as { channel?: unknown; hello?: unknown; theme?: unknown; role?: unknown };
    if (message.channel !== CHANNEL) return;
    if (message.hello === true) tell("ready");
    const isTheme = message.theme === "light" || message.theme === "dark";
    if (isTheme && store.data.app.followsTheme) document.documentElement.dataset.theme = String(message.theme);
    if (message.role === undefined || message.role === role) return;
    const isKnown = message.role === null || store.data.roles.some((item) => item.key === message.role);
    if (!isKnown) return;
    role = message.role as string | null;
    draw(false);
  });
  draw(false);
  tell("ready");
}

type Place = { path: string; query: URLSearchParams; doors: Doors };

/** Pages have the addresses of the generated app: `/flats`, `/flats/new`, `/flats/{id}`, `/flats/{id}/edit`. */
function pageAt(view: View, { path, query, doors }: Place): Node[] {
  const { store, who } = view;
  const [route = "", id = "", action = ""] = path.slice(1).split("/");
  if (route === "") return home(view, doors);
  const resource = store.data.resources.find((item) => item.route === route);
  if (!resource) return notFound(view);
  if (who === null && !resource.isPublic) return landing(view, doors);
  if (id === "")
    return mayTry(resource, "read", who) ? listPage(view, resource, savedView(resource, query)) : notFound(view);
  if (id === "new") {
    const isOpen = who !== null && mayTry(resource, "create", who);
    return isOpen ? formPage(view, { resource, row: null, preset: query }) : notFound(view);
  }
  const row = store.find(resource.key, id);
  if (!row || !mayRead(store, who, { resource, row })) return notFound(view);
  if (action === "edit" && mayChange(store, who, { resource, row, verb: "update" })) {
    return formPage(view, { resource, row, preset: query });
  }
  if (action === "delete" && mayChange(store, who, { resource, row, verb: "delete" })) {
    return deletePage(view, { resource, row });
  }
  return action === "" ? detailPage(view, { resource, row }) : notFound(view);
}

function home(view: View, doors: Doors): Node[] {
  const { data } = view.store;
  if (view.who === null) return landing(view, doors);
  const first = data.resources.find((resource) => mayTry(resource, "read", view.who));
  if (!data.app.hasDashboard && first) return listPage(view, first, "");
  return dashboard(view);
}

const savedView = (resource: Resource, query: URLSearchParams): string =>
  resource.views.find((item) => item.key === query.get("view"))?.key ?? "";

start();
