-- Invitations of members and of guests: one engine.

create table public.workspace_invites (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  email text not null check (email = lower(btrim(email)) and char_length(email) between 3 and 254),
  role text not null check (role in ('guest', 'viewer', 'editor', 'admin', 'owner')),
  project_id uuid,
  invited_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  last_sent_at timestamptz not null default now(),
  delivery text not null default 'pending' check (delivery in ('pending', 'sent', 'failed')),
  accepted_at timestamptz,
  accepted_by uuid references auth.users (id) on delete set null,
  declined_at timestamptz,
  revoked_at timestamptz,
  -- The invitee asked for a fresh link; the inviter is told at most once a day.
  requested_at timestamptz,
  unique (workspace_id, id),
  foreign key (workspace_id, project_id) references public.projects (workspace_id, id) on delete cascade,
  check ((role = 'guest') = (project_id is not null))
);
-- One open invite per address and target. An expired one still blocks: it is resent, not duplicated.
create unique index workspace_invites_open_key
  on public.workspace_invites (workspace_id, email, coalesce(project_id, '00000000-0000-0000-0000-000000000000'::uuid))
  where accepted_at is null and revoked_at is null and declined_at is null;
create index workspace_invites_workspace_idx on public.workspace_invites (workspace_id, created_at desc, id desc);
create index workspace_invites_project_idx on public.workspace_invites (workspace_id, project_id);
create index workspace_invites_invited_by_idx on public.workspace_invites (invited_by);
create index workspace_invites_accepted_by_idx on public.workspace_invites (accepted_by);

-- Only hashes. Old links stay known, so that they answer "superseded" instead of "unknown".
create table private.invitation_tokens (
  hash bytea primary key check (octet_length(hash) = 32),
  workspace_id uuid not null,
  invite_id uuid not null,
  created_at timestamptz not null default now(),
  superseded_at timestamptz,
  foreign key (workspace_id, invite_id) references public.workspace_invites (workspace_id, id) on delete cascade
);
create index invitation_tokens_invite_idx on private.invitation_tokens (workspace_id, invite_id, created_at desc);

create trigger freeze_invite before update on public.workspace_invites
  for each row execute function private.freeze_columns('id', 'workspace_id', 'email', 'role', 'project_id', 'created_at');

alter table public.workspace_invites enable row level security;
alter table private.invitation_tokens enable row level security;
revoke all on public.workspace_invites, private.invitation_tokens from public, anon, authenticated, service_role;
grant select on public.workspace_invites to authenticated;
grant insert (id, workspace_id, email, role, project_id, invited_by) on public.workspace_invites to authenticated;
grant update (revoked_at) on public.workspace_invites to authenticated;
grant select, insert, update, delete on public.workspace_invites, private.invitation_tokens to service_role;

create policy invites_select on public.workspace_invites for select to authenticated
  using (
    workspace_id = any (array(select private.my_workspaces('admin')))
    or (role = 'guest' and workspace_id = any (array(select private.my_workspaces('editor'))))
  );
create policy invites_insert on public.workspace_invites for insert to authenticated
  with check (
    private.role_rank(role) <= private.my_rank(workspace_id)
    and (
      workspace_id = any (array(select private.my_workspaces('admin')))
      or (role = 'guest' and workspace_id = any (array(select private.my_workspaces('editor'))))
    )
  );
create policy invites_update on public.workspace_invites for update to authenticated
  using (
    workspace_id = any (array(select private.my_workspaces('admin')))
    or (role = 'guest' and workspace_id = any (array(select private.my_workspaces('editor'))))
  )
  with check (
    workspace_id = any (array(select private.my_workspaces('admin')))
    or (role = 'guest' and workspace_id = any (array(select private.my_workspaces('editor'))))
  );
