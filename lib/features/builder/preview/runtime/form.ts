import { mayAdd, mayChange, mayRead, mayTry } from "./access";
import { el, isolated, link } from "./dom";
import { type Input, inputNode } from "./input";
import type { Resource, Row } from "./types";
import { parseInput, toInput } from "./values";
import { pickerOptions, titleOf, type View } from "./view";

type Errors = Record<string, string>;
type At = { resource: Resource; row: Row | null; preset: URLSearchParams };

/** Add and edit form. What was typed stays in place when something is wrong. */
export function formPage(view: View, at: At): Node[] {
  const { resource, row } = at;
  const m = view.store.words;
  const form = el("form", { class: "card stack", novalidate: true });
  const inputs = inputsOf(view, at);
  const back = row ? `/${resource.route}/${row.id}` : `/${resource.route}`;
  const draw = (errors: Errors, message: string): void => {
    const typed = new FormData(form);
    const isFirst = form.childElementCount === 0;
    const shown = isFirst ? inputs : inputs.map((input) => withTyped(input, typed));
    const alert = message === "" ? null : el("p", { class: "alert", role: "alert", tabindex: -1 }, message);
    form.replaceChildren(
      ...(alert ? [alert] : []),
      ...shown.map((input) => inputNode(input, errors[input.name], m)),
      el(
        "div",
        { class: "actions" },
        el("button", { class: "button", type: "submit" }, m.save),
        link(back, "button ghost", m.cancel),
      ),
    );
    alert?.focus();
  };
  draw({}, "");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const outcome = submit(view, at, new FormData(form));
    if ("path" in outcome) view.go(outcome.path);
    else draw(outcome.errors, outcome.message);
  });
  const title = el("h1", {}, `${row ? m.edit : m.add}: `, isolated(resource.one));
  return [el("div", { class: "narrow" }, title, form)];
}

/** Relations first, then own fields, the account and the many-to-many check lists, as in the generated app. */
function inputsOf(view: View, { resource, row, preset }: At): Input[] {
  const { store } = view;
  const plain = { help: "", checked: false, selected: [], min: null, max: null, maxLength: null };
  const links = resource.links.map((item): Input => {
    const value = String((row ? row.values[item.column] : preset.get(item.column)) ?? "");
    const options = pickerOptions(view, item.to);
    return { ...plain, name: item.column, label: item.label, kind: "link", required: item.required, value, options };
  });
  const own = resource.fields
    .filter((field) => field.product === null)
    .map((field): Input => {
      const value = row ? row.values[field.column] : field.initial;
      const selected = field.kind === "multiEnum" && Array.isArray(value) ? value : [];
      const { column: name, label, kind, required, help, options, min, max, maxLength } = field;
      const text = toInput(field, value);
      return {
        name,
        label,
        kind,
        required,
        help,
        options,
        min,
        max,
        maxLength,
        value: text,
        checked: value === true,
        selected,
      };
    });
  const owner = resource.assignsOwner
    ? [
        {
          ...plain,
          name: "owner_id",
          label: store.words.account,
          help: store.words.accountHelp,
          kind: "link" as const,
          required: false,
          value: row?.owner ?? "",
          options: pickerOptions(view, null),
        },
      ]
    : [];
  const manies = resource.manies.map((many): Input => {
    const pairs = row ? store.pairs(many.key).filter((pair) => pair[0] === row.id) : [];
    const options = pickerOptions(view, many.to);
    const selected = pairs.map((pair) => pair[1]);
    return { ...plain, name: many.key, label: many.label, kind: "many", required: false, value: "", options, selected };
  });
  return [...links, ...own, ...owner, ...manies];
}

function withTyped(input: Input, typed: FormData): Input {
  const sent = texts(typed, input.name);
  return { ...input, value: sent[0] ?? "", checked: sent.length > 0, selected: sent };
}

const texts = (form: FormData, name: string): string[] =>
  form.getAll(name).map((item) => (typeof item === "string" ? item : item.name));

function submit(
  view: View,
  { resource, row }: At,
  form: FormData,
): { path: string } | { errors: Errors; message: string } {
  const { store, who } = view;
  const m = store.words;
  const next = row ? { ...row, values: { ...row.values } } : store.newRow(resource.hasOwner ? (who?.id ?? null) : null);
  const errors = readForm(view, { resource, form, row: next });
  if (Object.keys(errors).length > 0) return { errors, message: m.checkFields };
  const isAllowed = row
    ? mayChange(store, who, { resource, row, verb: "update" })
    : mayAdd(store, who, { resource, row: next });
  if (!isAllowed) return { errors: {}, message: m.notAllowed };
  const problem = store.save(resource, next, who?.role ?? null);
  if (problem) return { errors: problem.column ? { [problem.column]: problem.message } : {}, message: problem.message };
  for (const many of resource.manies) store.setPairs(many.key, next.id, texts(form, many.key));
  const list = `/${resource.route}`;
  return { path: mayRead(store, who, { resource, row: next }) ? `${list}/${next.id}` : list };
}

/** Puts what was sent into the row; answers the first problem of each field. */
function readForm(view: View, { resource, form, row }: { resource: Resource; form: FormData; row: Row }): Errors {
  const { data } = view.store;
  const errors: Errors = {};
  for (const field of resource.fields) {
    if (field.product) continue;
    const sent = texts(form, field.column);
    // A file is only named here: nothing leaves the page.
    const parsed = parseInput(data, field, sent);
    if ("error" in parsed) errors[field.column] = parsed.error;
    else row.values[field.column] = parsed.value;
  }
  const choose = (name: string, to: string | null, required: boolean): string | null => {
    const id = texts(form, name)[0] ?? "";
    const isKnown = pickerOptions(view, to).some((option) => option.value === id);
    if (id === "" && required) errors[name] = data.messages.required;
    else if (id !== "" && !isKnown) errors[name] = data.messages.invalid;
    return id === "" ? null : id;
  };
  for (const item of resource.links) row.values[item.column] = choose(item.column, item.to, item.required);
  if (resource.assignsOwner) row.owner = choose("owner_id", null, false);
  return errors;
}

/** The page before a row goes: says what, and that it is for good. */
export function deletePage(view: View, { resource, row }: { resource: Resource; row: Row }): Node[] {
  const { store, who } = view;
  const m = store.words;
  const form = el("form", { class: "stack" });
  form.append(
    el("div", { class: "actions" }, el("button", { class: "button danger", type: "submit" }, m.deleteConfirm)),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isAllowed = mayTry(resource, "delete", who) && mayChange(store, who, { resource, row, verb: "delete" });
    const problem = isAllowed ? store.remove(resource, row.id) : { message: m.notAllowed };
    if (!problem) return view.go(`/${resource.route}`);
    const alert = el("p", { class: "alert", role: "alert", tabindex: -1 }, problem.message);
    form.querySelector(".alert")?.remove();
    form.prepend(alert);
    alert.focus();
  });
  const card = el(
    "div",
    { class: "card stack" },
    el("p", {}, el("strong", {}, isolated(titleOf(resource, row)))),
    el("p", {}, m.deleteWarning),
    form,
    link(`/${resource.route}/${row.id}`, null, m.cancel),
  );
  return [el("div", { class: "narrow" }, el("h1", {}, `${m.delete}: `, isolated(resource.one)), card)];
}
