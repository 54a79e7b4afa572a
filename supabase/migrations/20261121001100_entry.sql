-- Finding the workspace of a request by its keys, not by reading every workspace: "id::text = … or slug = …" has no index.
-- An address in the form of an id is an id. Slugs of that form are refused, else one could stand in for somebody's workspace.
alter table public.workspaces
  add constraint workspaces_slug_no_id check (slug !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$');

create function private.find_workspace(p_workspace text) returns setof public.workspaces
language plpgsql stable set search_path = ''
as $$
begin
  if p_workspace ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    return query select w.* from public.workspaces w where w.id = p_workspace::uuid;
  else
    return query select w.* from public.workspaces w where w.slug = p_workspace;
  end if;
end $$;

create or replace function private.enter_request(
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
    where w.id = k.workspace_id and w.deleted_at is null and (p_workspace is null or p_workspace in (w.id::text, w.slug));
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
      select * into ws from private.find_workspace(p_workspace);
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

revoke all on function private.find_workspace(text) from public, anon, authenticated, service_role;
