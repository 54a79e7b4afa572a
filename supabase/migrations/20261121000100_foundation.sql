-- Foundation: default privileges, the private schema, and who is asking.
--
-- Hosted Supabase, a plain PostgreSQL and PGlite start from three different default grants, so nothing here relies on
-- any of them: everything is revoked first, then each migration grants what it means.

alter default privileges in schema public revoke all on tables from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from public, anon, authenticated, service_role;
alter default privileges revoke execute on functions from public;
revoke all on schema public from public;
grant usage on schema public to anon, authenticated, service_role;

-- Internals. Not exposed through the Data API; `authenticated` may call the helpers that policies need.
create schema if not exists private;
revoke all on schema private from public, anon, authenticated;
grant usage on schema private to anon, authenticated, service_role;

-- The order of roles. The permission table in lib/platform/auth/permissions.ts says what each may do.
create function private.role_rank(p_role text) returns integer
language sql immutable strict parallel safe set search_path = ''
as $$ select array_position(array['guest', 'viewer', 'editor', 'admin', 'owner'], p_role) $$;

create function private.claims() returns jsonb
language sql stable set search_path = ''
as $$ select coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb $$;

create function private.actor_user_id() returns uuid
language sql stable set search_path = ''
as $$ select nullif(private.claims() ->> 'sub', '')::uuid $$;

-- Only the request pipeline writes this claim, inside its own transaction; a signed Supabase token never carries it.
create function private.actor_key_id() returns uuid
language sql stable set search_path = ''
as $$ select nullif(private.claims() ->> 'atrium_key_id', '')::uuid $$;

create function private.touch_updated_at() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end $$;

-- Freezes the columns named in the trigger's arguments. RLS cannot compare old with new.
create function private.freeze_columns() returns trigger
language plpgsql set search_path = ''
as $$
declare
  col text;
begin
  foreach col in array tg_argv loop
    if (to_jsonb(new) -> col) is distinct from (to_jsonb(old) -> col) then
      raise exception 'immutable_column' using errcode = 'AT409', detail = format('%s cannot be changed', col);
    end if;
  end loop;
  return new;
end $$;
