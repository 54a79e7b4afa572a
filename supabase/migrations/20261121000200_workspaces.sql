-- Profiles, workspaces, members, and the helpers every policy stands on.

create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  email text not null,
  email_verified_at timestamptz,
  display_name text not null default '' check (char_length(display_name) <= 80),
  time_zone text check (char_length(time_zone) <= 60),
  last_workspace_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index profiles_email_key on public.profiles (lower(email));

create table public.workspaces (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(name) between 1 and 80),
  slug text not null check (slug ~ '^[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])$'),
  logo_path text,
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  purge_at timestamptz,
  check ((deleted_at is null) = (purge_at is null))
);
create unique index workspaces_slug_key on public.workspaces (slug);
create index workspaces_created_by_idx on public.workspaces (created_by);
create index workspaces_purge_at_idx on public.workspaces (purge_at) where purge_at is not null;

alter table public.profiles
  add constraint profiles_last_workspace_fkey foreign key (last_workspace_id) references public.workspaces (id) on delete set null;
create index profiles_last_workspace_idx on public.profiles (last_workspace_id);

create table public.workspace_members (
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null check (role in ('viewer', 'editor', 'admin', 'owner')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
create index workspace_members_user_idx on public.workspace_members (user_id, workspace_id);
create index workspace_members_owner_idx on public.workspace_members (workspace_id) where role = 'owner';

create table public.projects (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 120),
  client_name text check (char_length(client_name) between 1 and 120),
  description text not null default '' check (char_length(description) <= 2000),
  created_by uuid references auth.users (id) on delete set null,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (workspace_id, id)
);
-- Both halves of the list are keyset-paged by (created_at, id); partial indexes keep 20 rows at 20 index entries.
create index projects_active_idx on public.projects (workspace_id, created_at desc, id desc) where archived_at is null;
create index projects_archived_idx on public.projects (workspace_id, created_at desc, id desc) where archived_at is not null;
create index projects_created_by_idx on public.projects (created_by);

-- A guest is a grant on one project, never a member: it costs no seat and sees no other project.
create table public.project_collaborators (
  workspace_id uuid not null,
  project_id uuid not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (project_id, user_id),
  foreign key (workspace_id, project_id) references public.projects (workspace_id, id) on delete cascade
);
create index project_collaborators_user_idx on public.project_collaborators (user_id, workspace_id);
create index project_collaborators_project_idx on public.project_collaborators (workspace_id, project_id);

create table public.api_keys (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 80),
  prefix text not null check (prefix in ('atr_live_', 'atr_test_')),
  last4 text not null check (char_length(last4) = 4),
  -- SHA-256 of the whole key. The key holds 32 random bytes, so a slow hash would add nothing.
  hash bytea not null check (octet_length(hash) = 32),
  -- What the wall lets the key do: viewer when every scope reads, editor or admin otherwise.
  role text not null check (role in ('viewer', 'editor', 'admin')),
  scopes text[] not null check (cardinality(scopes) between 1 and 50),
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  -- Set by a rotation: until then the old key still works beside its successor.
  rotates_at timestamptz,
  replaced_by uuid references public.api_keys (id) on delete set null,
  last_used_at timestamptz,
  last_used_ip text
);
create unique index api_keys_hash_key on public.api_keys (hash);
create index api_keys_workspace_idx on public.api_keys (workspace_id, created_at desc, id desc);
create index api_keys_created_by_idx on public.api_keys (created_by);
create index api_keys_replaced_by_idx on public.api_keys (replaced_by);

-- Which key is asking, if it may still ask. Read live: a revoked key is out on its next statement.
create function private.live_key() returns table (workspace_id uuid, role text)
language sql stable security definer set search_path = ''
as $$
  select k.workspace_id, k.role
  from public.api_keys k
  where k.id = private.actor_key_id()
    and k.revoked_at is null
    and (k.expires_at is null or k.expires_at > now())
    and (k.rotates_at is null or k.rotates_at > now())
$$;

