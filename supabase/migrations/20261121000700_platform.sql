-- The request pipeline's own tables and its single entry statement.

create table private.idempotency_keys (
  scope text not null,
  key text not null check (char_length(key) between 1 and 255),
  route text not null,
  body_hash bytea not null,
  status integer not null,
  body jsonb not null,
  created_at timestamptz not null default now(),
  primary key (scope, route, key)
);
create index idempotency_keys_created_idx on private.idempotency_keys (created_at);

-- Failures of sign-in and the like. In the database, so that a restart does not forgive them.
create table private.throttle (
  bucket text primary key,
  hits integer not null,
  window_ends timestamptz not null
);
create index throttle_window_idx on private.throttle (window_ends);

-- Mail that no provider was configured for: the mailbox page shows it. Embedded mode and development only.
create table private.mailbox (
  id uuid primary key default gen_random_uuid(),
  recipient text not null,
  subject text not null,
  body_text text not null default '',
  body_html text not null default '',
  created_at timestamptz not null default now()
);
create index mailbox_created_idx on private.mailbox (created_at desc);

-- Counts one hit; answers how many there are in the window and when it ends. One statement, so no hit is lost in a race.
create function private.throttle_hit(p_bucket text, p_window interval) returns table (hits integer, window_ends timestamptz)
language sql volatile set search_path = ''
as $$
  insert into private.throttle as t (bucket, hits, window_ends) values (p_bucket, 1, now() + p_window)
  on conflict (bucket) do update set
    hits = case when t.window_ends <= now() then 1 else t.hits + 1 end,
    window_ends = case when t.window_ends <= now() then now() + p_window else t.window_ends end
  returning t.hits, t.window_ends
$$;

-- Makes the transaction the caller's: finds out who asks and in which workspace, then drops to `authenticated` with the
-- caller's claims. Runs as the connection's own role and switches roles itself, so it must not be SECURITY DEFINER.
-- p_key_hash: SHA-256 of an API key, or null. p_workspace: id or slug, or null for requests about the caller alone.
create function private.enter_request(
  p_user uuid, p_session uuid, p_key_hash bytea, p_workspace text, p_request_id text, p_ip text, p_user_agent text
) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  k public.api_keys;
  ws public.workspaces;
  person public.profiles;
  member_role text;
  claims jsonb;
  result jsonb;
  touched boolean := false;
begin
  perform set_config('atrium.request_id', coalesce(p_request_id, ''), true),
    set_config('atrium.ip', coalesce(p_ip, ''), true),
    set_config('atrium.user_agent', coalesce(p_user_agent, ''), true),
    set_config('atrium.via', case when p_key_hash is not null then 'api' else 'app' end, true);
  if p_key_hash is not null then
    select * into k from public.api_keys a where a.hash = p_key_hash;
    if not found then
      return jsonb_build_object('error', 'INVALID_API_KEY');
    elsif k.revoked_at is not null then
      return jsonb_build_object('error', 'API_KEY_REVOKED');
    elsif k.rotates_at is not null and k.rotates_at <= now() then
      return jsonb_build_object('error', 'API_KEY_ROTATED');
    elsif k.expires_at is not null and k.expires_at <= now() then
      return jsonb_build_object('error', 'API_KEY_EXPIRED');
    end if;
    select * into ws from public.workspaces w
    where w.id = k.workspace_id and w.deleted_at is null and (p_workspace is null or w.id::text = p_workspace or w.slug = p_workspace);
    touched := k.last_used_at is null or k.last_used_at < now() - interval '1 minute';
    claims := jsonb_build_object('role', 'authenticated', 'atrium_key_id', k.id);
    result := jsonb_build_object('kind', 'api_key', 'keyId', k.id, 'keyName', k.name, 'scopes', to_jsonb(k.scopes),
      'touch', touched, 'workspaceId', ws.id, 'workspaceSlug', ws.slug, 'role', case when ws.id is null then null else k.role end);
  else
    -- A session that was ended is out at once, however long its token would still be valid.
    if not exists (select 1 from auth.sessions s where s.id = p_session and s.user_id = p_user) then
      return jsonb_build_object('error', 'SESSION_ENDED');
    end if;
    select * into person from public.profiles p where p.id = p_user;
    if not found then
      return jsonb_build_object('error', 'SESSION_ENDED');
    end if;
    if p_workspace is not null then
      select w.* into ws from public.workspaces w where w.id::text = p_workspace or w.slug = p_workspace;
      if ws.id is not null then
        select m.role into member_role from public.workspace_members m where m.workspace_id = ws.id and m.user_id = p_user;
        if member_role is null and exists (select 1 from public.project_collaborators c where c.workspace_id = ws.id and c.user_id = p_user) then
          member_role := 'guest';
        end if;
      end if;
    end if;
    claims := jsonb_build_object('role', 'authenticated', 'sub', p_user, 'session_id', p_session);
    result := jsonb_build_object('kind', 'user', 'userId', p_user, 'email', person.email, 'emailVerified', person.email_verified_at is not null,
      'displayName', person.display_name, 'workspaceId', ws.id, 'workspaceSlug', ws.slug, 'role', member_role, 'deleted', ws.deleted_at is not null);
  end if;
  perform set_config('request.jwt.claims', claims::text, true),
    set_config('request.jwt.claim.sub', coalesce(claims ->> 'sub', ''), true),
    set_config('request.jwt.claim.role', 'authenticated', true),
    set_config('role', 'authenticated', true);
  return result;
end $$;

alter table private.idempotency_keys enable row level security;
alter table private.throttle enable row level security;
alter table private.mailbox enable row level security;
revoke all on private.idempotency_keys, private.throttle, private.mailbox from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.idempotency_keys, private.throttle, private.mailbox to service_role;
revoke all on function private.throttle_hit(text, interval), private.enter_request(uuid, uuid, bytea, text, text, text, text)
  from public, anon, authenticated;
grant execute on function private.throttle_hit(text, interval) to service_role;
