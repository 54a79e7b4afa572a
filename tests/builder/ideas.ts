import type { Blueprint, GeneratedFile } from "@/lib/features/builder";

/** Ideas of the acceptance set, word for word, with what must hold of blueprint and output. */

export type Must = { text: string; holds: (blueprint: Blueprint, files: readonly GeneratedFile[]) => boolean };
export type Idea = { id: string; text: string; musts: Must[] };

const entity = (blueprint: Blueprint, key: string) => blueprint.entities.find((item) => item.key === key);
const kinds = (blueprint: Blueprint, key: string, verb: "read" | "create" | "update" | "delete"): string[] =>
  (entity(blueprint, key)?.access[verb] ?? []).map((rule) => (rule.kind === "role" ? `role:${rule.role}` : rule.kind));
const content = (files: readonly GeneratedFile[], path: string): string =>
  files.find((file) => file.path === path)?.content ?? "";
const sql = (files: readonly GeneratedFile[]): string => content(files, "supabase/migrations/0002_data.sql");
const has = (files: readonly GeneratedFile[], path: string): boolean => files.some((file) => file.path === path);

const FORBIDDEN = /"(pre|post)?install"\s*:|sk-[a-zA-Z0-9]{20}|encrypted_password|root\/root/;

/** What every project must hold, whatever the idea. */
export const COMMON_MUSTS: Must[] = [
  {
    text: "at most 3 questions, each with a default among its options",
    holds: (b) =>
      b.questions.length <= 3 && b.questions.every((q) => q.options.some((option) => option.key === q.default)),
  },
  { text: "assumptions are listed", holds: (b) => b.assumptions.length > 0 },
  {
    text: "no install script, no key and no account in any file",
    holds: (_b, files) => files.every((file) => file.path === "docs/blueprint.json" || !FORBIDDEN.test(file.content)),
  },
];

export const IDEAS: Idea[] = [
  {
    id: "P1",
    text: "an app for my gym",
    musts: [
      { text: "3 to 6 entities", holds: (b) => b.entities.length >= 3 && b.entities.length <= 6 },
      {
        text: "nothing is left unsaid or dropped",
        holds: (b) => b.unsupported.length === 0 && b.assumptions.length >= 3,
      },
    ],
  },
  {
    id: "P2",
    text: "I'm a landlord with 14 flats. I want to see which tenants are late on rent, upload the lease pdf, and let tenants report problems like a broken boiler with a photo. Tenants must only see their own stuff!!",
    musts: [
      {
        text: "landlord and tenant roles",
        holds: (b) => ["landlord", "tenant"].every((key) => b.roles.some((role) => role.key === key)),
      },
      {
        text: "tenants reach leases, payments and flats only through their own tenant record",
        holds: (b) =>
          kinds(b, "lease", "read").includes("relatedOwner") &&
          kinds(b, "rent_payment", "read").includes("relatedOwner") &&
          kinds(b, "flat", "read").includes("sharedVia"),
      },
      {
        text: "lease PDF and photo are files behind storage policies",
        holds: (b, files) =>
          b.entities.flatMap((item) => item.fields).filter((field) => field.type === "file" || field.type === "image")
            .length >= 2 && has(files, "supabase/migrations/0003_storage.sql"),
      },
      {
        text: "overdue view",
        holds: (b) => entity(b, "rent_payment")?.savedViews.some((view) => view.key === "overdue") === true,
      },
      {
        text: "tenant A cannot read B's lease or request (in the access matrix)",
        holds: (_b, files) => {
          const matrix: { checks: { table: string; title: string; allowed: string[] }[] } = JSON.parse(
            content(files, "tests/access/matrix.json"),
          );
          const reads = matrix.checks.filter(
            (check) => ["leases", "maintenance_requests"].includes(check.table) && check.title === "select bob's row",
          );
          return (
            reads.length === 2 &&
            reads.every((check) => !check.allowed.includes("alice") && check.allowed.includes("bob"))
          );
        },
      },
    ],
  },
  {
    id: "P9",
    text: "B2B helpdesk. Companies sign up, invite agents, customers email or open tickets. Tickets: priority, SLA due time, assignee, internal notes the customer can never see, public replies. Admins see reports by agent. One company must never see another's data. Audit log of every status change.",
    musts: [
      { text: "organization tenancy", holds: (b) => b.tenancy === "organization" },
      {
        text: "cross-organization checks on every table",
        holds: (_b, files) => {
          const matrix: { tables: string[]; checks: { table: string; allowed: string[] }[] } = JSON.parse(
            content(files, "tests/access/matrix.json"),
          );
          return matrix.tables.every((table) => matrix.checks.some((check) => check.table === table));
        },
      },
      {
        text: "internal notes are hidden from customers by SQL",
        holds: (b, files) =>
          kinds(b, "internal_note", "read").every((kind) => kind === "role:agent" || kind === "role:admin") &&
          /internal_notes_select on public\.internal_notes for select to authenticated\s+using \(org_id = any\(array\(select private\.my_orgs\(array\['agent', 'admin'\]\)\)\)\)/.test(
            sql(files),
          ),
      },
      {
        text: "append-only audit of status changes",
        holds: (_b, files) =>
          /create table public\.tickets_history/.test(sql(files)) && /history is append-only/.test(sql(files)),
      },
      {
        text: "report by agent for admins",
        holds: (b) => b.reports.some((report) => report.key === "by_agent" && report.roles.join() === "admin"),
      },
      {
        text: "incoming e-mail is listed as unsupported",
        holds: (b) => b.unsupported.some((item) => /email/.test(item.quote)),
      },
    ],
  },
  {
    id: "P10",
    text: "Just a coming soon page with an email waitlist, nothing else, no login. I want to download the emails as csv.",
    musts: [
      { text: "no invented entities", holds: (b) => b.entities.map((item) => item.key).join() === "waitlist_entry" },
      {
        text: "anon may insert, never select",
        holds: (_b, files) =>
          /grant insert \([^)]*\) on public\.waitlist_entries to anon/.test(sql(files)) &&
          !/grant select on public\.waitlist_entries to anon/.test(sql(files)),
      },
      {
        text: "a known address gets the same answer",
        holds: (_b, files) =>
          /return null;/.test(sql(files)) && /waitlistThanks/.test(content(files, "lib/join-waitlist.ts")),
      },
      {
        text: "only the owner exports",
        holds: (b, files) =>
          kinds(b, "waitlist_entry", "read").join() === "role:owner" &&
          has(files, "app/(app)/waitlist-entries/export/route.ts"),
      },
      {
        text: "rate limit in the app and in the database",
        holds: (_b, files) => /RateLimiter/.test(content(files, "lib/join-waitlist.ts")) && /PT429/.test(sql(files)),
      },
      { text: "no sign-up page", holds: (_b, files) => !has(files, "app/(auth)/sign-up/page.tsx") },
    ],
  },
];
