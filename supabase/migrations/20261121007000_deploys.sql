-- Deploys: a build on its way to a host that runs it. They are exports with another target: the same row, job and history.

alter table public.connections drop constraint connections_provider_check;
alter table public.connections add constraint connections_provider_check check (provider in ('github', 'vercel', 'netlify', 'railway'));
-- The team, account or workspace at the provider that the token is used in; null = what the token stands for by itself.
alter table public.connections add column team text check (char_length(team) between 1 and 100);

alter table public.exports add constraint exports_tenant_key unique (workspace_id, id);
alter table public.exports drop constraint exports_target_check;
alter table public.exports add constraint exports_target_check
  check (target in ('new_repository', 'pull_request', 'vercel', 'netlify', 'railway'));
alter table public.exports drop constraint exports_status_check;
alter table public.exports add constraint exports_status_check check (status in ('queued', 'running', 'succeeded', 'failed', 'canceled'));
alter table public.exports drop constraint exports_step_check;
alter table public.exports add constraint exports_step_check
  check (step in ('queued', 'checking', 'creating', 'comparing', 'pushing', 'opening', 'configuring', 'uploading', 'building', 'done'));
alter table public.exports alter column repository drop not null;
alter table public.exports
  -- What the project or site is called at the host; the first part of its address there.
  add column site text check (site ~ '^[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?$'),
  -- Names of the settings that go along. Their values are sealed in a private table until they were sent, and nowhere after.
  add column env_names text[] not null default '{}' check (cardinality(env_names) <= 30),
  add column env_sent_at timestamptz,
  -- As the host names what was made there; kept at once, so that a later try or version finds it again.
  add column host_project_id text check (char_length(host_project_id) between 1 and 200),
  add column host_deploy_id text check (char_length(host_deploy_id) between 1 and 200),
  add column log_url text check (log_url ~ '^https?://' and char_length(log_url) <= 500),
  add column building_since timestamptz,
  add column cancel_requested_at timestamptz,
  -- A host that builds from a repository names one; the others take the files.
  add constraint exports_needs_repository check ((repository is not null) = (target in ('new_repository', 'pull_request', 'railway'))),
  add constraint exports_needs_site check ((site is not null) = (target in ('vercel', 'netlify', 'railway')));
create index exports_site_idx on public.exports (workspace_id, project_id, target, site) where host_project_id is not null;

drop trigger freeze_export on public.exports;
create trigger freeze_export before update on public.exports
  for each row execute function private.freeze_columns('id', 'workspace_id', 'project_id', 'build_id', 'target', 'owner', 'repository', 'ci', 'site', 'env_names', 'created_at');

grant insert (site, env_names) on public.exports to authenticated;

create table private.export_settings (
  export_id uuid primary key,
  workspace_id uuid not null,
  sealed text not null check (char_length(sealed) between 1 and 200000),
  -- The key of the installation that wraps it.
  key_id text not null,
  created_at timestamptz not null default now(),
  foreign key (workspace_id, export_id) references public.exports (workspace_id, id) on delete cascade
);
create index export_settings_export_idx on private.export_settings (workspace_id, export_id);
create index export_settings_age_idx on private.export_settings (created_at);

alter table private.export_settings enable row level security;
revoke all on private.export_settings from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.export_settings to service_role;
