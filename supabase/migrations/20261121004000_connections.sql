-- Connections: accounts elsewhere that a workspace lets Atrium act with. What identifies one is readable; its token is not
-- in this table at all: it is sealed in a private one, which no caller reaches, and which the Data API does not show.

create table public.connections (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  provider text not null check (provider in ('github')),
  -- As the provider names the account: an id that stays, and the name people know it by.
  account_id text not null check (char_length(account_id) between 1 and 100),
  account_name text not null check (char_length(account_name) between 1 and 100),
  -- Enough of the token to recognise it, never enough to use it.
  hint text not null check (char_length(hint) between 1 and 40),
  -- What the token may do as the provider told it; null = the provider does not tell.
  scopes text[],
  expires_at timestamptz,
  -- False after the provider has refused the token.
  accepted boolean not null default true,
  checked_at timestamptz not null default now(),
  created_by uuid default private.actor_user_id() references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (workspace_id, id),
  -- A new token for the same account takes the place of the old one.
  constraint connections_account_key unique (workspace_id, provider, account_id)
);
create index connections_newest_idx on public.connections (workspace_id, created_at desc, id desc);
create index connections_created_by_idx on public.connections (created_by);

create table private.connection_secrets (
  connection_id uuid primary key,
  workspace_id uuid not null,
  sealed text not null check (char_length(sealed) between 1 and 4000),
  -- The key of the installation that wraps it.
  key_id text not null,
  foreign key (workspace_id, connection_id) references public.connections (workspace_id, id) on delete cascade
);
create index connection_secrets_connection_idx on private.connection_secrets (workspace_id, connection_id);

create trigger freeze_connection before update on public.connections
  for each row execute function private.freeze_columns('id', 'workspace_id', 'provider', 'account_id');

-- When a token was last looked at is no change worth an entry.
create function private.audit_connection() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) - 'checked_at' end;
  after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) - 'checked_at' end;
  ws uuid := case when tg_op = 'DELETE' then old.workspace_id else new.workspace_id end;
  target uuid := case when tg_op = 'DELETE' then old.id else new.id end;
  diff jsonb := private.audit_diff(before, after, array[]::text[]);
begin
  if (tg_op = 'UPDATE' and diff = '{}'::jsonb) or not exists (select 1 from public.workspaces w where w.id = ws) then
    return null;
  end if;
  perform private.append_audit(ws, 'connection.' || case
    when tg_op = 'INSERT' then 'created'
    when tg_op = 'DELETE' then 'deleted'
    when old.accepted and not new.accepted then 'refused'
    when diff ? 'hint' then 'replaced'
    else 'updated' end, 'connection', target::text, diff);
  return null;
end $$;
create trigger audit_connections after insert or update or delete on public.connections
  for each row execute function private.audit_connection();

alter table public.connections enable row level security;
alter table private.connection_secrets enable row level security;
revoke all on public.connections, private.connection_secrets from public, anon, authenticated, service_role;
revoke all on function private.audit_connection() from public, anon, authenticated, service_role;
-- Rows come from the pipeline alone, which has asked the provider whose token it is.
grant select, delete on public.connections to authenticated;
grant select, insert, update, delete on public.connections, private.connection_secrets to service_role;

create policy connections_select on public.connections for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces('editor'))));
create policy connections_delete on public.connections for delete to authenticated
  using (workspace_id = any (array(select private.my_workspaces('admin'))));
