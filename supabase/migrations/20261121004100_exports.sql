-- Exports: a build on its way to a repository elsewhere. The row is the progress record and the memory of a job that may be
-- killed and tried again; the caller asks for it, everything after that is written by the server.

alter table public.builds add constraint builds_tenant_key unique (workspace_id, id);

create table public.exports (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  -- Taken from the build.
  project_id uuid not null,
  build_id uuid not null,
  connection_id uuid,
  target text not null check (target in ('new_repository', 'pull_request')),
  -- An organization or account; null = the connection's own account.
  owner text check (owner ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$'),
  repository text not null check (repository ~ '^[A-Za-z0-9._-]{1,100}$' and repository not in ('.', '..')),
  ci text not null default 'github' check (ci in ('github', 'gitlab')),
  -- A pull request to a repository that everybody can read has to be wanted.
  allow_public boolean not null default false,
  status text not null default 'queued' check (status in ('queued', 'running', 'succeeded', 'failed')),
  step text not null default 'queued' check (step in ('queued', 'checking', 'creating', 'comparing', 'pushing', 'opening', 'done')),
  error_code text check (char_length(error_code) <= 60),
  error text check (char_length(error) <= 500),
  -- Set before GitHub is asked for a new repository: a later try then knows that it may be the maker of what it finds.
  creating_since timestamptz,
  branch text check (char_length(branch) <= 250),
  commit_sha text check (commit_sha ~ '^[0-9a-f]{40}$'),
  pull_number integer check (pull_number > 0),
  url text check (url ~ '^https?://' and char_length(url) <= 500),
  added integer check (added >= 0),
  changed integer check (changed >= 0),
  removed integer check (removed >= 0),
  created_by uuid default private.actor_user_id() references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  foreign key (workspace_id, project_id) references public.projects (workspace_id, id) on delete cascade,
  foreign key (workspace_id, build_id) references public.builds (workspace_id, id) on delete cascade,
  foreign key (workspace_id, connection_id) references public.connections (workspace_id, id) on delete set null (connection_id)
);
create index exports_project_idx on public.exports (workspace_id, project_id, created_at desc, id desc);
create index exports_build_idx on public.exports (workspace_id, build_id);
create index exports_connection_idx on public.exports (workspace_id, connection_id);
create index exports_created_by_idx on public.exports (created_by);
create index exports_open_idx on public.exports (updated_at) where status in ('queued', 'running');

create function private.guard_export() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    select b.project_id into new.project_id from public.builds b where b.id = new.build_id and b.workspace_id = new.workspace_id;
  else
    new.updated_at := now();
  end if;
  return new;
end $$;
create trigger guard_export before insert or update on public.exports for each row execute function private.guard_export();
create trigger freeze_export before update on public.exports
  for each row execute function private.freeze_columns('id', 'workspace_id', 'project_id', 'build_id', 'target', 'owner', 'repository', 'ci', 'created_at');
-- How it ended is told by the job; steps in between are nobody's history.
create trigger audit_exports after insert on public.exports for each row execute function private.audit_row('export', 'id', '');

create function private.export_activity() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.activity_feed (workspace_id, project_id, at, actor_id, action, target_type, target_id, target_label)
  select new.workspace_id, e.project_id, new.at, new.actor_id, new.action, new.target_type, new.target_id, p.name
  from public.exports e join public.projects p on p.id = e.project_id
  where e.id = new.target_id::uuid and e.workspace_id = new.workspace_id;
  return null;
end $$;
create trigger audit_export_to_activity after insert on public.audit_logs
  for each row when (new.action = 'export.succeeded') execute function private.export_activity();

alter table public.exports enable row level security;
revoke all on public.exports from public, anon, authenticated, service_role;
revoke all on function private.guard_export(), private.export_activity() from public, anon, authenticated, service_role;
grant select on public.exports to authenticated;
grant insert (id, workspace_id, build_id, connection_id, target, owner, repository, ci, allow_public) on public.exports to authenticated;
grant select, insert, update, delete on public.exports to service_role;

create policy exports_select on public.exports for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces('viewer'))));
-- An export acts as somebody elsewhere: people start it, no API key does.
create policy exports_insert on public.exports for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces('editor'))) and (select private.actor_key_id()) is null);
