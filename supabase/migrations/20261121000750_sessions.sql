-- Sessions belong to Supabase Auth. Two narrow doors for the service: read a person's own, end one of them.

create function private.list_sessions(p_user uuid)
returns table (id uuid, created_at timestamptz, updated_at timestamptz, refreshed_at timestamptz, user_agent text, ip text)
language sql stable security definer set search_path = ''
as $$
  select s.id, s.created_at::timestamptz, s.updated_at::timestamptz, s.refreshed_at::timestamptz, s.user_agent::text, s.ip::text
  from auth.sessions s
  where s.user_id = p_user
  order by s.created_at desc
  limit 100
$$;

create function private.end_session(p_user uuid, p_session uuid) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  delete from auth.sessions s where s.id = p_session and s.user_id = p_user;
  return found;
end $$;

revoke all on function private.list_sessions(uuid), private.end_session(uuid, uuid) from public, anon, authenticated;
grant execute on function private.list_sessions(uuid), private.end_session(uuid, uuid) to service_role;
