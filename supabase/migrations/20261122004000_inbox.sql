-- The inbox's badges are asked for every few seconds: what wants a person is found without looking through everything else.
create index conversations_open_idx on public.conversations (workspace_id) where status in ('waiting', 'human');

-- Assistants that come and go are news for the people of the workspace; those of a private project for whoever sees it.
create or replace function private.project_activity() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  label text := coalesce(new.changes -> 'name' ->> 'to', new.changes -> 'name' ->> 'from', new.changes -> 'email' ->> 'to');
  project uuid;
begin
  if new.target_type not in ('workspace', 'member', 'guest', 'collaborator', 'project', 'build', 'invite')
    and new.action not in ('assistant.created', 'assistant.deleted') then
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
  elsif new.target_type = 'assistant' then
    project := coalesce(new.changes -> 'project_id' ->> 'to', new.changes -> 'project_id' ->> 'from')::uuid;
  end if;
  insert into public.activity_feed (workspace_id, project_id, at, actor_id, action, target_type, target_id, target_label)
  values (new.workspace_id, project, new.at, new.actor_id, new.action, new.target_type, new.target_id, label);
  return null;
end $$;
