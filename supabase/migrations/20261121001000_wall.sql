-- The wall, finished: what only Atrium's own API used to refuse is refused by the database, so that the Data API has no
-- softer door. And refusals carry the SQLSTATE `PTnnn`, which PostgREST turns into HTTP status nnn (PostgREST manual,
-- "Errors", "raise errors with HTTP status codes"); any other class would reach a Data API client as a 400 or a 500.

create or replace function private.freeze_columns() returns trigger
language plpgsql set search_path = ''
as $$
declare
  col text;
begin
  foreach col in array tg_argv loop
    if (to_jsonb(new) -> col) is distinct from (to_jsonb(old) -> col) then
      raise exception 'immutable_column' using errcode = 'PT409', detail = format('%s cannot be changed', col);
    end if;
  end loop;
  return new;
end $$;

create or replace function private.guard_member() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  ws uuid := coalesce(new.workspace_id, old.workspace_id);
  target uuid := coalesce(new.user_id, old.user_id);
  mine integer;
begin
  -- current_user is the function's owner here; the caller's role is what SET ROLE left in the setting.
  if coalesce(nullif(current_setting('role', true), 'none'), 'none') <> 'authenticated' then
    return coalesce(new, old);
  end if;
  if not exists (select 1 from public.workspaces w where w.id = ws) then
    return coalesce(new, old);
  end if;
  mine := private.my_rank(ws);
  if tg_op = 'DELETE' and target = private.actor_user_id() then
    return old;
  end if;
  if tg_op <> 'INSERT' and private.role_rank(old.role) > mine then
    raise exception 'role_too_high' using errcode = 'PT403', detail = 'This person''s role is above yours.';
  end if;
  if tg_op <> 'DELETE' and private.role_rank(new.role) > mine then
    raise exception 'role_too_high' using errcode = 'PT403', detail = 'You cannot give a role above your own.';
  end if;
  return coalesce(new, old);
end $$;

create or replace function private.keep_an_owner() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform 1 from public.workspaces w where w.id = old.workspace_id for update;
  if not found then
    return null;
  end if;
  if not exists (select 1 from public.workspace_members m where m.workspace_id = old.workspace_id and m.role = 'owner') then
    raise exception 'last_owner' using errcode = 'PT409', detail = 'A workspace needs at least one owner. Make somebody else an owner first.';
  end if;
  return null;
end $$;

create or replace function private.number_build() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.projects p set last_build_version = p.last_build_version + 1
  where p.id = new.project_id and p.workspace_id = new.workspace_id
  returning p.last_build_version into new.version;
  if not found then
    raise exception 'not_found' using errcode = 'PT404';
  end if;
  return new;
end $$;

create or replace function private.record_event(p_workspace uuid, p_action text, p_target_type text, p_target text, p_changes jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if coalesce(current_setting('role', true), '') = 'authenticated' and private.my_rank(p_workspace) = 0
    and not exists (select 1 from private.my_guest_workspaces() g where g = p_workspace) then
    raise exception 'not_found' using errcode = 'PT404';
  end if;
  perform private.append_audit(p_workspace, p_action, p_target_type, p_target, coalesce(p_changes, '{}'::jsonb));
end $$;

-- One-way columns: set once, then fixed. A revoked key that could be revived was never revoked. The end of a replaced key
-- can be brought forward, never put off.
create trigger keep_revoked before update on public.api_keys
  for each row when (old.revoked_at is not null) execute function private.freeze_columns('revoked_at');
create trigger keep_rotated before update on public.api_keys
  for each row when (old.rotates_at is not null and (new.rotates_at is null or new.rotates_at > old.rotates_at))
  execute function private.freeze_columns('rotates_at');
create trigger keep_revoked before update on public.workspace_invites
  for each row when (old.revoked_at is not null) execute function private.freeze_columns('revoked_at');
create trigger keep_accepted before update on public.workspace_invites
  for each row when (old.accepted_at is not null) execute function private.freeze_columns('accepted_at');
create trigger keep_declined before update on public.workspace_invites
  for each row when (old.declined_at is not null) execute function private.freeze_columns('declined_at');

-- Authors are who is asking: the column has a default and no grant, so nobody can name somebody else. A key has no person.
alter table public.projects alter column created_by set default private.actor_user_id();
alter table public.builds alter column created_by set default private.actor_user_id();
alter table public.api_keys alter column created_by set default private.actor_user_id();
alter table public.workspace_invites alter column invited_by set default private.actor_user_id();
revoke insert (created_by) on public.projects, public.builds, public.api_keys from authenticated;
revoke insert (invited_by) on public.workspace_invites from authenticated;

-- What a key may be given: `apiKeyScopes` in lib/platform/auth/permissions.ts; a test keeps the two alike.
alter table public.api_keys
  add constraint api_keys_scopes_known check (scopes <@ array[
    'workspace.read', 'members.read', 'invites.read', 'invites.write', 'audit.read', 'activity.read',
    'projects.read', 'projects.write', 'builds.read', 'builds.write'
  ]::text[]);

-- At most 100 keys that work and will go on working; one that waits for its rotation has its successor counted already.
-- The lock puts creations of one workspace in a line, so that counting and inserting are one step. A rotation names the
-- successor before it is there: one change of the old key, one entry in the log.
alter table public.api_keys alter constraint api_keys_replaced_by_fkey deferrable initially deferred;
create function private.cap_api_keys() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform 1 from public.workspaces w where w.id = new.workspace_id for no key update;
  if (
    select count(*) from public.api_keys k
    where k.workspace_id = new.workspace_id and k.revoked_at is null and k.rotates_at is null
      and (k.expires_at is null or k.expires_at > now())
  ) >= 100 then
    raise exception 'api_key_limit' using errcode = 'PT409', detail = 'A workspace holds up to 100 keys. Revoke one first.';
  end if;
  return new;
end $$;
create trigger cap_api_keys before insert on public.api_keys for each row execute function private.cap_api_keys();

-- The invited address is personal data of somebody who may never join; what is chained cannot be erased later.
drop trigger audit_invites on public.workspace_invites;
create trigger audit_invites after insert or delete on public.workspace_invites
  for each row execute function private.audit_row('invite', 'id', 'email');

-- Nothing that anon may do needs a helper of ours.
revoke usage on schema private from anon;
revoke all on function private.cap_api_keys() from public, anon, authenticated, service_role;
