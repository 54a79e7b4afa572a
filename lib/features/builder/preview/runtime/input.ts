import { el, isolated } from "./dom";
import type { FieldKind, Messages, Option } from "./types";

export type Input = {
  name: string;
  label: string;
  kind: FieldKind | "link" | "many";
  required: boolean;
  value: string;
  checked: boolean;
  selected: readonly string[];
  help: string;
  options: readonly Option[];
  min: number | null;
  max: number | null;
  maxLength: number | null;
};

/** One labelled input with its help and error, tied together for screen readers. */
export function inputNode(input: Input, error: string | undefined, m: Messages): HTMLElement {
  const helpId = input.help === "" ? "" : `${input.name}-help`;
  const errorId = error === undefined ? "" : `${input.name}-error`;
  const describedBy = [helpId, errorId].filter(Boolean).join(" ") || null;
  const isGroup = input.kind === "many" || input.kind === "multiEnum";
  const body = isGroup
    ? [choices(input, describedBy, m)]
    : [
        el(
          "label",
          { for: input.name },
          isolated(input.label),
          input.required ? el("span", { class: "required", "aria-hidden": "true" }, " *") : null,
        ),
        control(input, { describedBy, isWrong: error !== undefined, m }),
      ];
  return el(
    "div",
    { class: error === undefined ? "field" : "field has-error" },
    ...body,
    helpId ? el("p", { class: "help", id: helpId }, input.help) : null,
    error === undefined ? null : el("p", { class: "error", id: errorId }, error),
  );
}

function choices(input: Input, describedBy: string | null, m: Messages): HTMLElement {
  const boxes = input.options.map((option) => {
    const isChecked = input.selected.includes(option.value);
    const box = el("input", { type: "checkbox", name: input.name, value: option.value, checked: isChecked });
    return el("label", { class: "choice" }, box, isolated(option.label));
  });
  return el(
    "fieldset",
    { "aria-describedby": describedBy },
    el("legend", {}, isolated(input.label)),
    boxes.length === 0 ? el("p", { class: "help" }, m.nothingToChoose) : null,
    el("div", { class: "choices" }, ...boxes),
  );
}

type Look = { describedBy: string | null; isWrong: boolean; m: Messages };

function control(input: Input, { describedBy, isWrong, m }: Look): HTMLElement {
  const common = {
    id: input.name,
    name: input.name,
    "aria-invalid": isWrong ? "true" : null,
    "aria-describedby": describedBy,
    "aria-required": input.required ? "true" : null,
  };
  switch (input.kind) {
    case "longtext":
    case "json": {
      const area = el("textarea", { ...common, rows: 5, maxlength: input.maxLength });
      area.value = input.value;
      return area;
    }
    case "bool":
      return el("input", { ...common, type: "checkbox", checked: input.checked });
    case "enum":
    case "link": {
      const options = input.options.map((option) =>
        el("option", { value: option.value, selected: option.value === input.value }, option.label),
      );
      return el("select", common, el("option", { value: "" }, m.choose), ...options);
    }
    case "file":
    case "image":
      return el("input", { ...common, type: "file", accept: input.kind === "image" ? "image/*" : null });
    default: {
      const field = el("input", { ...common, ...inputType(input), maxlength: input.maxLength });
      // A colour input knows no empty value; it shows black and would send it.
      field.value = input.value;
      return field;
    }
  }
}

function inputType({ kind, min, max }: Input): Record<string, string | number | null> {
  switch (kind) {
    case "int":
    case "rating":
      return { type: "number", inputmode: "numeric", min, max };
    case "decimal":
    case "money":
      return { type: "text", inputmode: "decimal" };
    case "datetime":
      return { type: "datetime-local" };
    case "date":
    case "time":
    case "email":
    case "url":
    case "color":
      return { type: kind };
    case "phone":
      return { type: "tel" };
    default:
      return { type: "text" };
  }
}
