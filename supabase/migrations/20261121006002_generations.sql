-- How often a workspace may have a plan written, by day (UTC). A place is held before the work begins, so that parallel requests
-- never get more than there is, and becomes a use in the transaction that keeps the version. What fails gives its place back.

create table public.generation_usage (
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  day date not null,
  used integer not null default 0 check (used >= 0),
  primary key (workspace_id, day)
);

-- A hold whose process died runs out by itself.
create table private.generation_holds (
  id uuid primary key,
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  expires_at timestamptz not null
);
create index generation_holds_workspace_idx on private.generation_holds (workspace_id, expires_at);

create function private.generation_day() returns date
language sql stable set search_path = ''
as $$ select (now() at time zone 'UTC')::date $$;

-- Holds a place. Null p_limit: without a limit, still counted. Answers whether there was one, and what is taken already.
-- The row of the day is the lock: who comes second counts what the first one holds.
create function private.hold_generation(p_workspace uuid, p_id uuid, p_limit integer, p_seconds integer)
returns table (granted boolean, taken integer)
language plpgsql security definer set search_path = ''
as $$
declare
  count_now integer;
begin
  insert into public.generation_usage (workspace_id, day) values (p_workspace, private.generation_day())
  on conflict (workspace_id, day) do nothing;
  select u.used into count_now from public.generation_usage u
  where u.workspace_id = p_workspace and u.day = private.generation_day() for update;
  delete from private.generation_holds h where h.workspace_id = p_workspace and h.expires_at <= clock_timestamp();
  count_now := count_now + (select count(*) from private.generation_holds h where h.workspace_id = p_workspace and h.id <> p_id);
  if p_limit is not null and count_now >= p_limit then
    return query select false, count_now;
    return;
  end if;
  insert into private.generation_holds (id, workspace_id, expires_at)
  values (p_id, p_workspace, clock_timestamp() + make_interval(secs => p_seconds))
  on conflict (id) do update set expires_at = excluded.expires_at;
  return query select true, count_now;
end $$;

-- Turns a hold into a use. One that ran out, or was given back, is held again first, if there is room.
create function private.settle_generation(p_workspace uuid, p_id uuid, p_limit integer) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  if not (select h.granted from private.hold_generation(p_workspace, p_id, p_limit, 60) h) then
    return false;
  end if;
  delete from private.generation_holds h where h.id = p_id;
  update public.generation_usage u set used = u.used + 1 where u.workspace_id = p_workspace and u.day = private.generation_day();
  return true;
end $$;

create function private.release_generation(p_id uuid) returns void
language sql volatile security definer set search_path = ''
as $$ delete from private.generation_holds h where h.id = p_id $$;

-- What of today is taken, by versions and by work that is still going on; null for whoever is not in the workspace.
create function private.generations_taken(p_workspace uuid) returns integer
language sql stable security definer set search_path = ''
as $$
  select case when p_workspace = any (array(select private.my_workspaces('viewer'))) then
    coalesce((select u.used from public.generation_usage u where u.workspace_id = p_workspace and u.day = private.generation_day()), 0)
    + (select count(*)::integer from private.generation_holds h where h.workspace_id = p_workspace and h.expires_at > now())
  end
$$;

-- The list of who generated what, newest first.
create index builds_newest_idx on public.builds (workspace_id, created_at desc, id desc);

alter table public.generation_usage enable row level security;
alter table private.generation_holds enable row level security;
revoke all on public.generation_usage, private.generation_holds from public, anon, authenticated, service_role;
grant select on public.generation_usage to authenticated;
grant select, insert, update, delete on public.generation_usage, private.generation_holds to service_role;
revoke all on function
  private.generation_day(), private.hold_generation(uuid, uuid, integer, integer), private.settle_generation(uuid, uuid, integer),
  private.release_generation(uuid), private.generations_taken(uuid)
  from public, anon, authenticated, service_role;
grant execute on function
  private.hold_generation(uuid, uuid, integer, integer), private.settle_generation(uuid, uuid, integer), private.release_generation(uuid)
  to service_role;
grant execute on function private.generations_taken(uuid) to authenticated, service_role;

create policy generation_usage_select on public.generation_usage for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces('viewer'))));
