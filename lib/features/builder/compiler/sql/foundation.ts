import { sqlText } from "../escape";
import { type Model, staffRoles } from "../model";

/** Migration 1: private helpers, profiles, roles and, when asked for, organizations with members and invites. */
export function foundationSql(model: Model): string {
  return [
    HEADER,
    profilesSql(model),
    model.isOrg ? organizationsSql(model) : "",
    newAccountSql(model),
    model.isOrg ? organizationPoliciesSql(model) : profilePoliciesSql(model),
  ]
    .filter(Boolean)
    .join("\n");
}

const list = (keys: readonly string[]): string => keys.map(sqlText).join(", ");

const HEADER = `-- Foundation: who people are and what they may be.
-- Grants come first and are explicit: nothing in this project relies on default privileges.

create schema if not exists private;
revoke all on schema private from public, anon;
grant usage on schema private to anon, authenticated;

revoke all on schema public from public;
grant usage on schema public to anon, authenticated, service_role;
alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public revoke execute on functions from public, anon, authenticated;
alter default privileges in schema private revoke execute on functions from public;

create function private.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end $$;
revoke all on function private.touch_updated_at() from public, anon, authenticated;
`;

function profilesSql(model: Model): string {
  const roleColumn = model.isOrg
    ? ""
    : `\n  role text not null default ${sqlText(model.defaultRole)} check (role in (${list(model.roles.map((role) => role.key))})),`;
  return `create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  display_name text not null default '' check (char_length(display_name) <= 120),${roleColumn}
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
alter table public.profiles enable row level security;
revoke all on public.profiles from public, anon, authenticated;
grant select on public.profiles to authenticated;
grant update (display_name${model.isOrg ? "" : ", role"}) on public.profiles to authenticated;
grant all on public.profiles to service_role;
create trigger profiles_touch before update on public.profiles
  for each row execute function private.touch_updated_at();
`;
}

function newAccountSql(model: Model): string {
  if (model.isOrg) {
    return `create function private.handle_new_account() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.profiles (id, display_name)
  values (new.id, left(coalesce(new.raw_user_meta_data ->> 'display_name', ''), 120));
  return new;
end $$;
${ACCOUNT_TRIGGER}`;
  }
  const admin = sqlText(model.adminRoles[0] ?? model.defaultRole);
  const selectable = model.roles.filter((role) => role.selfSelect && !role.isAdmin).map((role) => role.key);
  const asked =
    selectable.length > 0 ? `\n  if asked in (${list(selectable)}) then\n    chosen := asked;\n  end if;` : "";
  const declared = selectable.length > 0 ? "\n  asked text := new.raw_user_meta_data ->> 'role';" : "";
  const first =
    model.blueprint.app.visibility === "invite"
      ? ""
      : `
  -- Without the lock two first sign-ups at once would both become ${model.adminRoles[0] ?? "admin"}.
  perform pg_advisory_xact_lock(hashtext('first_account'));
  if not exists (select 1 from public.profiles) then
    chosen := ${admin};
  end if;`;
  return `create function private.handle_new_account() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  chosen text := ${sqlText(model.defaultRole)};${declared}
begin${asked}${first}
  insert into public.profiles (id, display_name, role)
  values (new.id, left(coalesce(new.raw_user_meta_data ->> 'display_name', ''), 120), chosen);
  return new;
end $$;
${ACCOUNT_TRIGGER}`;
}

const ACCOUNT_TRIGGER = `revoke all on function private.handle_new_account() from public, anon, authenticated;
create trigger on_auth_user_created after insert on auth.users
  for each row execute function private.handle_new_account();
`;

