-- Comments on a version: threads of one level, resolved and reopened, on the version as a whole or on an entity, a field or a
-- file of it. Whoever sees the project reads and writes them; they are written by people, never by keys.

alter table public.builds add constraint builds_place_key unique (workspace_id, project_id, id);

create table public.build_comments (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  project_id uuid not null,
  build_id uuid not null,
  -- Null: the first comment of a thread.
  parent_id uuid,
  created_by uuid default private.actor_user_id() references auth.users (id) on delete set null,
  -- The name of the day: guests do not see the profiles of members.
  author_name text not null default '',
  body text not null check (char_length(body) <= 4000),
  -- What of the version it is about: the key of an entity, `entity.field`, or a path.
  anchor_kind text check (anchor_kind in ('entity', 'field', 'file')),
  anchor_ref text check (char_length(anchor_ref) between 1 and 300),
  mentions uuid[] not null default '{}' check (cardinality(mentions) <= 20),
  resolved_at timestamptz,
  resolved_by uuid references auth.users (id) on delete set null,
  edited_at timestamptz,
  -- A deleted comment that was replied to stays as a place without words.
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  unique (build_id, id),
  foreign key (workspace_id, project_id, build_id) references public.builds (workspace_id, project_id, id) on delete cascade,
  -- No cascade: nobody deletes somebody else's replies with a comment of theirs.
  foreign key (build_id, parent_id) references public.build_comments (build_id, id),
  check ((anchor_kind is null) = (anchor_ref is null)),
  check (parent_id is null or anchor_kind is null),
  check (parent_id is null or resolved_at is null),
  check (deleted_at is not null or char_length(body) > 0)
);
create index build_comments_threads_idx on public.build_comments (build_id, created_at desc, id desc) where parent_id is null;
create index build_comments_replies_idx on public.build_comments (build_id, parent_id, created_at, id);
create index build_comments_place_idx on public.build_comments (workspace_id, project_id, build_id);
create index build_comments_created_by_idx on public.build_comments (created_by);
create index build_comments_resolved_by_idx on public.build_comments (resolved_by);

-- Words are their author's; a thread is resolved by its author and by whoever may build in the project; admins delete.
create function private.guard_comment() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  mine boolean := coalesce((case when tg_op = 'UPDATE' then old.created_by else new.created_by end) = private.actor_user_id(), false);
  is_caller boolean := coalesce(current_setting('role', true), '') = 'authenticated';
begin
  if tg_op = 'INSERT' then
    new.author_name := coalesce((select p.display_name from public.profiles p where p.id = new.created_by), '');
    if new.parent_id is not null then
      -- The lock keeps the parent from being deleted, and the hundredth reply from being written twice.
      perform 1 from public.build_comments c
      where c.build_id = new.build_id and c.id = new.parent_id and c.parent_id is null and c.deleted_at is null for no key update;
      if not found then
        raise exception 'not_a_thread' using errcode = 'PT409', detail = 'This comment cannot be replied to any more.';
      end if;
      if (select count(*) from public.build_comments c where c.build_id = new.build_id and c.parent_id = new.parent_id) >= 100 then
        raise exception 'thread_full' using errcode = 'PT409', detail = 'A thread holds up to 100 replies. Start a new one.';
      end if;
    end if;
  elsif is_caller then
    if old.deleted_at is not null then
      raise exception 'comment_deleted' using errcode = 'PT409', detail = 'This comment was deleted.';
    end if;
    if new.deleted_at is not null then
      if not mine and private.my_rank(old.workspace_id) < private.role_rank('admin') then
        raise exception 'not_your_comment' using errcode = 'PT403', detail = 'Only its author and admins delete a comment.';
      end if;
    elsif (new.body, new.mentions) is distinct from (old.body, old.mentions) then
      if not mine then
        raise exception 'not_your_comment' using errcode = 'PT403', detail = 'Only its author changes a comment.';
      end if;
      new.edited_at := now();
    end if;
  end if;
  if new.deleted_at is not null then
    new.body := '';
    new.mentions := '{}';
    new.deleted_at := coalesce(case when tg_op = 'UPDATE' then old.deleted_at end, now());
  end if;
  if tg_op = 'UPDATE' and (new.resolved_at is null) <> (old.resolved_at is null) and is_caller then
    new.resolved_at := case when new.resolved_at is not null then now() end;
    new.resolved_by := case when new.resolved_at is not null then private.actor_user_id() end;
  end if;
  if new.created_by is null then
    new.author_name := '';
  end if;
  -- Asked only for callers who see the project themselves: to others the answer would tell who else does.
  if (not is_caller or private.my_project_rank(new.project_id) >= private.role_rank('viewer')) and exists (
    select from unnest(new.mentions) as m (user_id) where private.project_rank(new.project_id, m.user_id) < private.role_rank('viewer')
  ) and (tg_op = 'INSERT' or new.mentions is distinct from old.mentions) then
    raise exception 'mention_not_allowed' using errcode = 'PT422', detail = 'Only people who see the project can be mentioned.';
  end if;
  return new;
