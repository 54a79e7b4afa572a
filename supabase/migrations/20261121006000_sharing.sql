-- Who sees a project. `workspace`: every member, as before. `private`: its creator, its collaborators, admins and owners.
-- `public`: every member, and whoever has the address of its page; that page is served by the pipeline alone, anon still
-- reaches no table. A collaborator is a member or a guest with a role on one project, beside the role in the workspace.

alter table public.projects
  add column visibility text not null default 'workspace' check (visibility in ('private', 'workspace', 'public')),
  -- The page's unguessable address. A trigger makes and takes it; nobody chooses one.
  add column page_key text check (page_key ~ '^[0-9a-f]{24}$'),
  add column page_indexed boolean not null default false,
  add column page_shows_idea boolean not null default false,
  add column page_summary text not null default '' check (char_length(page_summary) <= 300),
  add constraint projects_page_key_when_public check ((visibility = 'public') = (page_key is not null));
create unique index projects_page_key on public.projects (page_key) where page_key is not null;
create index projects_private_idx on public.projects (workspace_id) where visibility = 'private';

alter table public.project_collaborators
  add column role text not null default 'viewer' check (role in ('viewer', 'editor'));

-- Projects the caller is a collaborator of, with at least that role.
create function private.my_project_grants(p_min_role text) returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select c.project_id
  from public.project_collaborators c
  join public.workspaces w on w.id = c.workspace_id and w.deleted_at is null
  where c.user_id = private.actor_user_id() and private.role_rank(c.role) >= private.role_rank(p_min_role)
$$;

-- Private projects of the caller's workspaces that are kept from the caller. An API key has no person: only an admin's sees them.
create function private.my_hidden_projects() returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select p.id
  from public.projects p
  where p.visibility = 'private'
    and p.workspace_id = any (array(select private.my_workspaces('viewer')))
    and p.workspace_id <> all (array(select private.my_workspaces('admin')))
    and not coalesce(p.created_by = private.actor_user_id(), false)
    and p.id <> all (array(select private.my_project_grants('viewer')))
$$;

-- What one person may do with one project, as the rank of a role; 0 for whoever does not see it.
create function private.project_rank(p_project uuid, p_user uuid) returns integer
language sql stable security definer set search_path = ''
as $$
  select coalesce(max(r), 0) from (
    select private.role_rank(m.role) as r
    from public.projects p
    join public.workspaces w on w.id = p.workspace_id and w.deleted_at is null
    join public.workspace_members m on m.workspace_id = p.workspace_id and m.user_id = p_user
    where p.id = p_project and (p.visibility <> 'private' or p.created_by = p_user or m.role in ('admin', 'owner'))
    union all
    select private.role_rank(c.role)
    from public.project_collaborators c
    join public.workspaces w on w.id = c.workspace_id and w.deleted_at is null
    where c.project_id = p_project and c.user_id = p_user
  ) ranks
$$;

-- The same of the caller, who may be an API key. For checks of single rows; lists go by the two sets above.
create function private.my_project_rank(p_project uuid) returns integer
language sql stable security definer set search_path = ''
as $$
  select greatest(
    private.project_rank(p_project, private.actor_user_id()),
    (select private.role_rank(k.role) from private.live_key() k
      join public.projects p on p.workspace_id = k.workspace_id
      join public.workspaces w on w.id = p.workspace_id and w.deleted_at is null
      where p.id = p_project and (p.visibility <> 'private' or k.role = 'admin')),
    0)
$$;

-- Everybody who sees a project that the caller sees, for choosing whom to mention.
create function private.project_people(p_project uuid) returns table (user_id uuid, display_name text)
language sql stable security definer set search_path = ''
as $$
  with people as (
    select m.user_id from public.projects p join public.workspace_members m on m.workspace_id = p.workspace_id
    where p.id = p_project and (p.visibility <> 'private' or p.created_by = m.user_id or m.role in ('admin', 'owner'))
    union
    select c.user_id from public.project_collaborators c where c.project_id = p_project
  )
  select f.id, f.display_name from people join public.profiles f on f.id = people.user_id
  where private.my_project_rank(p_project) >= private.role_rank('viewer')
