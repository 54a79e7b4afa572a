import { mayTry } from "./access";
import { el, isolated, link } from "./dom";
import type { Resource, Row } from "./types";
import { compareRows, meets } from "./values";
import { recordTable, type View, visibleRows } from "./view";

type Query = { search: string; column: string; descending: boolean };

/** Searchable, sortable list of one resource. */
export function listPage(view: View, resource: Resource, savedView: string): Node[] {
  const { store, who } = view;
  const m = store.words;
  const query: Query = { search: "", column: "", descending: false };
  const path = `/${resource.route}`;
  const mayAdd = who !== null && mayTry(resource, "create", who);
  const results = el("div", { class: "stack", "aria-live": "polite" });
  const draw = (): void => {
    const rows = findRows(view, resource, { ...query, savedView });
    const isFiltered = query.search !== "" || savedView !== "";
    if (rows.length === 0) {
      const action = mayAdd && !isFiltered ? link(`${path}/new`, "button", m.add) : null;
      results.replaceChildren(
        el("div", { class: "empty card" }, el("p", {}, isFiltered ? m.nothingFound : m.nothingYet), action),
      );
      return;
    }
    const sortBy = (column: string): void => {
      query.descending = query.column === column && !query.descending;
      query.column = column;
      draw();
      results.querySelector<HTMLElement>(`[data-sort="${CSS.escape(column)}"]`)?.focus();
    };
    results.replaceChildren(recordTable(view, resource, rows, { ...query, sortBy }));
  };
  draw();
  const head = el(
    "div",
    { class: "page-head" },
    el("h1", {}, isolated(resource.many)),
    el(
      "div",
      { class: "actions" },
      resource.canExport && who !== null ? notHere(m.downloadCsv) : null,
      resource.canImport && mayAdd ? notHere(m.importCsv) : null,
      mayAdd ? link(`${path}/new`, "button", m.add) : null,
    ),
  );
  const search = resource.fields.some((field) => field.searchable)
    ? searchForm(m.search, (text) => {
        query.search = text;
        draw();
      })
    : null;
  return [head, viewTabs(view, resource, savedView), search, results].filter((node) => node !== null);
}

/** What only the built app can do. */
const notHere = (text: string | undefined): HTMLElement =>
  el("span", { class: "button ghost", "aria-disabled": "true", title: "Not in the preview" }, text);

function findRows(view: View, resource: Resource, query: Query & { savedView: string }): Row[] {
  const wanted = query.search.toLowerCase();
  const saved = resource.views.find((item) => item.key === query.savedView);
  const searchable = resource.fields.filter((field) => field.searchable);
  const rows = visibleRows(view, resource).filter(
    (row) =>
      (saved?.conditions ?? []).every((condition) => meets(row, condition, view.store.data.today)) &&
      (wanted === "" ||
        searchable.some((field) =>
          String(row.values[field.column] ?? "")
            .toLowerCase()
            .includes(wanted),
        )),
  );
  if (query.column === "") return rows.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const sorted = rows.sort((a, b) => compareRows(a, b, query.column));
  return query.descending ? sorted.reverse() : sorted;
}

function searchForm(label: string, onSearch: (text: string) => void): HTMLElement {
  const input = el("input", { id: "q", type: "search", placeholder: label, autocomplete: "off" });
  const form = el(
    "form",
    { class: "search", role: "search" },
    el("label", { class: "visually-hidden", for: "q" }, label),
    input,
    el("button", { class: "button ghost", type: "submit" }, label),
  );
  const run = (): void => onSearch(input.value.trim().slice(0, 100));
  input.addEventListener("input", run);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  return form;
}

function viewTabs({ store }: View, resource: Resource, current: string): HTMLElement | null {
  if (resource.views.length === 0) return null;
  const all = [{ key: "", label: store.words.all }, ...resource.views];
  return el(
    "nav",
    { class: "tabs", "aria-label": store.words.views },
    ...all.map(({ key, label }) => {
      const path = key === "" ? `/${resource.route}` : `/${resource.route}?view=${key}`;
      const tab = link(path, null, isolated(label));
      if (key === current) tab.setAttribute("aria-current", "page");
      return tab;
    }),
  );
}
