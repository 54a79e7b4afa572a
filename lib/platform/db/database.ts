import type { ColumnType, Generated } from "kysely";
import type { KyselifyDatabase } from "kysely-supabase";
import type { Database } from "./database.types";

type Stamp = ColumnType<string, string | undefined, string>;

/** Tables of schema `private`. They are not part of the Data API, so the generated types leave them out. */
type PrivateTables = {
  "private.invitation_tokens": {
    hash: Buffer;
    workspace_id: string;
    invite_id: string;
    created_at: Stamp;
    superseded_at: string | null;
  };
  "private.audit_context": { audit_id: string; ip: string | null; user_agent: string | null; at: Stamp };
  "private.audit_heads": { workspace_id: string; seq: number; hash: Buffer };
  "private.idempotency_keys": {
    scope: string;
    key: string;
    route: string;
    body_hash: Buffer;
    status: number;
    body: ColumnType<unknown, string, string>;
    created_at: Stamp;
  };
  "private.throttle": { bucket: string; hits: number; window_ends: string };
  "private.connection_secrets": {
    connection_id: string;
    workspace_id: string;
    sealed: string;
    key_id: string;
    refresh_sealed: ColumnType<string | null, string | null | undefined, string | null>;
    token_expires_at: ColumnType<string | null, string | null | undefined, string | null>;
    renewing_until: ColumnType<string | null, string | null | undefined, string | null>;
  };
  "private.connection_attempts": {
    state_hash: Buffer;
    workspace_id: string;
    user_id: string;
    session_id: string;
    sealed: string;
    started_at: Stamp;
    used_at: ColumnType<string | null, undefined, string>;
  };
  "private.export_settings": {
    export_id: string;
    workspace_id: string;
    sealed: string;
    key_id: string;
    created_at: Stamp;
  };
  "private.ai_holds": { id: string; workspace_id: string; tokens: number; micro_usd: number; expires_at: string };
  "private.source_contents": { source_id: string; workspace_id: string; assistant_id: string; bytes: Buffer };
  "private.template_review_reports": { review_id: string; user_id: string; reason: string; created_at: Stamp };
  "private.mailbox": {
    id: Generated<string>;
    recipient: string;
    subject: string;
    body_text: string;
    body_html: string;
    created_at: Stamp;
  };
};

/** There only where the database has pgvector, so the generated types, made on any PostgreSQL, leave it out. */
type VectorTables = {
  chunk_embeddings: {
    chunk_id: number;
    workspace_id: string;
    assistant_id: string;
    corpus_id: number;
    model: string;
    embedding: string;
  };
};

/** Read side of what Supabase Auth keeps; written only by Supabase Auth. */
type AuthTables = {
  "auth.users": {
    id: string;
    email: string | null;
    email_confirmed_at: string | null;
    encrypted_password: string | null;
    created_at: string;
  };
  "auth.sessions": {
    id: string;
    user_id: string;
    created_at: string;
    updated_at: string;
    refreshed_at: string | null;
    user_agent: string | null;
    ip: string | null;
    not_after: string | null;
  };
};

/** The one type of the database: generated from the migrations for `public`, written by hand for the rest. */
export type DB = KyselifyDatabase<Database> & PrivateTables & VectorTables & AuthTables;
