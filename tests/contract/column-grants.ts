/**
 * What members, guests and API keys may name in a statement, by table and verb; `*` stands for every column. Rows are
 * drawn by the policies, columns by this list: a column added to a table is out of reach until it is stated here.
 */
export const grantedColumns: Record<string, string> = {
  "public.activity_feed select": "*",
  "public.ai_usage select": "*",
  "public.api_keys insert": "expires_at hash id last4 name prefix role scopes workspace_id",
  "public.api_keys select":
    "created_at created_by expires_at id last4 last_used_at last_used_ip name prefix replaced_by revoked_at role rotates_at scopes workspace_id",
  "public.api_keys update": "replaced_by revoked_at rotates_at",
  "public.audit_actors select": "*",
  "public.audit_logs select": "*",
  "public.build_runs select": "*",
  "public.build_comments insert": "anchor_kind anchor_ref body build_id id mentions parent_id project_id workspace_id",
  "public.build_comments select": "*",
  "public.build_comments update": "body deleted_at mentions resolved_at",
  "public.builds insert":
    "app_name blueprint compiler_version engine entity_count fallback id idea model note origin project_id restored_from run_id workspace_id",
  "public.builds select": "*",
  "public.connections select": "*",
  "public.exports insert":
    "allow_public build_id ci connection_id env_names id owner repository site target workspace_id",
  "public.exports select": "*",
  "public.generation_usage select": "*",
  "public.notification_preferences insert": "*",
  "public.notification_preferences select": "*",
  "public.notification_preferences update": "enabled",
  "public.notifications select": "*",
  "public.notifications update": "read_at",
  "public.profiles select": "*",
  "public.profiles update": "display_name last_workspace_id time_zone",
  "public.project_collaborators insert": "project_id role user_id workspace_id",
  "public.project_collaborators select": "*",
  "public.project_collaborators update": "role",
  "public.projects insert": "client_name description id name visibility workspace_id",
  "public.projects select": "*",
  "public.projects update":
    "archived_at client_name description name page_indexed page_key page_shows_idea page_summary page_version visibility",
  "public.template_reviews insert": "body id rating template_id user_id",
  "public.template_reviews select": "*",
  "public.template_reviews update": "body rating",
  "public.template_uses select": "*",
  // Neither whose a template is nor its plan.
  "public.templates select":
    "category created_at description entity_count featured features id language listed name premium publisher rating_count rating_score rating_sum search slug stack status summary updated_at use_count version visibility",
  "public.templates update": "category description name premium status summary visibility",
  "public.workspace_invites insert": "email id project_id role workspace_id",
  "public.workspace_invites select": "*",
  "public.workspace_invites update": "revoked_at",
  "public.workspace_members select": "*",
  "public.workspace_members update": "role",
  "public.workspaces select": "*",
  "public.workspaces update": "logo_path name slug",
};
