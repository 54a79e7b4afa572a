-- Builds: one compiled blueprint version. Files are not stored: the compiler is a pure function of the blueprint and its version.

create table public.builds (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  project_id uuid not null,
  version integer not null check (version > 0),
  idea text not null check (char_length(idea) <= 20000),
  blueprint jsonb not null,
  compiler_version text not null,
  app_name text not null check (char_length(app_name) between 1 and 200),
  entity_count integer not null check (entity_count >= 0),
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (project_id, version),
  foreign key (workspace_id, project_id) references public.projects (workspace_id, id) on delete cascade
);
create index builds_project_idx on public.builds (workspace_id, project_id, version desc);
create index builds_created_by_idx on public.builds (created_by);

-- Versions are gapless: the project row is the counter's lock, so two builds at once queue instead of colliding.
alter table public.projects add column last_build_version integer not null default 0;
create function private.number_build() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.projects p set last_build_version = p.last_build_version + 1
  where p.id = new.project_id and p.workspace_id = new.workspace_id
  returning p.last_build_version into new.version;
  if not found then
    raise exception 'not_found' using errcode = 'AT404';
  end if;
  return new;
end $$;
create trigger number_build before insert on public.builds for each row execute function private.number_build();
create trigger freeze_build before update on public.builds
  for each row execute function private.freeze_columns('id', 'workspace_id', 'project_id', 'version', 'idea', 'blueprint', 'compiler_version', 'created_at');
create trigger audit_builds after insert or delete on public.builds for each row execute function private.audit_row('build', 'id', 'blueprint,idea');

alter table public.builds enable row level security;
revoke all on public.builds from public, anon, authenticated, service_role;
revoke all on function private.number_build() from public, anon, authenticated, service_role;
grant select on public.builds to authenticated;
grant insert (id, workspace_id, project_id, idea, blueprint, compiler_version, app_name, entity_count, created_by) on public.builds to authenticated;
grant select, insert, update, delete on public.builds to service_role;

create policy builds_select on public.builds for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces('viewer'))));
create policy builds_insert on public.builds for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces('editor'))));