function profilePoliciesSql(model: Model): string {
  const admins = list(model.adminRoles);
  const staff = list(
    model.roles.filter((role) => role.isAdmin || !(role.isDefault || role.selfSelect)).map((role) => role.key),
  );
  return `create function private.my_role() returns text
language sql stable security definer set search_path = '' as $$
  select p.role from public.profiles p where p.id = (select auth.uid())
$$;
revoke all on function private.my_role() from public, anon;
grant execute on function private.my_role() to authenticated;

-- A role is only ever given by an admin, and the last admin stays.
create function private.guard_role() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.role is not distinct from old.role or auth.uid() is null then
    return new;
  end if;
  if coalesce((select private.my_role()), '') not in (${admins}) then
    raise exception 'only an admin may change roles' using errcode = '42501';
  end if;
  if old.role in (${admins}) and new.role not in (${admins})
     and not exists (select 1 from public.profiles p where p.id <> old.id and p.role in (${admins})) then
    raise exception 'the last admin stays' using errcode = '23514';
  end if;
  return new;
end $$;
revoke all on function private.guard_role() from public, anon, authenticated;
create trigger profiles_guard_role before update of role on public.profiles
  for each row execute function private.guard_role();

-- Run by the owner of the project in the SQL editor; no client can call it.
create function private.grant_role(account_email text, new_role text) returns void
language sql security definer set search_path = '' as $$
  update public.profiles set role = new_role
  where id = (select u.id from auth.users u where lower(u.email) = lower(account_email))
$$;
revoke all on function private.grant_role(text, text) from public, anon, authenticated;

create policy profiles_select on public.profiles for select to authenticated
  using (id = (select auth.uid()) or (select private.my_role()) in (${staff}));
create policy profiles_update on public.profiles for update to authenticated
  using (id = (select auth.uid()) or (select private.my_role()) in (${admins}))
  with check (id = (select auth.uid()) or (select private.my_role()) in (${admins}));
create index profiles_role_idx on public.profiles (role);
`;
}

function organizationsSql(model: Model): string {
  const roles = list(model.roles.map((role) => role.key));
  return `create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(name) between 1 and 120),
  created_by uuid default auth.uid() references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
alter table public.organizations enable row level security;
create index organizations_created_by_idx on public.organizations (created_by);
create trigger organizations_touch before update on public.organizations
  for each row execute function private.touch_updated_at();

create table public.organization_members (
  org_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  role text not null default ${sqlText(model.defaultRole)} check (role in (${roles})),
  created_at timestamptz not null default now(),
  primary key (org_id, user_id)
);
alter table public.organization_members enable row level security;
create index organization_members_user_idx on public.organization_members (user_id, org_id);

create table public.organization_invites (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  email text not null check (char_length(email) between 3 and 254),
  role text not null default ${sqlText(model.defaultRole)} check (role in (${roles})),
  expires_at timestamptz not null default now() + interval '14 days',
  created_at timestamptz not null default now(),
  unique (org_id, email)
);
alter table public.organization_invites enable row level security;
create index organization_invites_email_idx on public.organization_invites (lower(email));

revoke all on public.organizations, public.organization_members, public.organization_invites
  from public, anon, authenticated;
grant select, delete on public.organizations to authenticated;
grant insert (id, name) on public.organizations to authenticated;
grant update (name) on public.organizations to authenticated;
grant select, delete on public.organization_members to authenticated;
grant insert (org_id, user_id, role) on public.organization_members to authenticated;
grant update (role) on public.organization_members to authenticated;
grant select, delete on public.organization_invites to authenticated;
grant insert (org_id, email, role) on public.organization_invites to authenticated;
grant all on public.organizations, public.organization_members, public.organization_invites to service_role;
`;
}

