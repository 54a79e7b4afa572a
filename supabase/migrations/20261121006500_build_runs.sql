-- Runs: an idea on its way to a build, with what has happened so far. They belong to the server and not to the request that
-- asked for them: whoever reloads the page reads on where they were. The server's own record, so callers read it and nobody
-- but the server writes it.

create table public.build_runs (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  project_id uuid not null,
  idea text not null check (char_length(idea) <= 20000),
  status text not null default 'running' check (status in ('running', 'done', 'failed')),
  -- What happened, in order: [{"type", "at", "data"}]. The place in the list is the event's id, from 1.
  events jsonb not null default '[]' check (jsonb_typeof(events) = 'array'),
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  -- The process at work says every few seconds that it still is.
  alive_at timestamptz not null default now(),
  foreign key (workspace_id, project_id) references public.projects (workspace_id, id) on delete cascade
);
create index build_runs_project_idx on public.build_runs (workspace_id, project_id, created_at desc, id desc);
create index build_runs_created_by_idx on public.build_runs (created_by);
create index build_runs_created_at_idx on public.build_runs (created_at);
-- One at a time for a project.
create unique index build_runs_running_idx on public.build_runs (project_id) where status = 'running';

alter table public.build_runs enable row level security;
revoke all on public.build_runs from public, anon, authenticated, service_role;
grant select on public.build_runs to authenticated;
grant select, insert, update, delete on public.build_runs to service_role;

-- Whoever sees the builds of a project sees how they come to be.
create policy build_runs_select on public.build_runs for select to authenticated
  using (
    case
      when workspace_id = any (array(select private.my_workspaces('viewer'))) then project_id <> all (array(select private.my_hidden_projects()))
      else project_id = any (array(select private.my_project_grants('viewer')))
    end
  );

-- Which version a restored one brought back: undo and redo walk along it.
alter table public.builds add column restored_from integer check (restored_from > 0);
update public.builds set restored_from = substring(note from '^Version ([0-9]+) brought back$')::integer where origin = 'restore';
grant insert (restored_from) on public.builds to authenticated;