-- The workspaces the caller may act in with at least `p_min_role`. Policies use it as
-- `workspace_id = any (array(select private.my_workspaces('viewer')))`: an InitPlan, run once per statement.
-- plpgsql, not sql: it keeps its plans for the life of the connection, where a sql function is planned on every call.
create function private.my_workspaces(p_min_role text default 'viewer') returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  claims jsonb := coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb;
  wanted integer := array_position(array['guest', 'viewer', 'editor', 'admin', 'owner'], p_min_role);
begin
  if claims ? 'atrium_key_id' then
    return query
      select k.workspace_id
      from public.api_keys k
      join public.workspaces w on w.id = k.workspace_id and w.deleted_at is null
      where k.id = (claims ->> 'atrium_key_id')::uuid
        and k.revoked_at is null
        and (k.expires_at is null or k.expires_at > now())
        and (k.rotates_at is null or k.rotates_at > now())
        and array_position(array['guest', 'viewer', 'editor', 'admin', 'owner'], k.role) >= wanted;
  else
    return query
      select m.workspace_id
      from public.workspace_members m
      join public.workspaces w on w.id = m.workspace_id and w.deleted_at is null
      where m.user_id = nullif(claims ->> 'sub', '')::uuid
        and array_position(array['guest', 'viewer', 'editor', 'admin', 'owner'], m.role) >= wanted;
  end if;
end $$;

-- Projects the caller was invited to as a guest.
create function private.my_guest_projects() returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select c.project_id
  from public.project_collaborators c
  join public.workspaces w on w.id = c.workspace_id and w.deleted_at is null
  where c.user_id = private.actor_user_id()
$$;

create function private.my_guest_workspaces() returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select c.workspace_id
  from public.project_collaborators c
  join public.workspaces w on w.id = c.workspace_id and w.deleted_at is null
  where c.user_id = private.actor_user_id()
$$;

-- Deleted workspaces stay visible to their owners, so that they can be restored.
create function private.my_deleted_workspaces() returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select m.workspace_id
  from public.workspace_members m
  join public.workspaces w on w.id = m.workspace_id and w.deleted_at is not null
  where m.user_id = private.actor_user_id() and m.role = 'owner'
$$;

-- People who share a workspace with the caller, either way round.
create function private.my_colleagues() returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select m.user_id from public.workspace_members m
  where m.workspace_id = any (array(select private.my_workspaces('viewer')))
  union
  select c.user_id from public.project_collaborators c
  where c.workspace_id = any (array(select private.my_workspaces('viewer')))
$$;

-- The caller's own rank in one workspace; 0 for a stranger.
create function private.my_rank(p_workspace uuid) returns integer
language sql stable security definer set search_path = ''
as $$
  select coalesce(max(r), 0) from (
    select private.role_rank(m.role) as r from public.workspace_members m
    where m.workspace_id = p_workspace and m.user_id = private.actor_user_id()
    union all
    select private.role_rank(k.role) from private.live_key() k where k.workspace_id = p_workspace
  ) ranks
$$;

revoke all on all functions in schema private from public, anon, authenticated, service_role;
grant execute on function
  private.role_rank(text), private.claims(), private.actor_user_id(), private.actor_key_id(),
  private.my_workspaces(text), private.my_guest_projects(), private.my_guest_workspaces(),
  private.my_deleted_workspaces(), private.my_colleagues(), private.my_rank(uuid)
to authenticated, service_role;

-- A user is mirrored into profiles: colleagues may read those, nobody may read auth.users.
create function private.mirror_user() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.profiles (id, email, email_verified_at, display_name)
  values (
    new.id, lower(coalesce(new.email, '')), new.email_confirmed_at,
    left(coalesce(nullif(btrim(new.raw_user_meta_data::jsonb ->> 'display_name'), ''), nullif(btrim(new.raw_user_meta_data::jsonb ->> 'full_name'), ''), split_part(coalesce(new.email, ''), '@', 1)), 80)
  )
  on conflict (id) do update set email = excluded.email, email_verified_at = excluded.email_verified_at;
  return new;
end $$;
create trigger mirror_user_to_profile after insert or update of email, email_confirmed_at on auth.users
  for each row execute function private.mirror_user();