end $$;
create trigger guard_comment before insert or update on public.build_comments for each row execute function private.guard_comment();
create trigger freeze_comment before update on public.build_comments for each row
  execute function private.freeze_columns('id', 'workspace_id', 'project_id', 'build_id', 'parent_id', 'anchor_kind', 'anchor_ref', 'created_at');

-- The log says who did what to which comment and never what it said: words can be deleted, the log cannot.
create function private.audit_comment() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  place public.build_comments := case when tg_op = 'DELETE' then old else new end;
  verb text := case
    when tg_op = 'INSERT' then 'created'
    when tg_op = 'DELETE' or (new.deleted_at is not null and old.deleted_at is null) then 'deleted'
    when new.resolved_at is not null and old.resolved_at is null then 'resolved'
    when new.resolved_at is null and old.resolved_at is not null then 'reopened'
    when new.body is distinct from old.body then 'updated' end;
begin
  -- A version takes its comments with it; that is told by its own entry.
  if verb is null or not exists (select from public.builds b where b.id = place.build_id) then
    return null;
  end if;
  perform private.append_audit(place.workspace_id, 'comment.' || verb, 'comment', place.id::text, jsonb_build_object(
    'project_id', jsonb_build_object('to', place.project_id), 'build_id', jsonb_build_object('to', place.build_id)));
  return null;
end $$;
create trigger audit_comments after insert or update or delete on public.build_comments
  for each row execute function private.audit_comment();

-- The feed tells of new comments and of threads that were settled, not of every correction.
create function private.comment_activity() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  project uuid := (new.changes -> 'project_id' ->> 'to')::uuid;
begin
  insert into public.activity_feed (workspace_id, project_id, at, actor_id, action, target_type, target_id, target_label)
  values (new.workspace_id, project, new.at, new.actor_id, new.action, new.target_type, new.target_id,
    (select p.name from public.projects p where p.id = project));
  return null;
end $$;
create trigger audit_comment_to_activity after insert on public.audit_logs
  for each row when (new.target_type = 'comment' and new.action in ('comment.created', 'comment.resolved', 'comment.reopened'))
  execute function private.comment_activity();

alter table public.build_comments enable row level security;
revoke all on public.build_comments from public, anon, authenticated, service_role;
grant select, delete on public.build_comments to authenticated;
grant insert (id, workspace_id, project_id, build_id, parent_id, body, anchor_kind, anchor_ref, mentions) on public.build_comments to authenticated;
grant update (body, mentions, resolved_at, deleted_at) on public.build_comments to authenticated;
grant select, insert, update, delete on public.build_comments to service_role;
revoke all on function private.guard_comment(), private.audit_comment(), private.comment_activity()
  from public, anon, authenticated, service_role;

create policy build_comments_select on public.build_comments for select to authenticated
  using (
    case
      when workspace_id = any (array(select private.my_workspaces('viewer'))) then project_id <> all (array(select private.my_hidden_projects()))
      else project_id = any (array(select private.my_project_grants('viewer')))
    end
  );
create policy build_comments_insert on public.build_comments for insert to authenticated
  with check (
    created_by = (select private.actor_user_id())
    and private.my_project_rank(project_id) >= private.role_rank('viewer')
  );
-- Who may change what is for the trigger; this keeps everybody else away.
create policy build_comments_update on public.build_comments for update to authenticated
  using (
    (created_by = (select private.actor_user_id()) and private.my_project_rank(project_id) >= private.role_rank('viewer'))
    or ((select private.actor_user_id()) is not null and private.my_project_rank(project_id) >= private.role_rank('editor'))
  )
  with check (
    workspace_id = any (array(select private.my_workspaces('viewer')))
    or workspace_id = any (array(select private.my_guest_workspaces()))
  );
create policy build_comments_delete on public.build_comments for delete to authenticated
  using (
    (created_by = (select private.actor_user_id()) and private.my_project_rank(project_id) >= private.role_rank('viewer'))
    or ((select private.actor_user_id()) is not null and workspace_id = any (array(select private.my_workspaces('admin'))))
  );
