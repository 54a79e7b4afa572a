import { VERBS } from "../../blueprint/blueprint.schema";
import { describeRules } from "../../blueprint/rule-words";
import { hasPages } from "../../blueprint/stacks";
import { markdownText, mermaidLabel } from "../escape";
import type { Model, TableModel } from "../model";
import { auditedTables, publicFormTables } from "../sql/behaviour";
import { sqlType } from "../sql/columns";
import type { GeneratedFile } from "../types";
import { STACK_WORDS } from "./stack-words";

/** README, SECURITY, ASSUMPTIONS, data model and licence. */
export function docFiles(model: Model, { hasLaterVersions }: { hasLaterVersions: boolean }): GeneratedFile[] {
  return [
    { path: "README.md", content: readme(model, hasLaterVersions) },
    { path: "SECURITY.md", content: security(model) },
    { path: "ASSUMPTIONS.md", content: assumptions(model) },
    { path: "docs/data-model.md", content: dataModel(model) },
    { path: "LICENSE", content: LICENSE },
  ];
}

function readme(model: Model, hasLaterVersions: boolean): string {
  const { app } = model.blueprint;
  const admin = model.roles.find((role) => role.isAdmin);
  const stack = STACK_WORDS[model.blueprint.stack];
  return `# ${markdownText(app.name)}

${markdownText(app.tagline)}

${stack.what}. Node.js 20.19 or newer.

## Check it

Nothing needs to be set up for these; the tests bring their own Postgres.

\`\`\`sh
npm ci
npm run typecheck
npm run lint
npm test
npm run build
\`\`\`

## Run it

${stack.run}

## First account

${firstAccount(model, admin?.key ?? model.defaultRole)}
${stack.use}
## Sample rows

\`supabase/seed.sql\` adds made-up rows. Run it after the first sign-up, so that they belong to that account${stack.seed}.
${hasLaterVersions ? laterVersions(stack.destructive) : ""}
## Where things are

| Folder | What |
|---|---|
| \`resources/\` | one file per kind of record: fields, labels, form rules |
${stack.folders}
| \`supabase/migrations/\` | tables, grants, row level security |
| \`tests/\` | who may do what, run against the migrations; forms; helpers |
| \`custom/\` | yours: never touched when the project is generated again |
| \`docs/\` | data model and the blueprint this project was made from |

\`SECURITY.md\` says who may do what. \`ASSUMPTIONS.md\` says what was assumed and what is missing.

## Deploy

${stack.deploy}
`;
}

const laterVersions = (destructive: string): string => `
## Later versions

The files \`..._version_N.sql\` in \`supabase/migrations\` take a database from one version to the next. Files of earlier versions never change, so only the new ones have to run.
Each of them happens as a whole or not at all. Renamed lists and fields keep their rows.

A file that would lose data (a list, a field or a choice that goes, values that do not fit a new kind) stops with a sentence while such rows exist. To lose them on purpose, ${destructive}

A field that becomes required gets its default, or a neutral value, in rows that have none. Rows that break a new rule (a unique value, a limit, an overlap) stop the file too: correct them, then run it again.
`;

function firstAccount(model: Model, admin: string): string {
  const stack = STACK_WORDS[model.blueprint.stack];
  if (model.isOrg) return stack.organization;
  if (model.blueprint.app.visibility === "invite") return stack.invite(admin);
  return `The first account that signs up gets the role \`${admin}\`; everybody after that is \`${model.defaultRole}\`. Sign up before you publish the address. ${stack.roles}`;
}

