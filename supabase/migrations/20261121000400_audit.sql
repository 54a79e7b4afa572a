-- Audit log: written by triggers in the transaction of the change itself, whatever door the change came through.
-- If the row cannot be written, the change fails. Each workspace has its own hash chain.

create table public.audit_logs (
  id uuid primary key default gen_random_uuid(),
  -- No foreign key: the log outlives the workspace.
  workspace_id uuid not null,
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  actor_type text not null check (actor_type in ('user', 'api_key', 'system')),
  actor_id uuid,
  action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  target_type text not null,
  target_id text,
  changes jsonb not null default '{}'::jsonb,
  request_id text,
  via text not null,
  prev_hash bytea not null,
  hash bytea not null,
  unique (workspace_id, seq)
);
create index audit_logs_action_idx on public.audit_logs (workspace_id, action, seq desc);
create index audit_logs_actor_idx on public.audit_logs (workspace_id, actor_id, seq desc);
create index audit_logs_target_idx on public.audit_logs (workspace_id, target_type, target_id, seq desc);

-- Names live outside the chain, so that erasing a person blanks a name without breaking a hash.
create table public.audit_actors (
  actor_id uuid not null,
  workspace_id uuid not null,
  name text,
  primary key (workspace_id, actor_id)
);

-- Network details, nulled after 90 days.
create table private.audit_context (
  audit_id uuid primary key,
  ip text,
  user_agent text,
  at timestamptz not null default now()
);
create index audit_context_at_idx on private.audit_context (at);

-- The head of each chain. Its row lock puts concurrent writers of one workspace in a line.
create table private.audit_heads (
  workspace_id uuid primary key,
  seq bigint not null,
  hash bytea not null
);

create function private.audit_digest(
  p_prev bytea, p_workspace uuid, p_seq bigint, p_at timestamptz, p_actor_type text, p_actor uuid,
  p_action text, p_target_type text, p_target text, p_changes jsonb, p_request text, p_via text
) returns bytea
language sql immutable set search_path = ''
as $$
  select sha256(p_prev || convert_to(jsonb_build_array(
    p_workspace, p_seq, (extract(epoch from p_at) * 1000000)::bigint, p_actor_type, p_actor,
    p_action, p_target_type, p_target, p_changes, p_request, p_via
  )::text, 'UTF8'))
$$;

create function private.append_audit(
  p_workspace uuid, p_action text, p_target_type text, p_target text, p_changes jsonb
) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  key_id uuid := private.actor_key_id();
  user_id uuid := private.actor_user_id();
  actor uuid := coalesce(key_id, user_id);
  kind text := case when key_id is not null then 'api_key' when user_id is not null then 'user' else 'system' end;
  request text := nullif(current_setting('atrium.request_id', true), '');
  door text := coalesce(nullif(current_setting('atrium.via', true), ''), 'data_api');
  ip text := nullif(current_setting('atrium.ip', true), '');
  agent text := nullif(current_setting('atrium.user_agent', true), '');
  head private.audit_heads;
  stamp timestamptz := clock_timestamp();
  digest bytea;
  entry uuid := gen_random_uuid();
begin
  insert into private.audit_heads (workspace_id, seq, hash) values (p_workspace, 0, decode(repeat('00', 32), 'hex'))
  on conflict (workspace_id) do nothing;
  select * into head from private.audit_heads h where h.workspace_id = p_workspace for update;
  digest := private.audit_digest(head.hash, p_workspace, head.seq + 1, stamp, kind, actor, p_action, p_target_type, p_target, p_changes, request, door);
  insert into public.audit_logs (id, workspace_id, seq, at, actor_type, actor_id, action, target_type, target_id, changes, request_id, via, prev_hash, hash)
  values (entry, p_workspace, head.seq + 1, stamp, kind, actor, p_action, p_target_type, p_target, p_changes, request, door, head.hash, digest);
  update private.audit_heads h set seq = head.seq + 1, hash = digest where h.workspace_id = p_workspace;
  if ip is not null or agent is not null then
    insert into private.audit_context (audit_id, ip, user_agent) values (entry, ip, left(agent, 300));
  end if;
  if actor is not null then
    insert into public.audit_actors (workspace_id, actor_id, name)
    values (p_workspace, actor, case
      when key_id is not null then (select k.name from public.api_keys k where k.id = key_id)
      else (select p.display_name from public.profiles p where p.id = user_id) end)
    on conflict (workspace_id, actor_id) do update set name = excluded.name where public.audit_actors.name is distinct from excluded.name;
  end if;
