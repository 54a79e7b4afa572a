-- GitHub accounts that are connected by a click: the way there and back, and tokens that GitHub renews.

alter table public.connections
  -- How the token came here: pasted by a person, or given by the provider for a click.
  add column via text not null default 'token' check (via in ('token', 'oauth'));

alter table private.connection_secrets
  -- What gets the next token, under the same key as `sealed`; null = the token does not end, or cannot be renewed.
  add column refresh_sealed text check (char_length(refresh_sealed) between 1 and 4000),
  add column token_expires_at timestamptz,
  -- Until when one process alone asks for the next token: asking twice would spoil both answers.
  add column renewing_until timestamptz,
  add constraint connection_secrets_renewal check ((refresh_sealed is null) = (token_expires_at is null));

-- A renewed token is the same authorisation: only its end moves, several times a day, and that is no change worth an entry.
create or replace function private.audit_connection() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  is_renewal boolean := tg_op = 'UPDATE' and old.via = 'oauth' and new.via = 'oauth' and old.created_at = new.created_at;
  left_out text[] := case when is_renewal then array['checked_at', 'expires_at'] else array['checked_at'] end;
  before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) - left_out end;
  after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) - left_out end;
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
revoke all on function private.audit_connection() from public, anon, authenticated, service_role;

-- Somebody is on the way to GitHub and back. Only the hash of what comes back with them is kept; it counts once, in the
-- session that began it.
create table private.connection_attempts (
  state_hash bytea primary key check (octet_length(state_hash) = 32),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  session_id uuid not null,
  -- The proof that the answer goes to whoever asked (PKCE).
  sealed text not null check (char_length(sealed) between 1 and 1000),
  started_at timestamptz not null default now(),
  used_at timestamptz
);
create index connection_attempts_workspace_idx on private.connection_attempts (workspace_id);
create index connection_attempts_user_idx on private.connection_attempts (user_id);
create index connection_attempts_age_idx on private.connection_attempts (started_at);

alter table private.connection_attempts enable row level security;
revoke all on private.connection_attempts from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.connection_attempts to service_role;
