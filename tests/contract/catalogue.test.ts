import { sql } from "kysely";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { rawDatabase } from "@/lib/platform/db/db";
import { createPerson } from "../factories/people";
import { callableDefiners, catalogueRules, checkCatalogue } from "./support/catalogue-rules";
import { askRest } from "./support/rest-access";
import { rolledBack } from "./support/rolled-back";

/** One migration slip per rule: a rule that does not see its slip guards nothing. */
const slips: Record<string, string> = {
  "every table has row level security": "alter table public.projects disable row level security",
  "every table has a primary key": "create table public.slip (id uuid)",
  "policies name anon or authenticated and nobody else":
    "create policy slip on public.builds for delete to public using (false)",
  "one permissive policy per table, verb and role":
    "create policy slip on public.builds for select to authenticated using (true)",
  "every granted verb has a policy for its role": "grant update on public.builds to authenticated",
  "nothing is granted to PUBLIC or anon": "grant select on public.builds to anon",
  "nobody but the owner may truncate, reference or attach triggers": "grant truncate on public.builds to authenticated",
  "every foreign key has an index that starts with its columns": "drop index public.builds_created_by_idx",
  "a child of a tenant's row names the tenant in its foreign key":
    "create table public.slip (id uuid primary key, project_id uuid references public.projects (id))",
  "views run as their caller": "create view public.slip as select * from public.projects",
  "every function has an empty search_path": "alter function private.my_rank(uuid) reset search_path",
  "no function is executable by PUBLIC or anon": "grant execute on function private.role_rank(text) to public",
  "a SECURITY DEFINER function that callers may execute is on the list":
    "grant execute on function private.live_key() to authenticated",
  "the exposed schema holds no functions": "create function public.slip() returns int language sql as 'select 1'",
  "no policy reads what users may write about themselves":
    "create policy slip on public.builds for delete to authenticated using (private.claims() -> 'user_metadata' ->> 'admin' = 'true')",
  "policies call their helpers once per statement, not once per row":
    "create policy slip on public.builds for delete to authenticated using (workspace_id in (values (private.actor_user_id())))",
  "job payloads are out of every caller's reach": "grant usage on schema pgboss to authenticated",
  "callers cannot create anything": "grant create on schema public to authenticated",
  "callers cannot read accounts":
    "grant usage on schema auth to authenticated; grant select on auth.users to authenticated",
  "only service_role bypasses row level security, and no caller may log in": "alter role authenticated bypassrls",
};

// The services beside us share the database and may grant things when they are first used: look after that.
beforeAll(async () => {
  // @supabase/lite prints every refusal.
  vi.spyOn(console, "error").mockImplementation(() => {});
  const person = await createPerson();
  await askRest(person.token, { method: "GET", path: "projects?select=id" });
  await askRest(undefined, { method: "GET", path: "projects?select=id" });
});

describe("the catalogue", () => {
  it.each(catalogueRules.map((rule) => rule.name))("%s", async (name) => {
    const rules = catalogueRules.filter((rule) => rule.name === name);
    expect(await checkCatalogue(await rawDatabase(), rules)).toEqual([]);
    const slip = slips[name];
    expect(slip, "no slip is written for this rule").toBeDefined();
    const seen = await rolledBack(async (tx) => {
      for (const statement of (slip ?? "").split(";")) await sql.raw(statement).execute(tx);
      return await checkCatalogue(tx, rules);
    });
    expect(seen.length).toBeGreaterThan(0);
  });

  it("lists no SECURITY DEFINER function that does not exist or that no caller may execute", async () => {
    const { rows } = await sql<{ name: string }>`
      select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and has_function_privilege('authenticated', p.oid, 'execute') and n.nspname in ('public', 'private')`.execute(
      await rawDatabase(),
    );
    expect(Object.keys(callableDefiners).sort()).toEqual(rows.map((row) => row.name).sort());
  });
});