end $$;

-- What a change looked like, without secrets, noise or bulk.
create function private.audit_diff(p_old jsonb, p_new jsonb, p_redact text[]) returns jsonb
language sql immutable set search_path = ''
as $$
  select coalesce(jsonb_object_agg(key, case
      when key = any (p_redact) then '"[redacted]"'::jsonb
      when p_old is null then jsonb_build_object('to', p_new -> key)
      when p_new is null then jsonb_build_object('from', p_old -> key)
      else jsonb_build_object('from', p_old -> key, 'to', p_new -> key) end), '{}'::jsonb)
  from (select distinct jsonb_object_keys(coalesce(p_old, '{}'::jsonb) || coalesce(p_new, '{}'::jsonb)) as key) keys
  where (p_old -> key) is distinct from (p_new -> key)
    and key not in ('updated_at', 'created_at', 'id', 'workspace_id', 'last_used_at', 'last_used_ip', 'last_sent_at', 'last_build_version')
    and length(coalesce(p_new ->> key, p_old ->> key, '')) <= 2000
$$;

-- Arguments: noun, column that names the target, redacted columns (comma separated, '' for none).
create function private.audit_row() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  noun text := tg_argv[0];
  before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  row_now jsonb := coalesce(after, before);
  ws uuid := (row_now ->> (case when noun = 'workspace' then 'id' else 'workspace_id' end))::uuid;
  diff jsonb := private.audit_diff(before, after, string_to_array(tg_argv[2], ','));
  verb text;
begin
  if tg_op = 'UPDATE' and diff = '{}'::jsonb then
    return null;
  end if;
  verb := case
    when tg_op = 'INSERT' then 'created'
    when tg_op = 'DELETE' then 'deleted'
    when diff ? 'deleted_at' and after ->> 'deleted_at' is not null then 'deleted'
    when diff ? 'deleted_at' then 'restored'
    when diff ? 'revoked_at' and after ->> 'revoked_at' is not null then 'revoked'
    when diff ? 'accepted_at' and after ->> 'accepted_at' is not null then 'accepted'
    when diff ? 'declined_at' and after ->> 'declined_at' is not null then 'declined'
    when diff ? 'rotates_at' and after ->> 'rotates_at' is not null then 'rotated'
    when diff ? 'archived_at' and after ->> 'archived_at' is not null then 'archived'
    when diff ? 'archived_at' then 'unarchived'
    when noun = 'member' and diff ? 'role' then 'role_changed'
    else 'updated' end;
  -- Deleting a workspace cascades into its rows; those are told by the one entry of the workspace.
  if tg_op = 'DELETE' and noun <> 'workspace' and not exists (select 1 from public.workspaces w where w.id = ws) then
    return null;
  end if;
  perform private.append_audit(ws, noun || '.' || verb, noun, row_now ->> tg_argv[1], diff);
  return null;
end $$;

create trigger audit_workspaces after insert or update or delete on public.workspaces for each row execute function private.audit_row('workspace', 'id', '');
create trigger audit_members after insert or update or delete on public.workspace_members for each row execute function private.audit_row('member', 'user_id', '');
create trigger audit_projects after insert or update or delete on public.projects for each row execute function private.audit_row('project', 'id', '');
create trigger audit_collaborators after insert or update or delete on public.project_collaborators for each row execute function private.audit_row('guest', 'user_id', '');
create trigger audit_invites after insert or update or delete on public.workspace_invites for each row execute function private.audit_row('invite', 'id', '');
create trigger audit_api_keys after insert or update or delete on public.api_keys for each row execute function private.audit_row('api_key', 'id', 'hash');