-- Rank rules of members, below the API: never above your own rank, owners only by owners, and a workspace keeps an owner.
create function private.guard_member() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  ws uuid := coalesce(new.workspace_id, old.workspace_id);
  target uuid := coalesce(new.user_id, old.user_id);
  mine integer;
begin
  -- current_user is the function's owner here; the caller's role is what SET ROLE left in the setting.
  if coalesce(nullif(current_setting('role', true), 'none'), 'none') <> 'authenticated' then
    return coalesce(new, old);
  end if;
  if not exists (select 1 from public.workspaces w where w.id = ws) then
    return coalesce(new, old);
  end if;
  mine := private.my_rank(ws);
  if tg_op = 'DELETE' and target = private.actor_user_id() then
    return old;
  end if;
  if tg_op <> 'INSERT' and private.role_rank(old.role) > mine then
    raise exception 'role_too_high' using errcode = 'AT403', detail = 'This person''s role is above yours.';
  end if;
  if tg_op <> 'DELETE' and private.role_rank(new.role) > mine then
    raise exception 'role_too_high' using errcode = 'AT403', detail = 'You cannot give a role above your own.';
  end if;
  return coalesce(new, old);
end $$;
create trigger guard_member before insert or update or delete on public.workspace_members
  for each row execute function private.guard_member();

-- Locks the workspace row first: two owners demoting each other queue here, and the second sees the first one's result.
create function private.keep_an_owner() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform 1 from public.workspaces w where w.id = old.workspace_id for update;
  if not found then
    return null;
  end if;
  if not exists (select 1 from public.workspace_members m where m.workspace_id = old.workspace_id and m.role = 'owner') then
    raise exception 'last_owner' using errcode = 'AT409', detail = 'A workspace needs at least one owner. Make somebody else an owner first.';
  end if;
  return null;
end $$;
create constraint trigger keep_an_owner_on_update after update of role on public.workspace_members
  deferrable initially deferred for each row when (old.role = 'owner' and new.role <> 'owner')
  execute function private.keep_an_owner();
create constraint trigger keep_an_owner_on_delete after delete on public.workspace_members
  deferrable initially deferred for each row when (old.role = 'owner')
  execute function private.keep_an_owner();

create trigger touch_profiles before update on public.profiles for each row execute function private.touch_updated_at();
create trigger touch_workspaces before update on public.workspaces for each row execute function private.touch_updated_at();
create trigger touch_members before update on public.workspace_members for each row execute function private.touch_updated_at();
create trigger touch_projects before update on public.projects for each row execute function private.touch_updated_at();

create trigger freeze_profile before update on public.profiles for each row execute function private.freeze_columns('id', 'created_at');
create trigger freeze_workspace before update on public.workspaces for each row execute function private.freeze_columns('id', 'created_at');
create trigger freeze_member before update on public.workspace_members for each row execute function private.freeze_columns('workspace_id', 'user_id', 'created_at');
create trigger freeze_project before update on public.projects for each row execute function private.freeze_columns('id', 'workspace_id', 'created_at');
create trigger freeze_collaborator before update on public.project_collaborators for each row execute function private.freeze_columns('workspace_id', 'project_id', 'user_id', 'created_at');
create trigger freeze_api_key before update on public.api_keys for each row execute function private.freeze_columns('id', 'workspace_id', 'hash', 'prefix', 'last4', 'role', 'scopes', 'created_by', 'created_at');

alter table public.profiles enable row level security;
alter table public.workspaces enable row level security;
alter table public.workspace_members enable row level security;
alter table public.projects enable row level security;
alter table public.project_collaborators enable row level security;
alter table public.api_keys enable row level security;

revoke all on public.profiles, public.workspaces, public.workspace_members, public.projects, public.project_collaborators, public.api_keys
  from public, anon, authenticated, service_role;
