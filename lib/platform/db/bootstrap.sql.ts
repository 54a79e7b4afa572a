/**
 * What hosted Supabase brings and a bare PostgreSQL lacks: the three roles, and no right that nobody asked for.
 * Runs before the migrations, is safe to run again, and never runs against hosted Supabase.
 */
export const bootstrapSql = `
do $$
declare
  wanted text;
begin
  foreach wanted in array array['anon', 'authenticated', 'service_role'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin noinherit', wanted);
      exception when duplicate_object then null;
      end;
    end if;
  end loop;
  begin
    alter role service_role bypassrls;
  exception when insufficient_privilege then
    raise exception 'The database user must be able to create roles with BYPASSRLS (a superuser on first start).';
  end;
end $$;
grant anon, authenticated, service_role to current_user;
create schema if not exists extensions;
`;
