-- A public page may stay with one version while the project goes on. Null means the newest. Versions are numbered without
-- gaps and never taken away.
alter table public.projects
  add column page_version integer,
  add constraint projects_page_version_exists check (page_version between 1 and last_build_version);

-- As before, and the version of the page belongs to what admins and the creator decide.
create or replace function private.guard_project() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  mine integer;
begin
  if tg_op = 'UPDATE' and coalesce(current_setting('role', true), '') = 'authenticated'
    and (new.visibility, new.page_key, new.page_indexed, new.page_shows_idea, new.page_summary, new.page_version)
      is distinct from (old.visibility, old.page_key, old.page_indexed, old.page_shows_idea, old.page_summary, old.page_version) then
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

grant update (page_version) on public.projects to authenticated;
