-- Templates: blueprints that others start from. A template of a workspace can be seen by its author, by the workspace or by
-- everybody signed in; those that come with Atrium have no workspace. Readers never learn which workspace owns a template:
-- `owner_workspace_id` and `created_by` are granted to nobody, what is shown is `publisher`. Neither is `blueprint`: whether a
-- caller gets a premium one is for the pipeline to decide.

create table public.templates (
  id uuid primary key default gen_random_uuid(),
  owner_workspace_id uuid references public.workspaces (id) on delete cascade,
  created_by uuid default private.actor_user_id() references auth.users (id) on delete set null,
  slug text not null check (slug ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' and char_length(slug) <= 40),
  name text not null check (char_length(name) between 1 and 60),
  summary text not null check (char_length(summary) between 1 and 160),
  description text not null default '' check (char_length(description) <= 4000),
  category text not null check (category in (
    'sales', 'bookings', 'support', 'education', 'operations', 'people', 'property', 'events', 'community', 'health', 'finance',
    'commerce', 'field-service', 'surveys', 'other'
  )),
  -- What the blueprint has, read from it and never typed in.
  features text[] not null default '{}' check (features <@ array[
    'comments', 'attachments', 'activity', 'search', 'csv-import', 'csv-export', 'notifications', 'public-form', 'reports',
    'workflow', 'teams', 'history', 'calendar'
  ]::text[]),
  stack text not null check (stack in ('next-supabase', 'vite-supabase', 'hono-postgres')),
  language text not null check (language in ('en', 'es', 'fr', 'de', 'pt', 'it', 'ar')),
  entity_count integer not null check (entity_count > 0),
  -- Written by the pipeline alone, which has compiled it: what strangers open is never what somebody typed into a request.
  blueprint jsonb not null,
  version integer not null default 1 check (version > 0),
  visibility text not null check (visibility in ('private', 'team', 'public')),
  premium boolean not null default false,
  -- unlisted: taken back by its workspace. removed: taken down by the operator of the installation.
  status text not null default 'published' check (status in ('published', 'unlisted', 'removed')),
  featured boolean not null default false,
  use_count integer not null default 0 check (use_count >= 0),
  rating_count integer not null default 0 check (rating_count >= 0),
  rating_sum integer not null default 0 check (rating_sum >= 0),
  -- The next four are kept by triggers. listed: everybody signed in may see it. rating_score: three imaginary middling
  -- reviews stand beside the real ones, so that a single five does not come before twenty.
  listed boolean not null default false,
  rating_score integer not null default 0,
  publisher text not null default '',
  search tsvector not null default ''::tsvector,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint templates_slug_key unique nulls not distinct (owner_workspace_id, slug)
);
create index templates_created_by_idx on public.templates (created_by);
create index templates_search_idx on public.templates using gin (search);
create index templates_popular_idx on public.templates ((featured::integer * 1000000000 + use_count) desc, id desc) where listed;
create index templates_rating_idx on public.templates (rating_score desc, id desc) where listed;
create index templates_newest_idx on public.templates (created_at desc, id desc) where listed;
create index templates_name_idx on public.templates (lower(name), id) where listed;

-- One review per person and template. A review is a person's, not a workspace's; the name is the one of the day.
create table public.template_reviews (
  id uuid primary key default gen_random_uuid(),
  template_id uuid not null references public.templates (id) on delete cascade,
  user_id uuid not null default private.actor_user_id() references auth.users (id) on delete cascade,
  author_name text not null default '',
  rating integer not null check (rating between 1 and 5),
  body text not null default '' check (char_length(body) <= 2000),
  -- reported: somebody objects, it is still shown. hidden: the operator agreed. kept: the operator did not.
  status text not null default 'visible' check (status in ('visible', 'reported', 'hidden', 'kept')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint template_reviews_once unique (template_id, user_id)
);
create index template_reviews_template_idx on public.template_reviews (template_id, created_at desc, id desc);
create index template_reviews_user_idx on public.template_reviews (user_id);
create index template_reviews_reported_idx on public.template_reviews (updated_at) where status = 'reported';

create table private.template_review_reports (
  review_id uuid not null references public.template_reviews (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  reason text not null check (char_length(reason) between 1 and 500),
  created_at timestamptz not null default now(),
  primary key (review_id, user_id)
);
create index template_review_reports_user_idx on private.template_review_reports (user_id);

-- Which project was started from which template. A project counts once for a template, however often it is tried again.
create table public.template_uses (
  id uuid primary key default gen_random_uuid(),
  template_id uuid not null references public.templates (id) on delete cascade,
  template_version integer not null,
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  project_id uuid not null,
  user_id uuid default private.actor_user_id() references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  constraint template_uses_once unique (template_id, project_id),
  foreign key (workspace_id, project_id) references public.projects (workspace_id, id) on delete cascade
);
create index template_uses_project_idx on public.template_uses (workspace_id, project_id);
create index template_uses_user_idx on public.template_uses (user_id);

-- Templates of one workspace that the caller, as its member or key, may see; `author` tells whether they published it.
create function private.workspace_templates(p_workspace uuid) returns table (template_id uuid, author boolean)
language sql stable security definer set search_path = ''
as $$
  select t.id, coalesce(t.created_by = private.actor_user_id(), false)
  from public.templates t
  where t.owner_workspace_id = p_workspace
    and p_workspace = any (array(select private.my_workspaces('viewer')))
    and (t.visibility <> 'private' or t.created_by = private.actor_user_id())
$$;

create function private.guard_template() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  owner public.workspaces;
begin
  if new.visibility = 'private' and new.created_by is null and (tg_op = 'INSERT' or old.visibility <> 'private') then
    raise exception 'private_needs_a_person' using errcode = 'PT422',
      detail = 'A private template belongs to a person. Publish it for the workspace or for everybody.';
  end if;
  if tg_op = 'UPDATE' and coalesce(current_setting('role', true), '') = 'authenticated'
    and new.status <> old.status and 'removed' in (new.status, old.status) then
    raise exception 'template_removed' using errcode = 'PT409',
      detail = 'This template was taken down by the operator of this installation.';
  end if;
  select * into owner from public.workspaces w where w.id = new.owner_workspace_id;
  new.publisher := case when new.owner_workspace_id is null then 'Atrium' else coalesce(owner.name, '') end;
  new.listed := new.visibility = 'public' and new.status = 'published' and owner.deleted_at is null;
  new.rating_score := case when new.rating_count = 0 then 0 else (900 + 100 * new.rating_sum) / (3 + new.rating_count) end;
  new.search := setweight(to_tsvector('pg_catalog.english', new.name), 'A')
    || setweight(to_tsvector('pg_catalog.english', new.summary || ' ' || new.category || ' ' || array_to_string(new.features, ' ')), 'B')
    || setweight(to_tsvector('pg_catalog.english', new.description), 'C');
  if tg_op = 'UPDATE' and (new.name, new.summary, new.description, new.category, new.visibility, new.premium, new.status, new.blueprint)
    is distinct from (old.name, old.summary, old.description, old.category, old.visibility, old.premium, old.status, old.blueprint) then
    new.updated_at := now();
  end if;
  return new;
end $$;
create trigger guard_template before insert or update on public.templates for each row execute function private.guard_template();
create trigger freeze_template before update on public.templates
  for each row execute function private.freeze_columns('id', 'owner_workspace_id', 'slug', 'created_at');

-- A renamed workspace publishes under its new name, a deleted one publishes nothing until it is restored.
create function private.follow_workspace() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.templates t set publisher = new.name where t.owner_workspace_id = new.id;
  return null;
end $$;
create trigger templates_follow_workspace after update of name, deleted_at on public.workspaces
  for each row execute function private.follow_workspace();

create function private.guard_template_review() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (
    select 1 from public.templates t join public.workspace_members m on m.workspace_id = t.owner_workspace_id
    where t.id = new.template_id and m.user_id = new.user_id
  ) then
    raise exception 'own_template' using errcode = 'PT409', detail = 'Members cannot review a template of their own workspace.';
  end if;
  new.author_name := coalesce((select p.display_name from public.profiles p where p.id = new.user_id), '');
  if tg_op = 'UPDATE' and (new.rating, new.body) is distinct from (old.rating, old.body) then
    new.updated_at := now();
    -- What the operator has looked at is no longer what stands there.
    if old.status = 'kept' then
      new.status := 'visible';
    end if;
  end if;
  return new;
end $$;
create trigger guard_template_review before insert or update of rating, body on public.template_reviews
  for each row execute function private.guard_template_review();
create trigger freeze_template_review before update on public.template_reviews
  for each row execute function private.freeze_columns('id', 'template_id', 'user_id', 'created_at');

-- Differences, not sums read again: two reviews at once each add their own part to a row that one of them waits for.
create function private.rate_template() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  was_shown integer := case when tg_op <> 'INSERT' and old.status <> 'hidden' then 1 else 0 end;
  is_shown integer := case when tg_op <> 'DELETE' and new.status <> 'hidden' then 1 else 0 end;
  was integer := case when was_shown = 1 then old.rating else 0 end;
  now_is integer := case when is_shown = 1 then new.rating else 0 end;
  target uuid := case when tg_op = 'DELETE' then old.template_id else new.template_id end;
begin
  if was_shown <> is_shown or was <> now_is then
    update public.templates t set rating_count = t.rating_count + is_shown - was_shown, rating_sum = t.rating_sum + now_is - was
    where t.id = target;
  end if;
  return null;
end $$;
create trigger rate_template after insert or update or delete on public.template_reviews
  for each row execute function private.rate_template();

create function private.count_template_use() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  used text;
begin
  update public.templates t set use_count = t.use_count + 1 where t.id = new.template_id returning t.name into used;
  perform private.append_audit(new.workspace_id, 'template.used', 'template', new.template_id::text, jsonb_build_object(
    'name', jsonb_build_object('to', used), 'project_id', jsonb_build_object('to', new.project_id)));
  return null;
end $$;
create trigger count_template_use after insert on public.template_uses for each row execute function private.count_template_use();
create trigger freeze_template_use before update on public.template_uses
  for each row execute function private.freeze_columns('id', 'template_id', 'workspace_id', 'project_id', 'created_at');

-- What a workspace does with its templates, and what the operator does to them, stands in the workspace's log. Counters do not.
create function private.audit_template() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  noise text[] := array['use_count', 'rating_count', 'rating_sum', 'rating_score', 'search', 'listed', 'publisher', 'created_by', 'owner_workspace_id'];
  before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) - noise end;
  after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) - noise end;
  ws uuid := case when tg_op = 'DELETE' then old.owner_workspace_id else new.owner_workspace_id end;
  target uuid := case when tg_op = 'DELETE' then old.id else new.id end;
  diff jsonb := private.audit_diff(before, after, array['blueprint', 'description']);
  verb text;
begin
  if ws is null or (tg_op = 'UPDATE' and diff = '{}'::jsonb) or not exists (select 1 from public.workspaces w where w.id = ws) then
    return null;
  end if;
  verb := case
    when tg_op = 'INSERT' then 'published'
    when tg_op = 'DELETE' then 'deleted'
    when new.status <> old.status and new.status = 'removed' then 'removed'
    when new.status <> old.status and new.status = 'unlisted' then 'unpublished'
    when new.status <> old.status and old.status = 'removed' then 'restored'
    when new.status <> old.status then 'published'
    when new.featured and not old.featured then 'featured'
    else 'updated' end;
  perform private.append_audit(ws, 'template.' || verb, 'template', target::text, diff);
  return null;
end $$;
create trigger audit_templates after insert or update or delete on public.templates for each row execute function private.audit_template();

-- The activity feed is for every member: a private template is its author's business.
create function private.template_activity() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  found_name text;
  found_visibility text;
begin
  select t.name, t.visibility into found_name, found_visibility from public.templates t where t.id = new.target_id::uuid;
  if coalesce(found_visibility, new.changes -> 'visibility' ->> 'from', 'team') = 'private' then
    return null;
  end if;
  insert into public.activity_feed (workspace_id, project_id, at, actor_id, action, target_type, target_id, target_label)
  values (new.workspace_id, (new.changes -> 'project_id' ->> 'to')::uuid, new.at, new.actor_id, new.action, new.target_type, new.target_id,
    coalesce(found_name, new.changes -> 'name' ->> 'from', new.changes -> 'name' ->> 'to'));
  return null;
end $$;
create trigger audit_template_to_activity after insert on public.audit_logs
  for each row when (new.target_type = 'template') execute function private.template_activity();

-- A project's version may come from a template.
alter table public.builds drop constraint builds_origin_check;
alter table public.builds add constraint builds_origin_check check (origin in ('idea', 'edit', 'restore', 'template'));

alter table public.api_keys drop constraint api_keys_scopes_known;
alter table public.api_keys
  add constraint api_keys_scopes_known check (scopes <@ array[
    'workspace.read', 'members.read', 'invites.read', 'invites.write', 'audit.read', 'activity.read',
    'projects.read', 'projects.write', 'builds.read', 'builds.write', 'templates.read', 'templates.write'
  ]::text[]);

alter table public.templates enable row level security;
alter table public.template_reviews enable row level security;
alter table public.template_uses enable row level security;
alter table private.template_review_reports enable row level security;
revoke all on public.templates, public.template_reviews, public.template_uses, private.template_review_reports
  from public, anon, authenticated, service_role;
grant select (
  id, slug, name, summary, description, category, features, stack, language, entity_count, version, visibility, premium, status,
  featured, use_count, rating_count, rating_sum, listed, rating_score, publisher, search, created_at, updated_at
) on public.templates to authenticated;
grant update (name, summary, description, category, visibility, premium, status) on public.templates to authenticated;
grant delete on public.templates to authenticated;
grant select, delete on public.template_reviews to authenticated;
grant insert (id, template_id, user_id, rating, body) on public.template_reviews to authenticated;
grant update (rating, body) on public.template_reviews to authenticated;
grant select on public.template_uses to authenticated;
grant select, insert, update, delete on public.templates, public.template_reviews, public.template_uses, private.template_review_reports to service_role;
revoke all on function
  private.workspace_templates(uuid), private.guard_template(), private.follow_workspace(), private.guard_template_review(),
  private.rate_template(), private.count_template_use(), private.audit_template(), private.template_activity()
  from public, anon, authenticated, service_role;
grant execute on function private.workspace_templates(uuid) to authenticated, service_role;

create policy templates_select on public.templates for select to authenticated
  using (
    (listed and ((select private.actor_user_id()) is not null or (select private.actor_key_id()) is not null))
    or (
      owner_workspace_id = any (array(select private.my_workspaces('viewer')))
      and (visibility <> 'private' or created_by = (select private.actor_user_id()))
    )
  );
-- Admins keep house; editors change what they published; a private template is its author's alone.
create policy templates_update on public.templates for update to authenticated
  using (
    (visibility <> 'private' and owner_workspace_id = any (array(select private.my_workspaces('admin'))))
    or (created_by = (select private.actor_user_id()) and owner_workspace_id = any (array(select private.my_workspaces('editor'))))
  )
  with check (
    (visibility <> 'private' and owner_workspace_id = any (array(select private.my_workspaces('admin'))))
    or (created_by = (select private.actor_user_id()) and owner_workspace_id = any (array(select private.my_workspaces('editor'))))
  );
create policy templates_delete on public.templates for delete to authenticated
  using (
    (visibility <> 'private' and owner_workspace_id = any (array(select private.my_workspaces('admin'))))
    or (created_by = (select private.actor_user_id()) and owner_workspace_id = any (array(select private.my_workspaces('editor'))))
  );

-- A review is seen by whoever sees its template; the subquery runs under the policy above.
create policy template_reviews_select on public.template_reviews for select to authenticated
  using (
    user_id = (select private.actor_user_id())
    or (status <> 'hidden' and exists (select 1 from public.templates t where t.id = template_id))
  );
create policy template_reviews_insert on public.template_reviews for insert to authenticated
  with check (user_id = (select private.actor_user_id()) and exists (select 1 from public.templates t where t.id = template_id));
create policy template_reviews_update on public.template_reviews for update to authenticated
  using (user_id = (select private.actor_user_id())) with check (user_id = (select private.actor_user_id()));
create policy template_reviews_delete on public.template_reviews for delete to authenticated
  using (user_id = (select private.actor_user_id()));

create policy template_uses_select on public.template_uses for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces('viewer'))));
