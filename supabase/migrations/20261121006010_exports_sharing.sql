-- Exports are as private as the project they come from: whoever sees its builds sees them, whoever adds builds asks for them.

drop policy exports_select on public.exports;
create policy exports_select on public.exports for select to authenticated
  using (
    case
      when workspace_id = any (array(select private.my_workspaces('viewer'))) then project_id <> all (array(select private.my_hidden_projects()))
      else project_id = any (array(select private.my_project_grants('viewer')))
    end
  );
-- An export acts as somebody elsewhere: people start it, no API key does.
drop policy exports_insert on public.exports;
create policy exports_insert on public.exports for insert to authenticated
  with check (private.my_project_rank(project_id) >= private.role_rank('editor') and (select private.actor_key_id()) is null);
