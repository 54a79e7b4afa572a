import { mayChange, mayRead, mayTry } from "./access";
import { el, isolated, link } from "./dom";
import type { Resource, Row, Value } from "./types";
import { formatMoment } from "./values";
import { linkTitle, recordTable, titleOf, type View, valueNode, visibleRows } from "./view";

type At = { resource: Resource; row: Row };

/** One row with everything that belongs to it. */
export function detailPage(view: View, at: At): Node[] {
  const { resource, row } = at;
  return [
    el("p", { class: "crumbs" }, link(`/${resource.route}`, null, isolated(resource.many))),
    el("div", { class: "page-head" }, el("h1", {}, isolated(titleOf(resource, row))), actions(view, at)),
    facts(view, at),
    ...resource.manies.map((many) => manySection(view, row, many)),
    ...resource.children.map((child) => childSection(view, row, child)),
    historySection(view, at),
  ].filter((node) => node !== null);
}

function actions({ store, who }: View, { resource, row }: At): HTMLElement {
  const m = store.words;
  const path = `/${resource.route}/${row.id}`;
  return el(
    "div",
    { class: "actions" },
    mayChange(store, who, { resource, row, verb: "update" }) ? link(`${path}/edit`, "button", m.edit) : null,
    mayChange(store, who, { resource, row, verb: "delete" })
      ? link(`${path}/delete`, "button ghost danger", m.delete)
      : null,
  );
}

function facts(view: View, { resource, row }: At): HTMLElement {
  const { store } = view;
  const fact = (label: string, value: Node): HTMLElement =>
    el("div", {}, el("dt", {}, isolated(label)), el("dd", {}, value));
  return el(
    "dl",
    { class: "card facts" },
    ...resource.fields.map((field) => fact(field.label, valueNode(view, field, row.values[field.column]))),
    ...resource.links.map((item) => {
      const title = linkTitle(view, item, row.values[item.column]);
      const target = store.resource(item.to);
      const isOpen = target && title !== "–";
      const path = `/${target?.route ?? ""}/${String(row.values[item.column])}`;
      return fact(item.label, isOpen ? link(path, null, isolated(title)) : isolated(title));
    }),
    fact(store.words.createdAt, document.createTextNode(formatMoment(store.data, row.createdAt))),
  );
}

function manySection(view: View, row: Row, many: Resource["manies"][number]): HTMLElement {
  const { store, who } = view;
  const target = store.resource(many.to);
  const rows = store
    .pairs(many.key)
    .filter((pair) => pair[0] === row.id)
    .map((pair) => store.find(many.to, pair[1]));
  const seen = rows.filter(
    (item): item is Row => !!item && !!target && mayRead(store, who, { resource: target, row: item }),
  );
  return el(
    "section",
    {},
    el("h2", {}, isolated(many.label)),
    seen.length === 0 ? el("p", { class: "help" }, store.words.nothingYet) : null,
    el(
      "ul",
      { class: "chips" },
      ...seen.map((item) =>
        el("li", {}, target ? link(`/${target.route}/${item.id}`, null, isolated(titleOf(target, item))) : null),
      ),
    ),
  );
}

function childSection(view: View, row: Row, child: Resource["children"][number]): HTMLElement | null {
  const { store, who } = view;
  const resource = store.resource(child.resource);
  if (!resource || !mayTry(resource, "read", who)) return null;
  const rows = visibleRows(view, resource).filter((item) => item.values[child.column] === row.id);
  const add =
    who !== null && mayTry(resource, "create", who)
      ? link(`/${resource.route}/new?${child.column}=${row.id}`, "button ghost small", store.words.add)
      : null;
  // Two buttons of one page must not sound the same.
  add?.setAttribute("aria-label", `${store.words.add}: ${resource.one}`);
  return el(
    "section",
    {},
    el("div", { class: "page-head" }, el("h2", {}, isolated(resource.many)), add),
    rows.length === 0 ? el("p", { class: "help" }, store.words.nothingYet) : recordTable(view, resource, rows),
  );
}

function historySection({ store, who }: View, { resource, row }: At): HTMLElement | null {
  const { history } = resource;
  const entries = store.history(row);
  if (!history || who === null || entries.length === 0) return null;
  if (history.roles !== null && !history.roles.includes(who.role)) return null;
  const options = resource.fields.find((field) => field.column === history.column)?.options ?? [];
  const label = (value: Value): string =>
    options.find((option) => option.value === value)?.label ?? (value === null ? "–" : String(value));
  return el(
    "section",
    {},
    el("h2", {}, store.words.history),
    el(
      "ol",
      { class: "card history" },
      ...entries.map(({ from, to, at }) =>
        el(
          "li",
          {},
          el("span", {}, `${label(from)} → ${label(to)}`),
          el("time", { datetime: at }, formatMoment(store.data, at)),
        ),
      ),
    ),
  );
}
