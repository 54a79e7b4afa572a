import type { MemberRole } from "@/lib/platform/auth/permissions";
import type { Rule, TableRule } from "./support/matrix-types";

/** Rows, stated apart from the policies as the operations are in access-matrix.ts. A table that is missing fails the contract tests. */

const nobody = null;

/** Least role for rows of one workspace, the same for all four verbs or per verb. */
const readable = (role: MemberRole, change: TableRule["change"]): TableRule => ({
  select: { role },
  insert: nobody,
  update: nobody,
  delete: nobody,
  change,
});
/** What hangs on an assistant: members with the role who also see its project, if it has one. */
const seeing = (role: MemberRole): Rule => ({ role, project: "viewer" });
/** Read by them and by visitors, written by the server. */
const belonging = (visitor: "assistant" | "own", change: TableRule["change"]): TableRule => ({
  ...readable("viewer", change),
  select: { ...seeing("viewer"), visitor },
});
const sealed = (change: TableRule["change"]): TableRule => ({
  select: nobody,
  insert: nobody,
  update: nobody,
  delete: nobody,
  change,
});

export const expectedTables: Record<string, TableRule> = {
  "public.profiles": {
    select: { role: "viewer", own: true },
    insert: nobody,
    update: { own: true },
    delete: nobody,
    change: ["display_name", "'Changed'"],
  },
  "public.workspaces": {
    select: { role: "viewer", guest: true, deleted: "owner" },
    insert: nobody,
    update: { role: "admin" },
    delete: nobody,
    change: ["name", "'Changed'"],
  },
  "public.workspace_members": {
    select: { role: "viewer", own: true },
    insert: nobody,
    update: { role: "admin", refused: { owner: "owner" }, kept: ["owner"] },
    delete: { role: "admin", own: true, refused: { owner: "owner" }, kept: ["owner"] },
    change: ["role", "'editor'"],
  },
  "public.projects": {
    select: { project: "viewer" },
    insert: { role: "editor" },
    update: { role: "editor", project: "editor" },
    delete: { role: "admin" },
    change: ["name", "'Changed'"],
  },
  "public.project_collaborators": {
    select: { role: "viewer", project: "viewer", own: true },
    insert: { role: "editor", project: "editor" },
    update: { role: "editor", project: "editor" },
    delete: { role: "editor", project: "editor", own: true },
    change: ["role", "case role when 'viewer' then 'editor' else 'viewer' end"],
  },
  "public.workspace_invites": {
    select: { role: "admin", variants: { guest: "editor" }, project: "viewer" },
    // Nobody invites above their own role.
    insert: { role: "admin", variants: { guest: "editor", owner: "owner" }, project: "editor" },
    update: { role: "admin", variants: { guest: "editor" }, project: "editor" },
    delete: nobody,
    change: ["revoked_at", "now()"],
  },
  "public.api_keys": {
    select: { role: "admin" },
    // A leaked key must not be able to outlive its own revocation.
    insert: { role: "admin", keys: false },
    update: { role: "admin" },
    delete: nobody,
    change: ["revoked_at", "now()"],
  },
  "public.builds": {
    select: { project: "viewer" },
    insert: { project: "editor" },
    update: nobody,
    delete: nobody,
    change: ["app_name", "'Changed'"],
  },
  // How far an idea is on its way is the server's own record.
  "public.build_runs": {
    select: { project: "viewer" },
    insert: nobody,
    update: nobody,
    delete: nobody,
    change: ["status", "'failed'"],
  },
  // Whoever sees the project reads and writes; words are their author's, whatever others' roles.
  "public.build_comments": {
    select: { project: "viewer" },
    insert: { project: "viewer", keys: false },
    update: { writer: { refused: "editor" } },
    delete: { writer: { others: "admin" } },
    change: ["body", "'Changed'"],
  },
  // Listed ones are everybody's to see; what is private is its author's alone, whatever others' roles.
  "public.templates": {
    select: { role: "viewer", shared: true, secret: { kind: "private", role: "viewer" } },
    insert: nobody,
    update: { role: "admin", author: "editor", secret: { kind: "private", role: "editor" } },
    delete: { role: "admin", author: "editor", secret: { kind: "private", role: "editor" } },
    change: ["summary", "'Changed'"],
  },
  "public.template_reviews": {
    select: { own: true, shared: true },
    insert: { own: true },
    update: { own: true },
    delete: { own: true },
    change: ["body", "'Changed'"],
  },
  "public.template_uses": {
    ...readable("viewer", ["template_version", "7"]),
    select: { role: "viewer", project: "viewer" },
  },
  // Counted by the server: no caller makes room for themselves.
  "public.generation_usage": readable("viewer", ["used", "0"]),
  "private.generation_holds": sealed(["expires_at", "now()"]),
  // What a model cost is the server's own record: no caller adds to it or takes from it.
  "public.ai_usage": readable("admin", ["cost_micro_usd", "0"]),
  "public.ai_spend": readable("admin", ["tokens", "0"]),
  "private.ai_holds": sealed(["tokens", "0"]),
  // Made by the pipeline alone, which has asked the provider; the token is in a table nobody reaches.
  "public.connections": {
    select: { role: "editor" },
    insert: nobody,
    update: nobody,
    delete: { role: "admin" },
    change: ["hint", "'…9999'"],
  },
  // Asked for by editors in person, never by a key; what becomes of one is the server's to write.
  "public.exports": {
    select: { project: "viewer" },
    insert: { project: "editor", keys: false },
    update: nobody,
    delete: nobody,
    change: ["status", "'succeeded'"],
  },
  "public.assistants": {
    select: { ...seeing("viewer"), visitor: "assistant" },
    // Into a project goes what its editors put there.
    insert: { role: "editor", project: "editor" },
    update: seeing("editor"),
    delete: seeing("admin"),
    change: ["name", "'Changed'"],
  },
  // What is indexed follows its source by triggers; nobody writes it by hand.
  "public.corpora": belonging("assistant", ["version", "7"]),
  "public.sources": {
    select: seeing("viewer"),
    insert: seeing("editor"),
    update: seeing("editor"),
    delete: seeing("editor"),
    change: ["title", "'Changed'"],
  },
  "private.source_contents": sealed(["bytes", "'\\x00'"]),
  "public.documents": belonging("assistant", ["title", "'Changed'"]),
  "public.chunks": belonging("assistant", ["heading", "'Changed'"]),
  "public.postings": belonging("assistant", ["tf", "9"]),
  "public.chunk_embeddings": belonging("assistant", ["model", "'Changed'"]),
  "public.corpus_words": belonging("assistant", ["df", "9"]),
  "public.curated_answers": {
    select: { ...seeing("viewer"), visitor: "assistant" },
    insert: seeing("editor"),
    update: seeing("editor"),
    delete: seeing("editor"),
    change: ["answer", "'Changed'"],
  },
  "public.remembered_answers": belonging("assistant", ["hits", "9"]),
  "public.test_questions": {
    select: seeing("viewer"),
    insert: seeing("editor"),
    update: seeing("editor"),
    delete: seeing("editor"),
    change: ["expect", "case expect when 'document' then 'unknown' else 'document' end"],
  },
  "public.test_runs": {
    select: seeing("viewer"),
    insert: seeing("editor"),
    update: nobody,
    delete: nobody,
    change: ["questions", "9"],
  },
  "public.visitors": { ...readable("viewer", ["name", "'Changed'"]), select: seeing("viewer") },
  "public.conversations": {
    select: { ...seeing("viewer"), visitor: "own" },
    insert: nobody,
    update: seeing("editor"),
    delete: seeing("admin"),
    change: ["status", "case status when 'bot' then 'human' else 'bot' end"],
  },
  // An answer to a visitor is a person's; nobody changes what was said.
  "public.messages": {
    select: { ...seeing("viewer"), visitor: "own" },
    insert: { ...seeing("editor"), keys: false },
    update: nobody,
    delete: nobody,
    change: ["feedback", "1"],
  },
  "public.message_citations": belonging("own", ["quote", "'Changed'"]),
  "public.gaps": {
    select: seeing("viewer"),
    insert: nobody,
    update: seeing("editor"),
    delete: nobody,
    change: ["status", "case status when 'open' then 'dismissed' else 'open' end"],
  },
  "public.leads": {
    select: seeing("editor"),
    insert: nobody,
    update: seeing("editor"),
    delete: seeing("admin"),
    change: ["notes", "'Changed'"],
  },
  "public.canned_replies": {
    select: { role: "viewer" },
    insert: { role: "editor" },
    update: { role: "editor" },
    delete: { role: "editor" },
    change: ["body", "'Changed'"],
  },
  "public.conversation_usage": readable("viewer", ["used", "0"]),
  "public.audit_logs": readable("admin", ["action", "'forged.entry'"]),
  "public.audit_actors": readable("viewer", ["name", "'Changed'"]),
  "public.activity_feed": {
    ...readable("viewer", ["target_label", "'Changed'"]),
    select: { role: "viewer", project: "viewer" },
  },
  "public.notifications": {
    select: { own: true },
    insert: nobody,
    update: { own: true },
    delete: nobody,
    change: ["read_at", "now()"],
  },
  "public.notification_preferences": {
    select: { own: true },
    insert: { own: true },
    update: { own: true },
    delete: { own: true },
    change: ["enabled", "false"],
  },
  "private.audit_checks": sealed(["workspaces", "0"]),
  "private.audit_context": sealed(["ip", "null"]),
  "private.audit_heads": sealed(["seq", "0"]),
  "private.connection_secrets": sealed(["sealed", "'forged'"]),
  // Hashes of what comes back from GitHub; looked at by the way back alone.
  "private.connection_attempts": sealed(["used_at", "now()"]),
  // Values on their way to a host: opened by the job alone, and gone once they were sent.
  "private.export_settings": sealed(["sealed", "'forged'"]),
  "private.idempotency_keys": sealed(["status", "500"]),
  "private.invitation_tokens": sealed(["superseded_at", "now()"]),
  "private.mailbox": sealed(["subject", "'Changed'"]),
  "private.template_review_reports": sealed(["reason", "'Changed'"]),
  "private.throttle": sealed(["hits", "0"]),
};