function organizationPoliciesSql(model: Model): string {
  const admins = list(model.adminRoles);
  const staff = list(staffRoles(model));
  const isAdmin = `org_id = any(array(select private.my_orgs(array[${admins}])))`;
  return `create function private.my_orgs(wanted text[] default null) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.org_id from public.organization_members m
  where m.user_id = (select auth.uid()) and (wanted is null or m.role = any(wanted))
$$;
revoke all on function private.my_orgs(text[]) from public, anon;
grant execute on function private.my_orgs(text[]) to authenticated;

create function private.my_colleagues() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.user_id from public.organization_members m
  where m.org_id in (select private.my_orgs(array[${staff}]))
     or (m.org_id in (select private.my_orgs()) and m.role in (${staff}))
$$;
revoke all on function private.my_colleagues() from public, anon;
grant execute on function private.my_colleagues() to authenticated;

-- Open invites for the caller's confirmed e-mail address.
create function private.my_invites() returns table (org_id uuid, role text)
language sql stable security definer set search_path = '' as $$
  select i.org_id, i.role from public.organization_invites i
  join auth.users u on u.id = (select auth.uid()) and u.email_confirmed_at is not null
  where lower(i.email) = lower(u.email) and i.expires_at > now()
$$;
revoke all on function private.my_invites() from public, anon;
grant execute on function private.my_invites() to authenticated;

create function private.add_founder() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.created_by is not null then
    insert into public.organization_members (org_id, user_id, role)
    values (new.id, new.created_by, ${sqlText(model.adminRoles[0] ?? model.defaultRole)});
  end if;
  return new;
end $$;
revoke all on function private.add_founder() from public, anon, authenticated;
create trigger organizations_founder after insert on public.organizations
  for each row execute function private.add_founder();

create function private.close_invite() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.organization_invites i using auth.users u
  where u.id = new.user_id and i.org_id = new.org_id and lower(i.email) = lower(u.email);
  return new;
end $$;
revoke all on function private.close_invite() from public, anon, authenticated;
create trigger organization_members_close_invite after insert on public.organization_members
  for each row execute function private.close_invite();

-- An organization is never left without an admin, except when it is deleted as a whole.
create function private.guard_last_admin() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if old.role in (${admins}) and (tg_op = 'DELETE' or new.role not in (${admins}))
     and exists (select 1 from public.organizations o where o.id = old.org_id)
     and exists (select 1 from public.profiles p where p.id = old.user_id)
     and not exists (
       select 1 from public.organization_members m
       where m.org_id = old.org_id and m.user_id <> old.user_id and m.role in (${admins})
     ) then
    raise exception 'the last admin stays' using errcode = '23514';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
revoke all on function private.guard_last_admin() from public, anon, authenticated;
create trigger organization_members_guard before update or delete on public.organization_members
  for each row execute function private.guard_last_admin();

create policy profiles_select on public.profiles for select to authenticated
  using (id = (select auth.uid()) or id = any(array(select private.my_colleagues())));
create policy profiles_update on public.profiles for update to authenticated
  using (id = (select auth.uid())) with check (id = (select auth.uid()));

create policy organizations_select on public.organizations for select to authenticated
  using (id = any(array(select private.my_orgs())) or id = any(array(select i.org_id from private.my_invites() i)));
create policy organizations_insert on public.organizations for insert to authenticated
  with check (created_by = (select auth.uid()));
create policy organizations_update on public.organizations for update to authenticated
  using (id = any(array(select private.my_orgs(array[${admins}]))))
  with check (id = any(array(select private.my_orgs(array[${admins}]))));
create policy organizations_delete on public.organizations for delete to authenticated
  using (id = any(array(select private.my_orgs(array[${admins}]))));

create policy organization_members_select on public.organization_members for select to authenticated
  using (user_id = (select auth.uid()) or org_id = any(array(select private.my_orgs(array[${staff}])))
    or (org_id = any(array(select private.my_orgs())) and role in (${staff})));
-- Joining needs an invite for one's own confirmed address, and gives exactly the invited role.
create policy organization_members_insert on public.organization_members for insert to authenticated
  with check (user_id = (select auth.uid())
    and (org_id, role) in (select i.org_id, i.role from private.my_invites() i));
create policy organization_members_update on public.organization_members for update to authenticated
  using (${isAdmin}) with check (${isAdmin});
create policy organization_members_delete on public.organization_members for delete to authenticated
  using (${isAdmin} or (user_id = (select auth.uid()) and org_id = any(array(select private.my_orgs()))));

create policy organization_invites_select on public.organization_invites for select to authenticated
  using (${isAdmin} or (org_id, role) in (select i.org_id, i.role from private.my_invites() i));
create policy organization_invites_insert on public.organization_invites for insert to authenticated
  with check (${isAdmin});
create policy organization_invites_delete on public.organization_invites for delete to authenticated
  using (${isAdmin});
`;
}
