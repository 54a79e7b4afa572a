import { fileSegment } from "../escape";
import type { Model, TableModel } from "../model";
import { publicFormTables } from "../sql/behaviour";
import type { GeneratedFile } from "../types";

/** Routes of every entity: list, new, detail, edit, delete and, when asked for, a download and an import of CSV. */
export function pageFiles(model: Model): GeneratedFile[] {
  const canExport = model.blueprint.features.includes("csv-export");
  const canImport = model.blueprint.features.includes("csv-import");
  return model.entities.flatMap((table) => {
    const folder = `app/(app)/${fileSegment(table.route)}`;
    const files = [
      { path: `${folder}/page.tsx`, content: listPage(table) },
      { path: `${folder}/[id]/page.tsx`, content: idPage(table, "detail") },
    ];
    if (table.entity.access.create.some((rule) => rule.kind !== "anyone")) {
      files.push({ path: `${folder}/new/page.tsx`, content: newPage(table) });
      if (canImport) files.push({ path: `${folder}/import/page.tsx`, content: importPage(table) });
    }
    if (table.entity.access.update.length > 0) {
      files.push({ path: `${folder}/[id]/edit/page.tsx`, content: idPage(table, "edit") });
    }
    if (table.entity.access.delete.length > 0) {
      files.push({ path: `${folder}/[id]/delete/page.tsx`, content: idPage(table, "delete") });
    }
    if (canExport) files.push({ path: `${folder}/export/route.ts`, content: exportRoute(table) });
    return files;
  });
}

const resourceImport = (table: TableModel): string =>
  `import { ${table.camel}Resource } from "@/resources/${table.route}";`;

function listPage(table: TableModel): string {
  return `import type { Metadata } from "next";
import { ListPage } from "@/components/crud/list-page";
${resourceImport(table)}

export const metadata: Metadata = { title: ${table.camel}Resource.many };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  return <ListPage resource={${table.camel}Resource} searchParams={await searchParams} />;
}
`;
}

function newPage(table: TableModel): string {
  return `import type { Metadata } from "next";
import { FormPage } from "@/components/crud/form-page";
${resourceImport(table)}

export const metadata: Metadata = { title: ${table.camel}Resource.one };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  return <FormPage id={null} preset={await searchParams} resource={${table.camel}Resource} />;
}
`;
}

function importPage(table: TableModel): string {
  return `import type { Metadata } from "next";
import { ImportPage } from "@/components/crud/import-page";
${resourceImport(table)}

export const metadata: Metadata = { title: ${table.camel}Resource.many };

export default function Page() {
  return <ImportPage resource={${table.camel}Resource} />;
}
`;
}

const VIEWS = {
  detail: { component: "DetailPage", file: "detail-page" },
  edit: { component: "FormPage", file: "form-page" },
  delete: { component: "DeletePage", file: "delete-page" },
} as const;

function idPage(table: TableModel, view: keyof typeof VIEWS): string {
  const { component, file } = VIEWS[view];
  return `import type { Metadata } from "next";
import { ${component} } from "@/components/crud/${file}";
${resourceImport(table)}

export const metadata: Metadata = { title: ${table.camel}Resource.one };

type Props = { params: Promise<{ id: string }> };

export default async function Page({ params }: Props) {
  const { id } = await params;
  return <${component} id={id} resource={${table.camel}Resource} />;
}
`;
}

function exportRoute(table: TableModel): string {
  return `import type { NextResponse } from "next/server";
import { exportCsv } from "@/lib/crud/export-csv";
${resourceImport(table)}

export function GET(): Promise<NextResponse> {
  return exportCsv(${table.camel}Resource);
}
`;
}

/** What happens behind a public form, for the table people without an account may add to. */
export function publicFormFiles(model: Model): GeneratedFile[] {
  const table = publicFormTables(model)[0];
  const email = table?.columns.find((column) => column.field.type === "email");
  if (!table || !email || model.blueprint.app.visibility !== "invite") return [];
  const isSpa = model.blueprint.stack === "vite-supabase";
  const schemaImport = `import { ${table.camel}Schema } from "@/resources/${table.route}";`;
  const pick = `${table.camel}Schema.pick({ ${email.column}: true }).safeParse({ ${email.column}: formData.get("email") })`;
  const head = isSpa ? SPA_FORM_HEAD : NEXT_FORM_HEAD;
  const guard = isSpa
    ? ""
    : `  const address = (await headers()).get("x-forwarded-for")?.split(",")[0]?.trim() ?? "unknown";
  if (!limiter.take(address)) return { errors: {}, message: m.tooMany };
`;
  const content = `${head.imports}
${schemaImport}
${head.limiter}
/** Adds an address to the list. New and known addresses get the same answer, so nobody learns who is on it. */
export async function joinWaitlist(_previous: FormState, formData: FormData): Promise<FormState> {
${guard}  // People never see this field; programs that fill in everything do.
  if (formData.get("website")) return { errors: {}, message: m.waitlistThanks };
  const parsed = ${pick};
  if (!parsed.success) return { errors: { email: m.invalidEmail }, message: "" };
  const { error } = await ${head.client}.from(${JSON.stringify(table.table)}).insert(parsed.data);
  if (error) return { errors: {}, message: error.code === "PT429" ? m.tooMany : m.somethingWrong };
  return { errors: {}, message: m.waitlistThanks };
}
`;
  return [{ path: "lib/join-waitlist.ts", content }];
}

const NEXT_FORM_HEAD = {
  imports: `"use server";

import { headers } from "next/headers";
import type { FormState } from "@/lib/crud/form";
import { messages as m } from "@/lib/messages";
import { RateLimiter } from "@/lib/rate-limit";
import { createClient } from "@/lib/supabase/server";`,
  limiter: "\nconst limiter = new RateLimiter(5, 60_000);\n",
  client: "(await createClient())",
};

/** The database limits how often the form may be sent; a page that anybody can change cannot. */
const SPA_FORM_HEAD = {
  imports: `import type { FormState } from "@/lib/crud/form";
import { messages as m } from "@/lib/messages";
import { database } from "@/lib/supabase/client";`,
  limiter: "",
  client: "database()",
};