grant select on public.profiles to authenticated;
grant update (display_name, time_zone, last_workspace_id) on public.profiles to authenticated;
grant select on public.workspaces to authenticated;
grant update (name, slug, logo_path) on public.workspaces to authenticated;
grant select, delete on public.workspace_members to authenticated;
grant update (role) on public.workspace_members to authenticated;
grant select, delete on public.projects to authenticated;
grant insert (id, workspace_id, name, client_name, description, created_by) on public.projects to authenticated;
grant update (name, client_name, description, archived_at) on public.projects to authenticated;
grant select, delete on public.project_collaborators to authenticated;
-- The hash stays behind the wall even for admins.
grant select (id, workspace_id, name, prefix, last4, role, scopes, created_by, created_at, expires_at, revoked_at, rotates_at, replaced_by, last_used_at, last_used_ip)
  on public.api_keys to authenticated;
grant insert (id, workspace_id, name, prefix, last4, hash, role, scopes, created_by, expires_at) on public.api_keys to authenticated;
grant update (revoked_at, rotates_at, replaced_by) on public.api_keys to authenticated;
grant select, insert, update, delete on public.profiles, public.workspaces, public.workspace_members, public.projects, public.project_collaborators, public.api_keys to service_role;

create policy profiles_select on public.profiles for select to authenticated
  using (id = (select private.actor_user_id()) or id = any (array(select private.my_colleagues())));
create policy profiles_update on public.profiles for update to authenticated
  using (id = (select private.actor_user_id())) with check (id = (select private.actor_user_id()));

create policy workspaces_select on public.workspaces for select to authenticated
  using (
    id = any (array(select private.my_workspaces('viewer')))
    or id = any (array(select private.my_guest_workspaces()))
    or id = any (array(select private.my_deleted_workspaces()))
  );
create policy workspaces_update on public.workspaces for update to authenticated
  using (id = any (array(select private.my_workspaces('admin'))))
  with check (id = any (array(select private.my_workspaces('admin'))));

create policy members_select on public.workspace_members for select to authenticated
  using (user_id = (select private.actor_user_id()) or workspace_id = any (array(select private.my_workspaces('viewer'))));
create policy members_update on public.workspace_members for update to authenticated
  using (workspace_id = any (array(select private.my_workspaces('admin'))))
  with check (workspace_id = any (array(select private.my_workspaces('admin'))));
create policy members_delete on public.workspace_members for delete to authenticated
  using (user_id = (select private.actor_user_id()) or workspace_id = any (array(select private.my_workspaces('admin'))));

-- CASE instead of OR: an OR of two indexable conditions makes the planner collect and sort every row of the workspace
-- (10,000 rows for a page of 20). Opaque to it, the policy only filters while the query walks its own index in order.
create policy projects_select on public.projects for select to authenticated
  using (
    case when workspace_id = any (array(select private.my_workspaces('viewer'))) then true
    else id = any (array(select private.my_guest_projects())) end
  );
create policy projects_insert on public.projects for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces('editor'))));
create policy projects_update on public.projects for update to authenticated
  using (workspace_id = any (array(select private.my_workspaces('editor'))))
  with check (workspace_id = any (array(select private.my_workspaces('editor'))));
create policy projects_delete on public.projects for delete to authenticated
  using (workspace_id = any (array(select private.my_workspaces('admin'))));

create policy collaborators_select on public.project_collaborators for select to authenticated
  using (user_id = (select private.actor_user_id()) or workspace_id = any (array(select private.my_workspaces('viewer'))));
create policy collaborators_delete on public.project_collaborators for delete to authenticated
  using (user_id = (select private.actor_user_id()) or workspace_id = any (array(select private.my_workspaces('editor'))));

create policy api_keys_select on public.api_keys for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces('admin'))));
create policy api_keys_insert on public.api_keys for insert to authenticated
  with check (
    workspace_id = any (array(select private.my_workspaces('admin')))
    and private.role_rank(role) <= private.my_rank(workspace_id)
    -- A key must not make another key: a leaked one could outlive its own revocation.
    and (select private.actor_key_id()) is null
  );
create policy api_keys_update on public.api_keys for update to authenticated
  using (workspace_id = any (array(select private.my_workspaces('admin'))))
  with check (workspace_id = any (array(select private.my_workspaces('admin'))));
