-- Activity feed: a deletable projection of the audit log for people. Notifications: one row per person and thing.

create table public.activity_feed (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  project_id uuid,
  at timestamptz not null default now(),
  actor_id uuid,
  action text not null,
  target_type text not null,
  target_id text,
  target_label text
);
create index activity_feed_workspace_idx on public.activity_feed (workspace_id, at desc, id desc);
create index activity_feed_project_idx on public.activity_feed (project_id, at desc, id desc);

create table public.notifications (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  workspace_id uuid references public.workspaces (id) on delete cascade,
  type text not null,
  title text not null check (char_length(title) <= 200),
  body text not null default '' check (char_length(body) <= 1000),
  href text check (href ~ '^/' and char_length(href) <= 500),
  -- The same thing is told once, however often its job runs.
  dedupe_key text not null,
  -- Mails of a batch leave together at this time, without what was read meanwhile; null = in-app only.
  mail_at timestamptz,
  mailed_at timestamptz,
  read_at timestamptz,
  created_at timestamptz not null default now(),
  unique (user_id, dedupe_key)
);
create index notifications_user_idx on public.notifications (user_id, created_at desc, id desc);
create index notifications_unread_idx on public.notifications (user_id) where read_at is null;
create index notifications_workspace_idx on public.notifications (workspace_id);
create index notifications_mail_idx on public.notifications (mail_at) where mail_at is not null and mailed_at is null;

-- An absent row means the default.
create table public.notification_preferences (
  user_id uuid not null references auth.users (id) on delete cascade,
  type text not null,
  channel text not null check (channel in ('in_app', 'email')),
  enabled boolean not null,
  primary key (user_id, type, channel)
);

create trigger freeze_notification before update on public.notifications
  for each row execute function private.freeze_columns('id', 'user_id', 'workspace_id', 'type', 'dedupe_key', 'created_at');

-- Every audited change that people care about also becomes an activity entry, in the same transaction.
create function private.project_activity() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  label text := coalesce(new.changes -> 'name' ->> 'to', new.changes -> 'name' ->> 'from', new.changes -> 'email' ->> 'to');
  project uuid;
begin
  if new.target_type not in ('workspace', 'member', 'guest', 'project', 'build', 'invite') then
    return null;
  end if;
  if not exists (select 1 from public.workspaces w where w.id = new.workspace_id) then
    return null;
  end if;
  if new.target_type = 'project' then
    project := new.target_id::uuid;
    label := coalesce(label, (select p.name from public.projects p where p.id = project));
  elsif new.target_type in ('member', 'guest') then
    label := (select p.display_name from public.profiles p where p.id = new.target_id::uuid);
  elsif new.target_type = 'build' then
    project := (new.changes -> 'project_id' ->> 'to')::uuid;
    label := (select p.name from public.projects p where p.id = project);
  elsif new.target_type = 'invite' then
    label := coalesce(label, (select i.email from public.workspace_invites i where i.id = new.target_id::uuid));
  end if;
  insert into public.activity_feed (workspace_id, project_id, at, actor_id, action, target_type, target_id, target_label)
  values (new.workspace_id, project, new.at, new.actor_id, new.action, new.target_type, new.target_id, label);
  return null;
end $$;
create trigger audit_to_activity after insert on public.audit_logs for each row execute function private.project_activity();

alter table public.activity_feed enable row level security;
alter table public.notifications enable row level security;
alter table public.notification_preferences enable row level security;
revoke all on public.activity_feed, public.notifications, public.notification_preferences from public, anon, authenticated, service_role;
revoke all on function private.project_activity() from public, anon, authenticated, service_role;
grant select on public.activity_feed to authenticated;
grant select on public.notifications to authenticated;
grant update (read_at) on public.notifications to authenticated;
grant select, insert, delete on public.notification_preferences to authenticated;
grant update (enabled) on public.notification_preferences to authenticated;
grant select, insert, update, delete on public.activity_feed, public.notifications, public.notification_preferences to service_role;

create policy activity_select on public.activity_feed for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces('viewer'))));
create policy notifications_select on public.notifications for select to authenticated
  using (user_id = (select private.actor_user_id()));
create policy notifications_update on public.notifications for update to authenticated
  using (user_id = (select private.actor_user_id())) with check (user_id = (select private.actor_user_id()));
create policy preferences_select on public.notification_preferences for select to authenticated
  using (user_id = (select private.actor_user_id()));
create policy preferences_insert on public.notification_preferences for insert to authenticated
  with check (user_id = (select private.actor_user_id()));
create policy preferences_update on public.notification_preferences for update to authenticated
  using (user_id = (select private.actor_user_id())) with check (user_id = (select private.actor_user_id()));
create policy preferences_delete on public.notification_preferences for delete to authenticated
  using (user_id = (select private.actor_user_id()));