$$;

-- Whether somebody is in a workspace of the caller's, as a member or as a guest of any project.
create function private.has_place(p_workspace uuid, p_user uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select p_workspace = any (array(select private.my_workspaces('viewer'))) and (
    exists (select from public.workspace_members m where m.workspace_id = p_workspace and m.user_id = p_user)
    or exists (select from public.project_collaborators c where c.workspace_id = p_workspace and c.user_id = p_user))
$$;

-- Visibility and the page are for admins and for whoever created the project. The key of the page is new each time it goes
-- public and each time somebody tries to change it, so an address that was taken back stays dead.
create function private.guard_project() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  mine integer;
begin
  if tg_op = 'UPDATE' and coalesce(current_setting('role', true), '') = 'authenticated'
    and (new.visibility, new.page_key, new.page_indexed, new.page_shows_idea, new.page_summary)
      is distinct from (old.visibility, old.page_key, old.page_indexed, old.page_shows_idea, old.page_summary) then
    mine := private.my_rank(new.workspace_id);
    if mine < private.role_rank('admin')
      and not (mine >= private.role_rank('editor') and coalesce(old.created_by = private.actor_user_id(), false)) then
      raise exception 'not_yours_to_share' using errcode = 'PT403',
        detail = 'Only the person who created the project and admins decide who sees it.';
    end if;
  end if;
  if new.visibility <> 'public' then
    new.page_key := null;
  elsif tg_op = 'INSERT' or old.page_key is null or new.page_key is distinct from old.page_key then
    new.page_key := left(encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex'), 24);
  end if;
  return new;
end $$;
create trigger guard_project before insert or update on public.projects for each row execute function private.guard_project();

-- What the feed told of a private project goes with it: later nobody could say who may read it.
create function private.forget_private_project() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.activity_feed f where f.project_id = old.id;
  return null;
end $$;
create trigger forget_private_project after delete on public.projects
  for each row when (old.visibility = 'private') execute function private.forget_private_project();

-- Whoever leaves a workspace leaves its projects, whichever door they take.
create function private.drop_project_places() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.project_collaborators c where c.workspace_id = old.workspace_id and c.user_id = old.user_id;
  return null;
end $$;
create trigger drop_project_places after delete on public.workspace_members
  for each row execute function private.drop_project_places();

-- The log names the project of a collaborator, also where only the role changed, and calls a member a collaborator.
create function private.audit_collaborator() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  place public.project_collaborators := case when tg_op = 'DELETE' then old else new end;
  noun text := case when exists (
    select from public.workspace_members m where m.workspace_id = place.workspace_id and m.user_id = place.user_id
  ) then 'collaborator' else 'guest' end;
  side text := case when tg_op = 'DELETE' then 'from' else 'to' end;
  changes jsonb := jsonb_build_object('project_id', jsonb_build_object(side, place.project_id));
begin
  if not exists (select from public.workspaces w where w.id = place.workspace_id) then
    return null;
  end if;
  if tg_op = 'UPDATE' then
    if new.role = old.role then
      return null;
    end if;
    changes := changes || jsonb_build_object('role', jsonb_build_object('from', old.role, 'to', new.role));
  else
    changes := changes || jsonb_build_object('role', jsonb_build_object(side, place.role), 'user_id', jsonb_build_object(side, place.user_id));
  end if;
  perform private.append_audit(place.workspace_id,
    noun || '.' || case tg_op when 'INSERT' then 'created' when 'DELETE' then 'deleted' else 'role_changed' end,
    noun, place.user_id::text, changes);
  return null;
end $$;
drop trigger audit_collaborators on public.project_collaborators;
create trigger audit_collaborators after insert or update or delete on public.project_collaborators
  for each row execute function private.audit_collaborator();

-- The address of a page is as good as a key as long as it works.
drop trigger audit_projects on public.projects;
create trigger audit_projects after insert or update or delete on public.projects
  for each row execute function private.audit_row('project', 'id', 'page_key');

create or replace function private.project_activity() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  label text := coalesce(new.changes -> 'name' ->> 'to', new.changes -> 'name' ->> 'from', new.changes -> 'email' ->> 'to');
  project uuid;
begin
  if new.target_type not in ('workspace', 'member', 'guest', 'collaborator', 'project', 'build', 'invite') then
    return null;
  end if;
  if not exists (select 1 from public.workspaces w where w.id = new.workspace_id) then
    return null;
  end if;
  if new.target_type = 'project' then
    if new.action = 'project.deleted' and new.changes -> 'visibility' ->> 'from' = 'private' then
      return null;
    end if;
    project := new.target_id::uuid;
    label := coalesce(label, (select p.name from public.projects p where p.id = project));
  elsif new.target_type in ('member', 'guest', 'collaborator') then
    project := coalesce(new.changes -> 'project_id' ->> 'to', new.changes -> 'project_id' ->> 'from')::uuid;
    label := (select p.display_name from public.profiles p where p.id = new.target_id::uuid);
  elsif new.target_type = 'build' then
    project := (new.changes -> 'project_id' ->> 'to')::uuid;
    label := (select p.name from public.projects p where p.id = project);
  elsif new.target_type = 'invite' then
    project := (new.changes -> 'project_id' ->> 'to')::uuid;
    label := coalesce(label, (select i.email from public.workspace_invites i where i.id = new.target_id::uuid));
  end if;
  insert into public.activity_feed (workspace_id, project_id, at, actor_id, action, target_type, target_id, target_label)
  values (new.workspace_id, project, new.at, new.actor_id, new.action, new.target_type, new.target_id, label);
  return null;
end $$;

-- News about a project is read, and mailed, only while its reader still sees the project.
alter table public.notifications
  add column project_id uuid,
  add foreign key (workspace_id, project_id) references public.projects (workspace_id, id) on delete cascade;
create index notifications_project_idx on public.notifications (workspace_id, project_id);

grant insert (visibility) on public.projects to authenticated;
grant update (visibility, page_key, page_indexed, page_shows_idea, page_summary) on public.projects to authenticated;
grant insert (workspace_id, project_id, user_id, role) on public.project_collaborators to authenticated;
grant update (role) on public.project_collaborators to authenticated;

revoke all on function
  private.my_project_grants(text), private.my_hidden_projects(), private.project_rank(uuid, uuid), private.my_project_rank(uuid),
  private.project_people(uuid), private.has_place(uuid, uuid), private.guard_project(), private.forget_private_project(),
  private.drop_project_places(), private.audit_collaborator()
  from public, anon, authenticated, service_role;
grant execute on function
  private.my_project_grants(text), private.my_hidden_projects(), private.my_project_rank(uuid), private.project_people(uuid),
  private.has_place(uuid, uuid)
  to authenticated, service_role;
grant execute on function private.project_rank(uuid, uuid) to service_role;

-- CASE keeps the conditions opaque to the planner, which then walks the list's own index in order (see the policy it replaces);
-- the sets behind the later branches are worked out only when a row gets there.
drop policy projects_select on public.projects;
create policy projects_select on public.projects for select to authenticated
  using (
    case
      when visibility <> 'private' and workspace_id = any (array(select private.my_workspaces('viewer'))) then true
      when workspace_id = any (array(select private.my_workspaces('viewer'))) then id <> all (array(select private.my_hidden_projects()))
      else id = any (array(select private.my_project_grants('viewer')))
    end
  );
-- Name, client, archive and sharing take an editor of the workspace, who may edit this project, too.
drop policy projects_update on public.projects;
create policy projects_update on public.projects for update to authenticated
  using (
    workspace_id = any (array(select private.my_workspaces('editor')))
    and private.my_project_rank(id) >= private.role_rank('editor')
  )
  with check (workspace_id = any (array(select private.my_workspaces('editor'))));

drop policy builds_select on public.builds;
create policy builds_select on public.builds for select to authenticated
  using (
    case
      when workspace_id = any (array(select private.my_workspaces('viewer'))) then project_id <> all (array(select private.my_hidden_projects()))
      else project_id = any (array(select private.my_project_grants('viewer')))
    end
  );
drop policy builds_insert on public.builds;
create policy builds_insert on public.builds for insert to authenticated
  with check (private.my_project_rank(project_id) >= private.role_rank('editor'));

drop policy collaborators_select on public.project_collaborators;
create policy collaborators_select on public.project_collaborators for select to authenticated
  using (
    user_id = (select private.actor_user_id())
    or (workspace_id = any (array(select private.my_workspaces('viewer'))) and project_id <> all (array(select private.my_hidden_projects())))
  );
create policy collaborators_insert on public.project_collaborators for insert to authenticated
  with check (
    workspace_id = any (array(select private.my_workspaces('editor')))
    and private.my_project_rank(project_id) >= private.role_rank('editor')
    and private.has_place(workspace_id, user_id)
  );
create policy collaborators_update on public.project_collaborators for update to authenticated
  using (
    workspace_id = any (array(select private.my_workspaces('editor')))
    and private.my_project_rank(project_id) >= private.role_rank('editor')
  )
  with check (workspace_id = any (array(select private.my_workspaces('editor'))));
drop policy collaborators_delete on public.project_collaborators;
create policy collaborators_delete on public.project_collaborators for delete to authenticated
  using (
    user_id = (select private.actor_user_id())
    or (
      workspace_id = any (array(select private.my_workspaces('editor')))
      and private.my_project_rank(project_id) >= private.role_rank('editor')
    )
  );

-- An editor who does not see a private project neither invites to it nor sees who is invited.
drop policy invites_select on public.workspace_invites;
create policy invites_select on public.workspace_invites for select to authenticated
  using (
    workspace_id = any (array(select private.my_workspaces('admin')))
    or (
      role = 'guest' and workspace_id = any (array(select private.my_workspaces('editor')))
      and project_id <> all (array(select private.my_hidden_projects()))
    )
  );
drop policy invites_insert on public.workspace_invites;
create policy invites_insert on public.workspace_invites for insert to authenticated
  with check (
    private.role_rank(role) <= private.my_rank(workspace_id)
    and (
      workspace_id = any (array(select private.my_workspaces('admin')))
      or (
        role = 'guest' and workspace_id = any (array(select private.my_workspaces('editor')))
        and private.my_project_rank(project_id) >= private.role_rank('editor')
      )
    )
  );
drop policy invites_update on public.workspace_invites;
create policy invites_update on public.workspace_invites for update to authenticated
  using (
    workspace_id = any (array(select private.my_workspaces('admin')))
    or (
      role = 'guest' and workspace_id = any (array(select private.my_workspaces('editor')))
      and private.my_project_rank(project_id) >= private.role_rank('editor')
    )
  )
  with check (
    workspace_id = any (array(select private.my_workspaces('admin')))
    or (role = 'guest' and workspace_id = any (array(select private.my_workspaces('editor'))))
  );

drop policy activity_select on public.activity_feed;
create policy activity_select on public.activity_feed for select to authenticated
  using (
    workspace_id = any (array(select private.my_workspaces('viewer')))
    and (project_id is null or project_id <> all (array(select private.my_hidden_projects())))
  );
drop policy template_uses_select on public.template_uses;
create policy template_uses_select on public.template_uses for select to authenticated
  using (
    workspace_id = any (array(select private.my_workspaces('viewer')))
    and project_id <> all (array(select private.my_hidden_projects()))
  );
drop policy notifications_select on public.notifications;
create policy notifications_select on public.notifications for select to authenticated
  using (
    user_id = (select private.actor_user_id())
    and (project_id is null or private.my_project_rank(project_id) >= private.role_rank('viewer'))
  );

drop function private.my_guest_projects();
