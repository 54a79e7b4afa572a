-- Invites and API keys: what the audit log tells of them, and people who leave for good.

-- What people do to an invite is audited; how its mail fared and when it was asked for again is not. A resend is told as
-- `invite.resent` by the service, in the same transaction.
drop trigger audit_invites on public.workspace_invites;
create trigger audit_invites after insert or delete on public.workspace_invites
  for each row execute function private.audit_row('invite', 'id', '');
create trigger audit_invites_closed after update of accepted_at, declined_at, revoked_at on public.workspace_invites
  for each row when (
    old.accepted_at is distinct from new.accepted_at
    or old.declined_at is distinct from new.declined_at
    or old.revoked_at is distinct from new.revoked_at
  )
  execute function private.audit_row('invite', 'id', '');

-- `created_by` is set to null when its person is deleted: a frozen column would keep that person from ever being deleted.
-- Nobody else can write it, the column is granted for insert only.
drop trigger freeze_api_key on public.api_keys;
create trigger freeze_api_key before update on public.api_keys
  for each row execute function private.freeze_columns('id', 'workspace_id', 'hash', 'prefix', 'last4', 'role', 'scopes', 'created_at');
