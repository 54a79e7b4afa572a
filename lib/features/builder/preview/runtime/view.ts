import { mayRead, maySeePerson, type Who } from "./access";
import { el, isolated, link } from "./dom";
import type { Store } from "./store";
import type { FieldDef, LinkDef, Option, Resource, Row, Value } from "./types";
import { formatValue } from "./values";

/** What every page gets: the rows, who is looking, and a way on. */
export type View = { store: Store; who: Who; go: (path: string) => void };

export const visibleRows = ({ store, who }: View, resource: Resource): Row[] =>
  store.all(resource.key).filter((row) => mayRead(store, who, { resource, row }));

export function titleOf(resource: Resource, row: Row): string {
  const title = row.values[resource.titleColumn];
  return title === null || title === undefined || title === "" ? resource.one : String(title);
}

/** Title of what a link points to; a dash for what the person may not see. */
export function linkTitle({ store, who }: View, definition: LinkDef, value: Value | undefined): string {
  if (typeof value !== "string") return "–";
  if (definition.to === null) {
    return (maySeePerson(store, who, value) && store.data.people.find((person) => person.id === value)?.name) || "–";
  }
  const resource = store.resource(definition.to);
  const row = store.find(definition.to, value);
  return resource && row && mayRead(store, who, { resource, row }) ? titleOf(resource, row) : "–";
}

/** Choices of a picker: only what the person may see. */
export function pickerOptions(view: View, to: string | null): Option[] {
  const { store, who } = view;
  if (to === null) {
    return store.data.people
      .filter((person) => maySeePerson(store, who, person.id))
      .map((person) => ({ value: person.id, label: person.name }));
  }
  const resource = store.resource(to);
  if (!resource) return [];
  return visibleRows(view, resource).map((row) => ({ value: row.id, label: titleOf(resource, row) }));
}

/** A cell or a fact: badge for a choice, swatch for a colour, plain text otherwise. */
export function valueNode({ store }: View, field: FieldDef, value: Value | undefined): Node {
  const text = formatValue(store.data, field, value);
  if (value === null || value === undefined || value === "") return document.createTextNode(text);
  if (field.kind === "enum") return el("span", { class: "badge" }, isolated(text));
  if (field.kind === "color") {
    const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.backgroundColor = String(value);
    return el("span", {}, swatch, text);
  }
  return el("bdi", { class: field.kind === "longtext" ? "prose" : null }, text);
}

export type Sorting = { column: string; descending: boolean; sortBy: (column: string) => void };

/** A table on wide screens, cards on phones: the cell labels come from `data-label`. */
export function recordTable(view: View, resource: Resource, rows: readonly Row[], sorting?: Sorting): HTMLElement {
  const fields = resource.fields.filter((field) => field.inList);
  const heads = fields.map((field) => heading(field, sorting));
  const linkHeads = resource.links.map((item) => el("th", { scope: "col" }, isolated(item.label)));
  const body = rows.map((row) => {
    const cells = fields.map((field, index) => {
      const path = `/${resource.route}/${row.id}`;
      const content =
        index === 0
          ? link(path, null, valueNode(view, field, row.values[field.column]))
          : valueNode(view, field, row.values[field.column]);
      return el("td", { "data-label": field.label }, content);
    });
    const linkCells = resource.links.map((item) =>
      el("td", { "data-label": item.label }, isolated(linkTitle(view, item, row.values[item.column]))),
    );
    return el("tr", {}, ...cells, ...linkCells);
  });
  return el(
    "div",
    { class: "table-wrap" },
    el(
      "table",
      {},
      el("caption", { class: "visually-hidden" }, resource.many),
      el("thead", {}, el("tr", {}, ...heads, ...linkHeads)),
      el("tbody", {}, ...body),
    ),
  );
}

function heading(field: FieldDef, sorting: Sorting | undefined): HTMLElement {
  if (!sorting) return el("th", { scope: "col" }, isolated(field.label));
  const isSorted = sorting.column === field.column;
  const arrow = isSorted ? (sorting.descending ? " ↓" : " ↑") : "";
  const button = el(
    "button",
    { class: "sort", type: "button", "data-sort": field.column },
    isolated(field.label),
    el("span", { "aria-hidden": "true" }, arrow),
  );
  button.addEventListener("click", () => sorting.sortBy(field.column));
  const direction = sorting.descending ? "descending" : "ascending";
  return el("th", { scope: "col", "aria-sort": isSorted ? direction : null }, button);
}
