import type { Blueprint, GeneratedFile } from "@/lib/features/builder";
import { MORE_IDEAS } from "./more-ideas";
import { closeForm, content, dropField, entity, type Idea, kinds, lock, type Must, rename, sql } from "./must";

const has = (files: readonly GeneratedFile[], path: string): boolean => files.some((file) => file.path === path);

const isSpa = (blueprint: Blueprint): boolean => blueprint.stack === "vite-supabase";
const isApi = (blueprint: Blueprint): boolean => blueprint.stack === "hono-postgres";

const FORBIDDEN = /"(pre|post)?install"\s*:|sk-[a-zA-Z0-9]{20}|encrypted_password|root\/root/;

/** What every project must hold, whatever the idea. */
export const COMMON_MUSTS: Omit<Must, "lose">[] = [
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

/** Ideas of the acceptance set, word for word, with what must hold of blueprint and output. */
export const IDEAS: Idea[] = [
  ...MORE_IDEAS,
  {
    id: "P1",
    text: "an app for my gym",
    musts: [
      {
        text: "3 to 6 entities",
        lose: (b) => void b.entities.splice(2),
        holds: (b) => b.entities.length >= 3 && b.entities.length <= 6,
      },
      {
        text: "nothing is left unsaid or dropped",
        lose: (b) => void b.assumptions.splice(0),
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
        lose: (b) => rename(b.roles[1]),
        holds: (b) => ["landlord", "tenant"].every((key) => b.roles.some((role) => role.key === key)),
      },
      {
        text: "tenants reach leases, payments and flats only through their own tenant record",
        lose: (b) => lock(b, "lease", "read"),
        holds: (b) =>
          kinds(b, "lease", "read").includes("relatedOwner") &&
          kinds(b, "rent_payment", "read").includes("relatedOwner") &&
          kinds(b, "flat", "read").includes("sharedVia"),
      },
      {
        text: "lease PDF and photo are files behind storage policies",
        lose: (b) => dropField(b, "lease", "lease_pdf"),
        holds: (b, files) =>
          b.entities.flatMap((item) => item.fields).filter((field) => field.type === "file" || field.type === "image")
            .length >= 2 && has(files, "supabase/migrations/0003_storage.sql"),
      },
      {
        text: "overdue view",
        lose: (b) => void entity(b, "rent_payment")?.savedViews.splice(0),
        holds: (b) => entity(b, "rent_payment")?.savedViews.some((view) => view.key === "overdue") === true,
      },
      {
        text: "tenant A cannot read B's lease or request (in the access matrix)",
        lose: (b) => void entity(b, "lease")?.access.read.push({ kind: "signedIn" }),
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
      {
        text: "organization tenancy",
        lose: (b) => void Object.assign(b, { tenancy: "user" }),
        holds: (b) => b.tenancy === "organization",
      },
      {
        text: "cross-organization checks on every table",
        lose: (b) => void Object.assign(b, { tenancy: "user" }),
        holds: (b, files) => {
          const matrix: { tables: string[]; checks: { table: string; title: string; allowed: string[] }[] } =
            JSON.parse(content(files, "tests/access/matrix.json"));
          const isChecked = (table: string, title: string): boolean =>
            matrix.checks.some(
              (check) => check.table === table && check.title.startsWith(title) && !check.allowed.includes("alice"),
            );
          return (
            matrix.tables.every((table) => matrix.checks.some((check) => check.table === table)) &&
            b.entities.every((item) => isChecked(item.plural ?? "", "select other's row"))
          );
        },
      },
      {
        text: "internal notes are hidden from customers by SQL",
        lose: (b) => void entity(b, "internal_note")?.access.read.push({ kind: "orgMember" }),
        holds: (b, files) =>
          kinds(b, "internal_note", "read").every((kind) => kind === "role:agent" || kind === "role:admin") &&
          /internal_notes_select on public\.internal_notes for select to authenticated\s+using \(org_id = any\(array\(select private\.my_orgs\(array\['agent', 'admin'\]\)\)\)\)/.test(
            sql(files),
          ),
      },
      {
        text: "append-only audit of status changes",
        lose: (b) => void delete entity(b, "ticket")?.audit,
        holds: (_b, files) =>
          /create table public\.tickets_history/.test(sql(files)) && /history is append-only/.test(sql(files)),
      },
      {
        text: "report by agent for admins",
        lose: (b) => void b.reports.splice(0),
        holds: (b) => b.reports.some((report) => report.key === "by_agent" && report.roles.join() === "admin"),
      },
      {
        text: "incoming e-mail is listed as unsupported",
        lose: (b) => void b.unsupported.splice(0),
        holds: (b) => b.unsupported.some((item) => /email/.test(item.quote)),
      },
    ],
  },
  {
    id: "P10",
    text: "Just a coming soon page with an email waitlist, nothing else, no login. I want to download the emails as csv.",
    musts: [
      {
        text: "no invented entities",
        lose: (b) => rename(b.entities[0]),
        holds: (b) => b.entities.map((item) => item.key).join() === "waitlist_entry",
      },
      {
        text: "anon may insert, never select",
        lose: (b) => void entity(b, "waitlist_entry")?.access.read.push({ kind: "anyone" }),
        holds: (_b, files) =>
          /grant insert \([^)]*\) on public\.waitlist_entries to anon/.test(sql(files)) &&
          !/grant select on public\.waitlist_entries to anon/.test(sql(files)),
      },
      {
        text: "a known address gets the same answer",
        lose: closeForm,
        holds: (b, files) =>
          /return null;/.test(sql(files)) &&
          (isApi(b) || /waitlistThanks/.test(content(files, "lib/join-waitlist.ts"))),
      },
      {
        text: "only the owner exports",
        lose: (b) => void b.features.splice(0),
        holds: (b, files) =>
          kinds(b, "waitlist_entry", "read").join() === "role:owner" &&
          (isSpa(b) || isApi(b)
            ? /canExport: true/.test(content(files, "resources/waitlist-entries.ts"))
            : has(files, "app/(app)/waitlist-entries/export/route.ts")),
      },
      {
        text: "rate limit in the database, and in the app where it has a server",
        lose: closeForm,
        holds: (b, files) =>
          (isSpa(b) || /RateLimiter/.test(content(files, isApi(b) ? "app/app.ts" : "lib/join-waitlist.ts"))) &&
          /PT429/.test(sql(files)),
      },
      {
        text: "no sign-up",
        lose: (b) => void Object.assign(b.app, { visibility: "login" }),
        holds: (_b, files) =>
          !has(files, "app/(auth)/sign-up/page.tsx") &&
          !has(files, "components/auth/sign-up-view.tsx") &&
          /allowsSignUp: false/.test(content(files, "lib/app-config.ts")),
      },
    ],
  },
];
