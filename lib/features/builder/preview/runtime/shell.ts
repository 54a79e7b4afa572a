import { mayTry } from "./access";
import { el, isolated, link } from "./dom";
import { meets } from "./values";
import { type View, visibleRows } from "./view";

export type Doors = { signIn: () => void; signOut: () => void };

/** Header, navigation and main area around a page. */
export function shell(view: View, path: string, doors: Doors, page: Node[]): HTMLElement {
  const m = view.store.words;
  const main = el("main", { id: "main", class: "main", tabindex: -1 }, ...page);
  const skip = el("a", { class: "skip", href: "#main" }, m.skipToContent);
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  return el("div", { class: "shell" }, skip, topbar(view, doors), navigation(view, path), main);
}

function topbar({ store, who }: View, doors: Doors): HTMLElement {
  const { app, messages: m } = store.data;
  const brand = link("/", "brand", el("span", { class: "brand-mark", "aria-hidden": "true" }), isolated(app.name));
  const door = el(
    "button",
    { class: who ? "button ghost small" : "button small", type: "button" },
    who ? m.signOut : m.signIn,
  );
  door.addEventListener("click", who ? doors.signOut : doors.signIn);
  const name = who ? el("span", { class: "quiet" }, who.name) : null;
  return el("header", { class: "topbar" }, brand, el("div", { class: "topbar-end" }, name, door));
}

function navigation({ store, who }: View, path: string): HTMLElement | null {
  const { app, messages: m, resources, navigation: shown } = store.data;
  const links = [
    ...(who && app.hasDashboard ? [{ href: "/", label: m.dashboard }] : []),
    ...resources
      .filter((resource) => shown.includes(resource.key))
      .filter((resource) => (who ? mayTry(resource, "read", who) : resource.isPublic))
      .map((resource) => ({ href: `/${resource.route}`, label: resource.many })),
  ];
  if (links.length === 0) return null;
  const items = links.map(({ href, label }) => {
    const anchor = link(href, null, isolated(label));
    const isCurrent = href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
    if (isCurrent) anchor.setAttribute("aria-current", "page");
    return el("li", {}, anchor);
  });
  return el("nav", { class: "nav", "aria-label": m.mainNavigation }, el("ul", {}, ...items));
}

/** Where a signed-in person begins: one tile for every list they may see. */
export function dashboard(view: View): Node[] {
  const { store, who } = view;
  const m = store.words;
  const shown = store.data.resources.filter(
    (resource) => store.data.navigation.includes(resource.key) && mayTry(resource, "read", who),
  );
  const tiles = shown.map((resource) => {
    const rows = visibleRows(view, resource);
    const views = resource.views.map((saved) => {
      const count = rows.filter((row) => saved.conditions.every((item) => meets(row, item, store.data.today))).length;
      return el("li", {}, link(`/${resource.route}?view=${saved.key}`, null, isolated(saved.label), `: ${count}`));
    });
    const add = mayTry(resource, "create", who) ? link(`/${resource.route}/new`, "button ghost small", m.add) : null;
    add?.setAttribute("aria-label", `${m.add}: ${resource.one}`);
    return el(
      "article",
      { class: "card tile" },
      el("h2", {}, link(`/${resource.route}`, null, isolated(resource.many))),
      el("p", { class: "number" }, String(rows.length)),
      views.length > 0 ? el("ul", {}, ...views) : null,
      add,
    );
  });
  return [el("h1", {}, who ? `${m.welcome}, ${who.name}` : m.dashboard), el("div", { class: "tiles" }, ...tiles)];
}

/** What somebody without an account sees first. */
export function landing({ store }: View, doors: Doors): Node[] {
  const { app, messages: m, resources } = store.data;
  const open = resources.find((resource) => resource.isPublic);
  const start = el(
    "button",
    { class: open ? "button ghost" : "button", type: "button" },
    app.hasDashboard ? m.getStarted : m.signIn,
  );
  start.addEventListener("click", doors.signIn);
  return [
    el(
      "div",
      { class: "hero" },
      el("h1", {}, isolated(app.name)),
      app.tagline === "" ? null : el("p", { class: "lead" }, isolated(app.tagline)),
      el(
        "div",
        { class: "actions" },
        open ? link(`/${open.route}`, "button", `${m.browse}: `, isolated(open.many)) : null,
        start,
      ),
      el("ul", { class: "features" }, ...app.highlights.map((text) => el("li", { class: "card" }, isolated(text)))),
    ),
  ];
}

export function notFound({ store }: View): Node[] {
  const m = store.words;
  return [el("div", { class: "empty card" }, el("h1", {}, m.notFoundTitle), el("p", {}, m.notFoundText))];
}
