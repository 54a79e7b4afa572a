import { inMenu, type Model } from "../model";
import { publicFormTables, reportView } from "../sql/behaviour";
import type { GeneratedFile } from "../types";
import { messagesFile } from "./messages";
import { tsLiteral } from "./ts-literal";

/** Files that carry the app's name, roles and words. */
export function configFiles(model: Model): GeneratedFile[] {
  return [appConfigFile(model), messagesFile(model.blueprint.locale)];
}

/** The look of an app that has pages. */
export const themeFiles = (model: Model): GeneratedFile[] => [themeFile(model)];

function appConfigFile(model: Model): GeneratedFile {
  const { blueprint } = model;
  const isInviteOnly = blueprint.app.visibility === "invite";
  const firstList = model.entities[0]?.route ?? "";
  const config = tsLiteral({
    name: blueprint.app.name,
    tagline: blueprint.app.tagline,
    locale: blueprint.locale,
    currency: blueprint.app.currency,
    theme: blueprint.app.theme.dark,
    usesOrganizations: model.isOrg,
    allowsSignUp: !isInviteOnly,
    hasDashboard: !isInviteOnly,
    hasPeople: !isInviteOnly,
    homePath: isInviteOnly ? `/${firstList}` : "/dashboard",
    navigation: navigation(model),
    roles: model.roles.map((role) => ({ key: role.key, label: role.label })),
    adminRoles: model.adminRoles,
    defaultRole: model.defaultRole,
    selectableRoles: model.roles
      .filter((role) => !model.isOrg && role.selfSelect && !role.isAdmin)
      .map((role) => ({ key: role.key, label: role.label })),
    reports: blueprint.reports.map((report) => describeReport(model, report)),
    highlights: highlights(model),
  });
  return {
    path: "lib/app-config.ts",
    content: `type Choice = { key: string; label: string };

type AppConfig = {
  name: string;
  tagline: string;
  locale: string;
  currency: string;
  theme: "auto" | "light" | "dark";
  usesOrganizations: boolean;
  allowsSignUp: boolean;
  hasDashboard: boolean;
  hasPeople: boolean;
  homePath: string;
  navigation: readonly string[];
  roles: readonly Choice[];
  adminRoles: readonly string[];
  defaultRole: string;
  selectableRoles: readonly Choice[];
  reports: readonly {
    view: string;
    label: string;
    roles: readonly string[];
    hasTotal: boolean;
    isMoney: boolean;
    options: readonly { value: string; label: string }[];
  }[];
  highlights: readonly string[];
};

export const appConfig: AppConfig = ${config};
`,
  };
}

/** Entities that stand on their own; pure details of another entity are reached through it. */
function navigation(model: Model): string[] {
  const isDetail = (table: Model["entities"][number]): boolean =>
    table.links.some(
      (link) => link.relation.required && link.relation.onDelete === "cascade" && link.target !== null,
    ) && table.entity.savedViews.length === 0;
  const main = model.entities.filter((table) => !isDetail(table) && inMenu(model, table));
  return (main.length > 0 ? main : model.entities).map((table) => table.entity.key);
}

function describeReport(model: Model, report: Model["blueprint"]["reports"][number]) {
  const table = model.entities.find((item) => item.entity.id === report.entity);
  const group = table?.columns.find((column) => column.field.key === report.groupBy);
  const sum = table?.columns.find((column) => column.field.key === report.sum);
  return {
    view: reportView(report.key),
    label: report.label,
    roles: report.roles,
    hasTotal: sum !== undefined,
    isMoney: sum?.field.type === "money",
    options: (group?.enumDef?.values ?? []).map((value) => ({ value: value.key, label: value.label })),
  };
}

function highlights(model: Model): string[] {
  if (publicFormTables(model).length > 0 && model.blueprint.app.visibility === "invite") return [];
  return model.entities.slice(0, 6).map((table) => table.entity.label.many);
}

const RADIUS = { none: "0", small: "0.25rem", medium: "0.5rem", large: "0.875rem" } as const;
const FONTS = {
  system: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  serif: 'Georgia, "Times New Roman", serif',
  rounded: 'ui-rounded, "SF Pro Rounded", "Nunito", system-ui, sans-serif',
  mono: "ui-monospace, Menlo, Consolas, monospace",
} as const;

function themeFile(model: Model): GeneratedFile {
  const { primary, radius, font } = model.blueprint.app.theme;
  const colour = primary.toLowerCase();
  const light = contrastWithWhite(colour) >= 4.5;
  const accent = light ? colour : "var(--text)";
  return {
    path: "app/theme.css",
    content: `:root {
  --primary: ${colour};
  --accent: ${accent};
  --on-primary: ${light ? "#ffffff" : "#111318"};
  --radius: ${RADIUS[radius]};
  --font: ${FONTS[font]};
}

:root[data-theme="dark"] {
  --primary: color-mix(in srgb, ${colour} 45%, #ffffff);
  --accent: var(--primary);
  --on-primary: #111318;
}

@media (prefers-color-scheme: dark) {
  :root[data-theme="auto"] {
    --primary: color-mix(in srgb, ${colour} 45%, #ffffff);
    --accent: var(--primary);
    --on-primary: #111318;
  }
}
`,
  };
}

function contrastWithWhite(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}