-- Append-only. Row triggers do not see TRUNCATE, so a statement trigger guards that door.
create function private.refuse_change() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception 'append_only' using errcode = '42501', detail = format('%s is append-only', tg_table_name);
end $$;
create trigger audit_logs_append_only before update or delete on public.audit_logs for each row execute function private.refuse_change();
create trigger audit_logs_no_truncate before truncate on public.audit_logs for each statement execute function private.refuse_change();

-- Walks one chain. Returns the first sequence number that does not follow from its predecessor, or null.
create function private.verify_audit_chain(p_workspace uuid) returns table (entries bigint, broken_at bigint)
language sql stable security definer set search_path = ''
as $$
  with chain as (
    select l.seq,
      l.hash = private.audit_digest(l.prev_hash, l.workspace_id, l.seq, l.at, l.actor_type, l.actor_id, l.action, l.target_type, l.target_id, l.changes, l.request_id, l.via)
      and l.prev_hash = coalesce(lag(l.hash) over (order by l.seq), decode(repeat('00', 32), 'hex'))
      and l.seq = row_number() over (order by l.seq) as sound
    from public.audit_logs l where l.workspace_id = p_workspace
  ), head as (select h.seq, h.hash from private.audit_heads h where h.workspace_id = p_workspace)
  select
    (select count(*) from chain),
    coalesce(
      (select min(c.seq) from chain c where not c.sound),
      -- A chain cut off at its end is sound in itself; the head tells.
      (select h.seq from head h where h.seq <> coalesce((select max(c.seq) from chain c), 0)
        or h.hash is distinct from coalesce((select l.hash from public.audit_logs l where l.workspace_id = p_workspace order by l.seq desc limit 1), decode(repeat('00', 32), 'hex')))
    )
$$;

-- For deeds that change no row of ours: an export, a download.
create function private.record_event(p_workspace uuid, p_action text, p_target_type text, p_target text, p_changes jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if coalesce(current_setting('role', true), '') = 'authenticated' and private.my_rank(p_workspace) = 0
    and not exists (select 1 from private.my_guest_workspaces() g where g = p_workspace) then
    raise exception 'not_found' using errcode = 'AT404';
  end if;
  perform private.append_audit(p_workspace, p_action, p_target_type, p_target, coalesce(p_changes, '{}'::jsonb));
end $$;

alter table public.audit_logs enable row level security;
alter table public.audit_actors enable row level security;
alter table private.audit_context enable row level security;
alter table private.audit_heads enable row level security;
revoke all on public.audit_logs, public.audit_actors, private.audit_context, private.audit_heads from public, anon, authenticated, service_role;
grant select on public.audit_logs, public.audit_actors to authenticated;
grant select on public.audit_logs to service_role;
-- Erasure blanks names and old network details; the chain itself has no writer but its trigger.
grant select, update on public.audit_actors to service_role;
grant select, update on private.audit_context to service_role;

create policy audit_logs_select on public.audit_logs for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces('admin'))));
create policy audit_actors_select on public.audit_actors for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces('viewer'))));

revoke all on all functions in schema private from public, anon;
revoke all on function private.append_audit(uuid, text, text, text, jsonb), private.audit_row(), private.audit_diff(jsonb, jsonb, text[]),
  private.audit_digest(bytea, uuid, bigint, timestamptz, text, uuid, text, text, text, jsonb, text, text), private.refuse_change(),
  private.verify_audit_chain(uuid), private.record_event(uuid, text, text, text, jsonb), private.freeze_columns(), private.touch_updated_at()
  from authenticated, service_role;
grant execute on function private.record_event(uuid, text, text, text, jsonb) to authenticated, service_role;
grant execute on function private.verify_audit_chain(uuid) to service_role;
