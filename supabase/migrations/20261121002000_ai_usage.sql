-- What language models were asked and what that cost: one row a call, failed ones as well. The server's own record, so
-- callers read it and nobody but the server writes it. A build says which engine wrote its plan.

create table public.ai_usage (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  project_id uuid,
  -- Calls of one run belong together: a first answer and its repairs. A build that came of the run carries the same id.
  run_id uuid not null,
  model text not null check (char_length(model) between 1 and 100),
  outcome text not null check (char_length(outcome) between 1 and 40),
  -- Null: the server did not say.
  prompt_tokens integer check (prompt_tokens >= 0),
  completion_tokens integer check (completion_tokens >= 0),
  -- Null: no price is known for the model, or no tokens.
  cost_micro_usd bigint check (cost_micro_usd >= 0),
  duration_ms integer not null default 0 check (duration_ms >= 0),
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  -- What was spent stays counted when its project goes.
  foreign key (workspace_id, project_id) references public.projects (workspace_id, id) on delete set null (project_id)
);
create index ai_usage_newest_idx on public.ai_usage (workspace_id, created_at desc, id desc);
create index ai_usage_project_idx on public.ai_usage (workspace_id, project_id);
create index ai_usage_run_idx on public.ai_usage (workspace_id, run_id);
create index ai_usage_created_by_idx on public.ai_usage (created_by);

alter table public.ai_usage enable row level security;
revoke all on public.ai_usage from public, anon, authenticated, service_role;
grant select on public.ai_usage to authenticated;
grant select, insert on public.ai_usage to service_role;

create policy ai_usage_select on public.ai_usage for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces('admin'))));

alter table public.builds
  add column engine text not null default 'offline' check (engine in ('offline', 'llm')),
  add column model text check (char_length(model) between 1 and 100),
  -- Why the offline engine wrote the plan although a model was asked.
  add column fallback text check (char_length(fallback) between 1 and 40),
  add column run_id uuid;
grant insert (engine, model, fallback, run_id) on public.builds to authenticated;