function security(model: Model): string {
  const { blueprint } = model;
  const rows = model.tables.map((table) => {
    const cells = VERBS.map((verb) => markdownText(describeRules(table.entity.access[verb], blueprint)));
    return `| ${markdownText(table.entity.label.many)} | ${cells.join(" | ")} |`;
  });
  const history = auditedTables(model).map(
    (table) =>
      `- The history of ${markdownText(table.entity.label.many)} is written by the database and can be changed by nobody. It is read by: ${markdownText(describeRules(table.entity.audit?.readers ?? [], blueprint))}.`,
  );
  const review = blueprint.review.map((item) => `- ${markdownText(item.message)}`);
  return `# Security

Rules are kept by the database: grants, row level security and triggers in \`supabase/migrations\`. ${hasPages(blueprint.stack) ? "Pages hide what would be refused, but nothing depends on them." : "What the API is asked for, it asks the database as the caller."}

${STACK_WORDS[blueprint.stack].boundary}## Who may do what

| | see | add | change | delete |
|---|---|---|---|---|
${rows.join("\n")}

${model.isOrg ? "Every row belongs to one organization. No rule reaches across organizations, and no row can point to a row of another one.\n" : ""}
## Also

- A row can only point to rows that the person saving it may see.
- Nobody can add a row in somebody else's name, unless their role may manage such rows.
${model.hasFiles ? "- Files are private. Whoever may see a row may open its file; uploads go into one's own folder under random names.\n" : ""}${publicFormTables(model).length > 0 ? `- The public form is limited per sender${blueprint.stack === "vite-supabase" ? "" : " in the app and"} in the database. A repeated address is accepted silently, so nobody learns who is on the list.\n` : ""}${model.isOrg ? "- People join an organization by an invitation to their confirmed address, with exactly the invited role. The last admin stays.\n" : "- Roles are changed by admins only; the last admin stays.\n"}${history.join("\n")}${history.length > 0 ? "\n" : ""}
## Looser than the default

${review.length > 0 ? review.join("\n") : "Nothing is open beyond the people a row belongs to and the roles above."}

## How this is tested

\`npm test\` runs every account against every row for every verb${hasPages(blueprint.stack) ? "" : ", in SQL and through HTTP"}. It then takes each policy away, and switches row level security off table by table, and fails unless the checks notice.

## Reporting a problem

Write to the owner of this installation. Please do not open a public issue.
`;
}

function assumptions(model: Model): string {
  const { assumptions: assumed, unsupported, warnings, questions } = model.blueprint;
  const list = (items: readonly string[], empty: string): string => (items.length > 0 ? items.join("\n") : empty);
  return `# Assumptions

## Assumed

${list(
  assumed.map((item) => `- ${markdownText(item.text)}`),
  "Nothing.",
)}

## Asked for, but not part of this project

${list(
  unsupported.map(
    (item) =>
      `- “${markdownText(item.quote)}”\n  - Why: ${markdownText(item.reason)}\n  - Instead: ${markdownText(item.suggestion)}`,
  ),
  "Nothing: everything the idea asks for is in the project.",
)}

## Open questions

${list(
  questions.map((item) => {
    const chosen = item.options.find((option) => option.key === item.default)?.label ?? item.default;
    return `- ${markdownText(item.text)} Assumed: ${markdownText(chosen)}.`;
  }),
  "None.",
)}

## Notes

${list(
  warnings.map((item) => `- ${markdownText(item.message)}`),
  "None.",
)}
`;
}

function dataModel(model: Model): string {
  return `# Data model

\`\`\`mermaid
erDiagram
${model.tables.map((table) => diagramEntity(table)).join("\n")}
${model.tables.flatMap((table) => diagramLinks(table)).join("\n")}
\`\`\`

${model.tables.map((table) => tableSection(table)).join("\n")}`;
}

function diagramEntity(table: TableModel): string {
  const columns = table.columns.map((column) => `    ${sqlType(column.field).replace(/[^a-z]/g, "")} ${column.column}`);
  return `  ${table.table} {\n    uuid id PK\n${columns.join("\n")}${columns.length > 0 ? "\n" : ""}  }`;
}

function diagramLinks(table: TableModel): string[] {
  return table.links.map((link) => {
    const target = link.target?.table ?? "profiles";
    const left = link.relation.required ? "||" : "|o";
    return `  ${target} ${left}--o{ ${table.table} : "${mermaidLabel(link.relation.fromLabel)}"`;
  });
}

function tableSection(table: TableModel): string {
  const own = table.columns.map((column) => {
    const notes = [
      column.field.type === "money" ? "minor units" : "",
      column.field.computed ? "stored product" : "",
      column.field.unique ? "unique" : "",
      column.field.sensitive ? "sensitive" : "",
      column.enumDef ? column.enumDef.values.map((value) => value.key).join(", ") : "",
    ].filter(Boolean);
    return `| \`${column.column}\` | ${markdownText(column.field.label)} | ${sqlType(column.field)} | ${column.field.required ? "yes" : ""} | ${notes.join("; ")} |`;
  });
  const links = table.links.map(
    (link) =>
      `| \`${link.column}\` | ${markdownText(link.relation.fromLabel)} | uuid | ${link.relation.required ? "yes" : ""} | to \`${link.target?.table ?? "profiles"}\`, on delete ${link.relation.onDelete} |`,
  );
  return `## ${markdownText(table.entity.label.many)} (\`${table.table}\`)

| Column | Label | Type | Required | Notes |
|---|---|---|---|---|
${[...links, ...own].join("\n")}
`;
}

const LICENSE = `MIT License

Copyright (c) the owner of this project

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;
