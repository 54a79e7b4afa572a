-- What a workspace may spend on language models in a day (UTC). An estimate is held before a call, and what the call really took
-- is counted after it: parallel calls never spend more than there is. A hold whose process died runs out by itself.

create table public.ai_spend (
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  day date not null,
  tokens bigint not null default 0 check (tokens >= 0),
  micro_usd bigint not null default 0 check (micro_usd >= 0),
  primary key (workspace_id, day)
);

create table private.ai_holds (
  id uuid primary key,
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  tokens bigint not null check (tokens >= 0),
  micro_usd bigint not null check (micro_usd >= 0),
  expires_at timestamptz not null
);
create index ai_holds_workspace_idx on private.ai_holds (workspace_id, expires_at);

-- Null limits: none. The row of the day is the lock: who comes second counts what the first one holds.
create function private.hold_ai(
  p_workspace uuid, p_id uuid, p_tokens bigint, p_micro_usd bigint, p_token_limit bigint, p_usd_limit bigint, p_seconds integer
) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  today date := (now() at time zone 'UTC')::date;
  spent public.ai_spend;
  held_tokens bigint;
  held_usd bigint;
begin
  insert into public.ai_spend (workspace_id, day) values (p_workspace, today) on conflict (workspace_id, day) do nothing;
  select * into spent from public.ai_spend s where s.workspace_id = p_workspace and s.day = today for update;
  delete from private.ai_holds h where h.workspace_id = p_workspace and h.expires_at <= clock_timestamp();
  select coalesce(sum(h.tokens), 0), coalesce(sum(h.micro_usd), 0) into held_tokens, held_usd
  from private.ai_holds h where h.workspace_id = p_workspace;
  if (p_token_limit is not null and spent.tokens + held_tokens + p_tokens > p_token_limit)
    or (p_usd_limit is not null and spent.micro_usd + held_usd + p_micro_usd > p_usd_limit) then
    return false;
  end if;
  insert into private.ai_holds (id, workspace_id, tokens, micro_usd, expires_at)
  values (p_id, p_workspace, p_tokens, p_micro_usd, clock_timestamp() + make_interval(secs => p_seconds));
  return true;
end $$;

create function private.settle_ai(p_workspace uuid, p_id uuid, p_tokens bigint, p_micro_usd bigint) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.ai_spend (workspace_id, day, tokens, micro_usd)
  values (p_workspace, (now() at time zone 'UTC')::date, p_tokens, p_micro_usd)
  on conflict (workspace_id, day) do update
    set tokens = public.ai_spend.tokens + excluded.tokens, micro_usd = public.ai_spend.micro_usd + excluded.micro_usd;
  delete from private.ai_holds h where h.id = p_id and h.workspace_id = p_workspace;
end $$;

-- Calls of assistants stand in the same record as those of the builder.
alter table public.ai_usage
  add column assistant_id uuid,
  add column cached_tokens integer check (cached_tokens >= 0),
  add foreign key (workspace_id, assistant_id) references public.assistants (workspace_id, id) on delete set null (assistant_id);
create index ai_usage_assistant_idx on public.ai_usage (workspace_id, assistant_id);

alter table public.ai_spend enable row level security;
alter table private.ai_holds enable row level security;
revoke all on public.ai_spend, private.ai_holds from public, anon, authenticated, service_role;
grant select on public.ai_spend to authenticated;
grant select, insert, update, delete on public.ai_spend, private.ai_holds to service_role;
revoke all on function
  private.hold_ai(uuid, uuid, bigint, bigint, bigint, bigint, integer), private.settle_ai(uuid, uuid, bigint, bigint)
  from public, anon, authenticated, service_role;
grant execute on function
  private.hold_ai(uuid, uuid, bigint, bigint, bigint, bigint, integer), private.settle_ai(uuid, uuid, bigint, bigint)
  to service_role;

create policy ai_spend_select on public.ai_spend for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces('admin'))));
