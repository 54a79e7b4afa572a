
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "activity_feed": {
                  Row: {
                    "action": string,"actor_id": string | null,"at": string,"id": string,"project_id": string | null,"target_id": string | null,"target_label": string | null,"target_type": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "action": string,"actor_id"?: string | null,"at"?: string,"id"?: string,"project_id"?: string | null,"target_id"?: string | null,"target_label"?: string | null,"target_type": string,"workspace_id": string
                  }
                  Update: {
                    "action"?: string,"actor_id"?: string | null,"at"?: string,"id"?: string,"project_id"?: string | null,"target_id"?: string | null,"target_label"?: string | null,"target_type"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "activity_feed_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"ai_spend": {
                  Row: {
                    "day": string,"micro_usd": number,"tokens": number,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "day": string,"micro_usd"?: number,"tokens"?: number,"workspace_id": string
                  }
                  Update: {
                    "day"?: string,"micro_usd"?: number,"tokens"?: number,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "ai_spend_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"ai_usage": {
                  Row: {
                    "assistant_id": string | null,"cached_tokens": number | null,"completion_tokens": number | null,"cost_micro_usd": number | null,"created_at": string,"created_by": string | null,"duration_ms": number,"id": string,"model": string,"outcome": string,"project_id": string | null,"prompt_tokens": number | null,"run_id": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assistant_id"?: string | null,"cached_tokens"?: number | null,"completion_tokens"?: number | null,"cost_micro_usd"?: number | null,"created_at"?: string,"created_by"?: string | null,"duration_ms"?: number,"id"?: string,"model": string,"outcome": string,"project_id"?: string | null,"prompt_tokens"?: number | null,"run_id": string,"workspace_id": string
                  }
                  Update: {
                    "assistant_id"?: string | null,"cached_tokens"?: number | null,"completion_tokens"?: number | null,"cost_micro_usd"?: number | null,"created_at"?: string,"created_by"?: string | null,"duration_ms"?: number,"id"?: string,"model"?: string,"outcome"?: string,"project_id"?: string | null,"prompt_tokens"?: number | null,"run_id"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "ai_usage_workspace_id_assistant_id_fkey"
      columns: ["workspace_id","assistant_id"]
isOneToOne: false
      referencedRelation: "assistants"
      referencedColumns: ["workspace_id","id"]
    },{
      foreignKeyName: "ai_usage_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "ai_usage_workspace_id_project_id_fkey"
      columns: ["workspace_id","project_id"]
isOneToOne: false
      referencedRelation: "projects"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"api_keys": {
                  Row: {
                    "created_at": string,"created_by": string | null,"expires_at": string | null,"hash": string,"id": string,"last_used_at": string | null,"last_used_ip": string | null,"last4": string,"name": string,"prefix": string,"replaced_by": string | null,"revoked_at": string | null,"role": string,"rotates_at": string | null,"scopes": (string)[],"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"created_by"?: string | null,"expires_at"?: string | null,"hash": string,"id"?: string,"last_used_at"?: string | null,"last_used_ip"?: string | null,"last4": string,"name": string,"prefix": string,"replaced_by"?: string | null,"revoked_at"?: string | null,"role": string,"rotates_at"?: string | null,"scopes": (string)[],"workspace_id": string
                  }
                  Update: {
                    "created_at"?: string,"created_by"?: string | null,"expires_at"?: string | null,"hash"?: string,"id"?: string,"last_used_at"?: string | null,"last_used_ip"?: string | null,"last4"?: string,"name"?: string,"prefix"?: string,"replaced_by"?: string | null,"revoked_at"?: string | null,"role"?: string,"rotates_at"?: string | null,"scopes"?: (string)[],"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "api_keys_replaced_by_fkey"
      columns: ["replaced_by"]
isOneToOne: false
      referencedRelation: "api_keys"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "api_keys_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"assistants": {
                  Row: {
                    "allowed_origins": (string)[],"answer_mode": string,"avatar": string,"color": string,"config_version": number,"created_at": string,"created_by": string | null,"enabled": boolean,"greeting": string,"handoff_enabled": boolean,"id": string,"language": string,"lead_consent": string,"lead_consent_version": number,"lead_enabled": boolean,"lead_phone": boolean,"monthly_conversations": number | null,"name": string,"position": string,"project_id": string | null,"public_key": string,"retention_days": number | null,"suggested_questions": (string)[],"theme": string,"threshold_high": number | null,"threshold_low": number | null,"updated_at": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "allowed_origins"?: (string)[],"answer_mode"?: string,"avatar"?: string,"color"?: string,"config_version"?: number,"created_at"?: string,"created_by"?: string | null,"enabled"?: boolean,"greeting"?: string,"handoff_enabled"?: boolean,"id"?: string,"language"?: string,"lead_consent"?: string,"lead_consent_version"?: number,"lead_enabled"?: boolean,"lead_phone"?: boolean,"monthly_conversations"?: number | null,"name": string,"position"?: string,"project_id"?: string | null,"public_key"?: string,"retention_days"?: number | null,"suggested_questions"?: (string)[],"theme"?: string,"threshold_high"?: number | null,"threshold_low"?: number | null,"updated_at"?: string,"workspace_id": string
                  }
                  Update: {
                    "allowed_origins"?: (string)[],"answer_mode"?: string,"avatar"?: string,"color"?: string,"config_version"?: number,"created_at"?: string,"created_by"?: string | null,"enabled"?: boolean,"greeting"?: string,"handoff_enabled"?: boolean,"id"?: string,"language"?: string,"lead_consent"?: string,"lead_consent_version"?: number,"lead_enabled"?: boolean,"lead_phone"?: boolean,"monthly_conversations"?: number | null,"name"?: string,"position"?: string,"project_id"?: string | null,"public_key"?: string,"retention_days"?: number | null,"suggested_questions"?: (string)[],"theme"?: string,"threshold_high"?: number | null,"threshold_low"?: number | null,"updated_at"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "assistants_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "assistants_workspace_id_project_id_fkey"
      columns: ["workspace_id","project_id"]
isOneToOne: false
      referencedRelation: "projects"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"audit_actors": {
                  Row: {
                    "actor_id": string,"name": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_id": string,"name"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_id"?: string,"name"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"audit_logs": {
                  Row: {
                    "action": string,"actor_id": string | null,"actor_type": string,"at": string,"changes": NonNullable<Json>,"hash": string,"id": string,"prev_hash": string,"request_id": string | null,"seq": number,"target_id": string | null,"target_type": string,"via": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "action": string,"actor_id"?: string | null,"actor_type": string,"at": string,"changes"?: NonNullable<Json>,"hash": string,"id"?: string,"prev_hash": string,"request_id"?: string | null,"seq": number,"target_id"?: string | null,"target_type": string,"via": string,"workspace_id": string
                  }
                  Update: {
                    "action"?: string,"actor_id"?: string | null,"actor_type"?: string,"at"?: string,"changes"?: NonNullable<Json>,"hash"?: string,"id"?: string,"prev_hash"?: string,"request_id"?: string | null,"seq"?: number,"target_id"?: string | null,"target_type"?: string,"via"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"build_comments": {
                  Row: {
                    "anchor_kind": string | null,"anchor_ref": string | null,"author_name": string,"body": string,"build_id": string,"created_at": string,"created_by": string | null,"deleted_at": string | null,"edited_at": string | null,"id": string,"mentions": (string)[],"parent_id": string | null,"project_id": string,"resolved_at": string | null,"resolved_by": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "anchor_kind"?: string | null,"anchor_ref"?: string | null,"author_name"?: string,"body": string,"build_id": string,"created_at"?: string,"created_by"?: string | null,"deleted_at"?: string | null,"edited_at"?: string | null,"id"?: string,"mentions"?: (string)[],"parent_id"?: string | null,"project_id": string,"resolved_at"?: string | null,"resolved_by"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "anchor_kind"?: string | null,"anchor_ref"?: string | null,"author_name"?: string,"body"?: string,"build_id"?: string,"created_at"?: string,"created_by"?: string | null,"deleted_at"?: string | null,"edited_at"?: string | null,"id"?: string,"mentions"?: (string)[],"parent_id"?: string | null,"project_id"?: string,"resolved_at"?: string | null,"resolved_by"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "build_comments_build_id_parent_id_fkey"
      columns: ["build_id","parent_id"]
isOneToOne: false
      referencedRelation: "build_comments"
      referencedColumns: ["build_id","id"]
    },{
      foreignKeyName: "build_comments_workspace_id_project_id_build_id_fkey"
      columns: ["workspace_id","project_id","build_id"]
isOneToOne: false
      referencedRelation: "builds"
      referencedColumns: ["workspace_id","project_id","id"]
    }
                  ]
                },"build_runs": {
                  Row: {
                    "alive_at": string,"created_at": string,"created_by": string | null,"events": NonNullable<Json>,"id": string,"idea": string,"project_id": string,"status": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "alive_at"?: string,"created_at"?: string,"created_by"?: string | null,"events"?: NonNullable<Json>,"id"?: string,"idea": string,"project_id": string,"status"?: string,"workspace_id": string
                  }
                  Update: {
                    "alive_at"?: string,"created_at"?: string,"created_by"?: string | null,"events"?: NonNullable<Json>,"id"?: string,"idea"?: string,"project_id"?: string,"status"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "build_runs_workspace_id_project_id_fkey"
      columns: ["workspace_id","project_id"]
isOneToOne: false
      referencedRelation: "projects"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"builds": {
                  Row: {
                    "app_name": string,"blueprint": NonNullable<Json>,"compiler_version": string,"created_at": string,"created_by": string | null,"engine": string,"entity_count": number,"fallback": string | null,"id": string,"idea": string,"model": string | null,"note": string,"origin": string,"project_id": string,"restored_from": number | null,"run_id": string | null,"version": number,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "app_name": string,"blueprint": NonNullable<Json>,"compiler_version": string,"created_at"?: string,"created_by"?: string | null,"engine"?: string,"entity_count": number,"fallback"?: string | null,"id"?: string,"idea": string,"model"?: string | null,"note"?: string,"origin"?: string,"project_id": string,"restored_from"?: number | null,"run_id"?: string | null,"version": number,"workspace_id": string
                  }
                  Update: {
                    "app_name"?: string,"blueprint"?: NonNullable<Json>,"compiler_version"?: string,"created_at"?: string,"created_by"?: string | null,"engine"?: string,"entity_count"?: number,"fallback"?: string | null,"id"?: string,"idea"?: string,"model"?: string | null,"note"?: string,"origin"?: string,"project_id"?: string,"restored_from"?: number | null,"run_id"?: string | null,"version"?: number,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "builds_workspace_id_project_id_fkey"
      columns: ["workspace_id","project_id"]
isOneToOne: false
      referencedRelation: "projects"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"canned_replies": {
                  Row: {
                    "body": string,"created_at": string,"created_by": string | null,"id": string,"title": string,"updated_at": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "body": string,"created_at"?: string,"created_by"?: string | null,"id"?: string,"title": string,"updated_at"?: string,"workspace_id": string
                  }
                  Update: {
                    "body"?: string,"created_at"?: string,"created_by"?: string | null,"id"?: string,"title"?: string,"updated_at"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "canned_replies_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"chunks": {
                  Row: {
                    "assistant_id": string,"corpus_id": number,"document_id": string,"end_at": number,"heading": string,"id": number,"len": number,"ord": number,"page": number | null,"parts": NonNullable<Json>,"start_at": number,"terms": (string)[],"text": string,"tfs": (number)[],"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assistant_id": string,"corpus_id": number,"document_id": string,"end_at": number,"heading"?: string,"id"?: never,"len": number,"ord": number,"page"?: number | null,"parts"?: NonNullable<Json>,"start_at": number,"terms": (string)[],"text": string,"tfs": (number)[],"workspace_id": string
                  }
                  Update: {
                    "assistant_id"?: string,"corpus_id"?: number,"document_id"?: string,"end_at"?: number,"heading"?: string,"id"?: never,"len"?: number,"ord"?: number,"page"?: number | null,"parts"?: NonNullable<Json>,"start_at"?: number,"terms"?: (string)[],"text"?: string,"tfs"?: (number)[],"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "chunks_workspace_id_assistant_id_corpus_id_fkey"
      columns: ["workspace_id","assistant_id","corpus_id"]
isOneToOne: false
      referencedRelation: "corpora"
      referencedColumns: ["workspace_id","assistant_id","id"]
    },{
      foreignKeyName: "chunks_workspace_id_assistant_id_document_id_fkey"
      columns: ["workspace_id","assistant_id","document_id"]
isOneToOne: false
      referencedRelation: "documents"
      referencedColumns: ["workspace_id","assistant_id","id"]
    }
                  ]
                },"connections": {
                  Row: {
                    "accepted": boolean,"account_id": string,"account_name": string,"checked_at": string,"created_at": string,"created_by": string | null,"expires_at": string | null,"hint": string,"id": string,"provider": string,"scopes": (string)[] | null,"team": string | null,"via": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "accepted"?: boolean,"account_id": string,"account_name": string,"checked_at"?: string,"created_at"?: string,"created_by"?: string | null,"expires_at"?: string | null,"hint": string,"id"?: string,"provider": string,"scopes"?: (string)[] | null,"team"?: string | null,"via"?: string,"workspace_id": string
                  }
                  Update: {
                    "accepted"?: boolean,"account_id"?: string,"account_name"?: string,"checked_at"?: string,"created_at"?: string,"created_by"?: string | null,"expires_at"?: string | null,"hint"?: string,"id"?: string,"provider"?: string,"scopes"?: (string)[] | null,"team"?: string | null,"via"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "connections_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"conversation_usage": {
                  Row: {
                    "month": string,"scope": string,"used": number,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "month": string,"scope": string,"used"?: number,"workspace_id": string
                  }
                  Update: {
                    "month"?: string,"scope"?: string,"used"?: number,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "conversation_usage_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"conversations": {
                  Row: {
                    "assigned_to": string | null,"assistant_id": string,"created_at": string,"handoff_at": string | null,"id": string,"language": string,"last_message_at": string,"last_role": string | null,"last_text": string,"message_count": number,"page_url": string | null,"rating": number | null,"rating_comment": string,"resolved_at": string | null,"resolved_by": string | null,"status": string,"subject": string,"tried_by": string | null,"visitor_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assigned_to"?: string | null,"assistant_id": string,"created_at"?: string,"handoff_at"?: string | null,"id"?: string,"language"?: string,"last_message_at"?: string,"last_role"?: string | null,"last_text"?: string,"message_count"?: number,"page_url"?: string | null,"rating"?: number | null,"rating_comment"?: string,"resolved_at"?: string | null,"resolved_by"?: string | null,"status"?: string,"subject"?: string,"tried_by"?: string | null,"visitor_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "assigned_to"?: string | null,"assistant_id"?: string,"created_at"?: string,"handoff_at"?: string | null,"id"?: string,"language"?: string,"last_message_at"?: string,"last_role"?: string | null,"last_text"?: string,"message_count"?: number,"page_url"?: string | null,"rating"?: number | null,"rating_comment"?: string,"resolved_at"?: string | null,"resolved_by"?: string | null,"status"?: string,"subject"?: string,"tried_by"?: string | null,"visitor_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "conversations_workspace_id_assistant_id_fkey"
      columns: ["workspace_id","assistant_id"]
isOneToOne: false
      referencedRelation: "assistants"
      referencedColumns: ["workspace_id","id"]
    },{
      foreignKeyName: "conversations_workspace_id_assistant_id_visitor_id_fkey"
      columns: ["workspace_id","assistant_id","visitor_id"]
isOneToOne: false
      referencedRelation: "visitors"
      referencedColumns: ["workspace_id","assistant_id","id"]
    }
                  ]
                },"corpora": {
                  Row: {
                    "assistant_id": string,"chunk_count": number,"id": number,"total_len": number,"version": number,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assistant_id": string,"chunk_count"?: number,"id"?: never,"total_len"?: number,"version"?: number,"workspace_id": string
                  }
                  Update: {
                    "assistant_id"?: string,"chunk_count"?: number,"id"?: never,"total_len"?: number,"version"?: number,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "corpora_workspace_id_assistant_id_fkey"
      columns: ["workspace_id","assistant_id"]
isOneToOne: false
      referencedRelation: "assistants"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"corpus_words": {
                  Row: {
                    "assistant_id": string,"corpus_id": number,"df": number,"head": string | null,"tail": string | null,"word": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assistant_id": string,"corpus_id": number,"df": number,"head"?: never,"tail"?: never,"word": string,"workspace_id": string
                  }
                  Update: {
                    "assistant_id"?: string,"corpus_id"?: number,"df"?: number,"head"?: never,"tail"?: never,"word"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "corpus_words_workspace_id_assistant_id_corpus_id_fkey"
      columns: ["workspace_id","assistant_id","corpus_id"]
isOneToOne: false
      referencedRelation: "corpora"
      referencedColumns: ["workspace_id","assistant_id","id"]
    }
                  ]
                },"curated_answers": {
                  Row: {
                    "answer": string,"assistant_id": string,"created_at": string,"created_by": string | null,"enabled": boolean,"hits": number,"id": string,"last_hit_at": string | null,"question": string,"updated_at": string,"url": string | null,"wordings": (string)[],"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "answer": string,"assistant_id": string,"created_at"?: string,"created_by"?: string | null,"enabled"?: boolean,"hits"?: number,"id"?: string,"last_hit_at"?: string | null,"question": string,"updated_at"?: string,"url"?: string | null,"wordings"?: (string)[],"workspace_id": string
                  }
                  Update: {
                    "answer"?: string,"assistant_id"?: string,"created_at"?: string,"created_by"?: string | null,"enabled"?: boolean,"hits"?: number,"id"?: string,"last_hit_at"?: string | null,"question"?: string,"updated_at"?: string,"url"?: string | null,"wordings"?: (string)[],"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "curated_answers_workspace_id_assistant_id_fkey"
      columns: ["workspace_id","assistant_id"]
isOneToOne: false
      referencedRelation: "assistants"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"documents": {
                  Row: {
                    "assistant_id": string,"body": string,"content_hash": string,"created_at": string,"id": string,"language": string,"page_count": number | null,"page_starts": (number)[],"source_id": string,"title": string,"updated_at": string,"url": string | null,"words": (string)[],"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assistant_id": string,"body": string,"content_hash": string,"created_at"?: string,"id"?: string,"language"?: string,"page_count"?: number | null,"page_starts"?: (number)[],"source_id": string,"title": string,"updated_at"?: string,"url"?: string | null,"words"?: (string)[],"workspace_id": string
                  }
                  Update: {
                    "assistant_id"?: string,"body"?: string,"content_hash"?: string,"created_at"?: string,"id"?: string,"language"?: string,"page_count"?: number | null,"page_starts"?: (number)[],"source_id"?: string,"title"?: string,"updated_at"?: string,"url"?: string | null,"words"?: (string)[],"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "documents_workspace_id_assistant_id_source_id_fkey"
      columns: ["workspace_id","assistant_id","source_id"]
isOneToOne: false
      referencedRelation: "sources"
      referencedColumns: ["workspace_id","assistant_id","id"]
    }
                  ]
                },"exports": {
                  Row: {
                    "added": number | null,"allow_public": boolean,"branch": string | null,"build_id": string,"building_since": string | null,"cancel_requested_at": string | null,"changed": number | null,"ci": string,"commit_sha": string | null,"connection_id": string | null,"created_at": string,"created_by": string | null,"creating_since": string | null,"env_names": (string)[],"env_sent_at": string | null,"error": string | null,"error_code": string | null,"finished_at": string | null,"host_deploy_id": string | null,"host_project_id": string | null,"id": string,"log_url": string | null,"owner": string | null,"project_id": string,"pull_number": number | null,"removed": number | null,"repository": string | null,"site": string | null,"status": string,"step": string,"target": string,"updated_at": string,"url": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "added"?: number | null,"allow_public"?: boolean,"branch"?: string | null,"build_id": string,"building_since"?: string | null,"cancel_requested_at"?: string | null,"changed"?: number | null,"ci"?: string,"commit_sha"?: string | null,"connection_id"?: string | null,"created_at"?: string,"created_by"?: string | null,"creating_since"?: string | null,"env_names"?: (string)[],"env_sent_at"?: string | null,"error"?: string | null,"error_code"?: string | null,"finished_at"?: string | null,"host_deploy_id"?: string | null,"host_project_id"?: string | null,"id"?: string,"log_url"?: string | null,"owner"?: string | null,"project_id": string,"pull_number"?: number | null,"removed"?: number | null,"repository"?: string | null,"site"?: string | null,"status"?: string,"step"?: string,"target": string,"updated_at"?: string,"url"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "added"?: number | null,"allow_public"?: boolean,"branch"?: string | null,"build_id"?: string,"building_since"?: string | null,"cancel_requested_at"?: string | null,"changed"?: number | null,"ci"?: string,"commit_sha"?: string | null,"connection_id"?: string | null,"created_at"?: string,"created_by"?: string | null,"creating_since"?: string | null,"env_names"?: (string)[],"env_sent_at"?: string | null,"error"?: string | null,"error_code"?: string | null,"finished_at"?: string | null,"host_deploy_id"?: string | null,"host_project_id"?: string | null,"id"?: string,"log_url"?: string | null,"owner"?: string | null,"project_id"?: string,"pull_number"?: number | null,"removed"?: number | null,"repository"?: string | null,"site"?: string | null,"status"?: string,"step"?: string,"target"?: string,"updated_at"?: string,"url"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "exports_workspace_id_build_id_fkey"
      columns: ["workspace_id","build_id"]
isOneToOne: false
      referencedRelation: "builds"
      referencedColumns: ["workspace_id","id"]
    },{
      foreignKeyName: "exports_workspace_id_connection_id_fkey"
      columns: ["workspace_id","connection_id"]
isOneToOne: false
      referencedRelation: "connections"
      referencedColumns: ["workspace_id","id"]
    },{
      foreignKeyName: "exports_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "exports_workspace_id_project_id_fkey"
      columns: ["workspace_id","project_id"]
isOneToOne: false
      referencedRelation: "projects"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"gaps": {
                  Row: {
                    "assistant_id": string,"count": number,"created_at": string,"curated_id": string | null,"id": string,"key": string,"last_at": string,"question": string,"status": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assistant_id": string,"count"?: number,"created_at"?: string,"curated_id"?: string | null,"id"?: string,"key": string,"last_at"?: string,"question": string,"status"?: string,"workspace_id": string
                  }
                  Update: {
                    "assistant_id"?: string,"count"?: number,"created_at"?: string,"curated_id"?: string | null,"id"?: string,"key"?: string,"last_at"?: string,"question"?: string,"status"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "gaps_workspace_id_assistant_id_curated_id_fkey"
      columns: ["workspace_id","assistant_id","curated_id"]
isOneToOne: false
      referencedRelation: "curated_answers"
      referencedColumns: ["workspace_id","assistant_id","id"]
    },{
      foreignKeyName: "gaps_workspace_id_assistant_id_fkey"
      columns: ["workspace_id","assistant_id"]
isOneToOne: false
      referencedRelation: "assistants"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"generation_usage": {
                  Row: {
                    "day": string,"used": number,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "day": string,"used"?: number,"workspace_id": string
                  }
                  Update: {
                    "day"?: string,"used"?: number,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "generation_usage_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"leads": {
                  Row: {
                    "assistant_id": string,"consent_text": string,"consent_version": number,"consented_at": string,"conversation_id": string | null,"created_at": string,"email": string,"id": string,"message": string,"name": string,"notes": string,"page_url": string | null,"phone": string,"status": string,"updated_at": string,"visitor_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assistant_id": string,"consent_text": string,"consent_version": number,"consented_at"?: string,"conversation_id"?: string | null,"created_at"?: string,"email": string,"id"?: string,"message"?: string,"name"?: string,"notes"?: string,"page_url"?: string | null,"phone"?: string,"status"?: string,"updated_at"?: string,"visitor_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "assistant_id"?: string,"consent_text"?: string,"consent_version"?: number,"consented_at"?: string,"conversation_id"?: string | null,"created_at"?: string,"email"?: string,"id"?: string,"message"?: string,"name"?: string,"notes"?: string,"page_url"?: string | null,"phone"?: string,"status"?: string,"updated_at"?: string,"visitor_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "leads_workspace_id_assistant_id_conversation_id_fkey"
      columns: ["workspace_id","assistant_id","conversation_id"]
isOneToOne: false
      referencedRelation: "conversations"
      referencedColumns: ["workspace_id","assistant_id","id"]
    },{
      foreignKeyName: "leads_workspace_id_assistant_id_fkey"
      columns: ["workspace_id","assistant_id"]
isOneToOne: false
      referencedRelation: "assistants"
      referencedColumns: ["workspace_id","id"]
    },{
      foreignKeyName: "leads_workspace_id_assistant_id_visitor_id_fkey"
      columns: ["workspace_id","assistant_id","visitor_id"]
isOneToOne: false
      referencedRelation: "visitors"
      referencedColumns: ["workspace_id","assistant_id","id"]
    }
                  ]
                },"message_citations": {
                  Row: {
                    "assistant_id": string,"document_id": string,"end_at": number,"heading": string,"message_id": string,"ord": number,"page": number | null,"quote": string,"start_at": number,"title": string,"url": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assistant_id": string,"document_id": string,"end_at": number,"heading"?: string,"message_id": string,"ord": number,"page"?: number | null,"quote": string,"start_at": number,"title": string,"url"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "assistant_id"?: string,"document_id"?: string,"end_at"?: number,"heading"?: string,"message_id"?: string,"ord"?: number,"page"?: number | null,"quote"?: string,"start_at"?: number,"title"?: string,"url"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "message_citations_workspace_id_assistant_id_document_id_fkey"
      columns: ["workspace_id","assistant_id","document_id"]
isOneToOne: false
      referencedRelation: "documents"
      referencedColumns: ["workspace_id","assistant_id","id"]
    },{
      foreignKeyName: "message_citations_workspace_id_assistant_id_message_id_fkey"
      columns: ["workspace_id","assistant_id","message_id"]
isOneToOne: false
      referencedRelation: "messages"
      referencedColumns: ["workspace_id","assistant_id","id"]
    }
                  ]
                },"messages": {
                  Row: {
                    "assistant_id": string,"author_id": string | null,"author_name": string,"body": string,"cached": boolean,"cached_tokens": number | null,"client_key": string | null,"completion_tokens": number | null,"confidence": number | null,"conversation_id": string,"cost_micro_usd": number | null,"created_at": string,"curated_id": string | null,"fallback": string | null,"feedback": number | null,"first_ms": number | null,"id": string,"mode": string | null,"model": string | null,"prompt_tokens": number | null,"reply_to": string | null,"role": string,"seq": number,"status": string | null,"total_ms": number | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assistant_id": string,"author_id"?: string | null,"author_name"?: string,"body": string,"cached"?: boolean,"cached_tokens"?: number | null,"client_key"?: string | null,"completion_tokens"?: number | null,"confidence"?: number | null,"conversation_id": string,"cost_micro_usd"?: number | null,"created_at"?: string,"curated_id"?: string | null,"fallback"?: string | null,"feedback"?: number | null,"first_ms"?: number | null,"id"?: string,"mode"?: string | null,"model"?: string | null,"prompt_tokens"?: number | null,"reply_to"?: string | null,"role": string,"seq"?: number,"status"?: string | null,"total_ms"?: number | null,"workspace_id": string
                  }
                  Update: {
                    "assistant_id"?: string,"author_id"?: string | null,"author_name"?: string,"body"?: string,"cached"?: boolean,"cached_tokens"?: number | null,"client_key"?: string | null,"completion_tokens"?: number | null,"confidence"?: number | null,"conversation_id"?: string,"cost_micro_usd"?: number | null,"created_at"?: string,"curated_id"?: string | null,"fallback"?: string | null,"feedback"?: number | null,"first_ms"?: number | null,"id"?: string,"mode"?: string | null,"model"?: string | null,"prompt_tokens"?: number | null,"reply_to"?: string | null,"role"?: string,"seq"?: number,"status"?: string | null,"total_ms"?: number | null,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "messages_workspace_id_assistant_id_conversation_id_fkey"
      columns: ["workspace_id","assistant_id","conversation_id"]
isOneToOne: false
      referencedRelation: "conversations"
      referencedColumns: ["workspace_id","assistant_id","id"]
    },{
      foreignKeyName: "messages_workspace_id_assistant_id_curated_id_fkey"
      columns: ["workspace_id","assistant_id","curated_id"]
isOneToOne: false
      referencedRelation: "curated_answers"
      referencedColumns: ["workspace_id","assistant_id","id"]
    }
                  ]
                },"notification_preferences": {
                  Row: {
                    "channel": string,"enabled": boolean,"type": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "channel": string,"enabled": boolean,"type": string,"user_id": string
                  }
                  Update: {
                    "channel"?: string,"enabled"?: boolean,"type"?: string,"user_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"notifications": {
                  Row: {
                    "body": string,"created_at": string,"dedupe_key": string,"href": string | null,"id": string,"in_app": boolean,"mail_at": string | null,"mailed_at": string | null,"project_id": string | null,"read_at": string | null,"title": string,"type": string,"user_id": string,"workspace_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "body"?: string,"created_at"?: string,"dedupe_key": string,"href"?: string | null,"id"?: string,"in_app"?: boolean,"mail_at"?: string | null,"mailed_at"?: string | null,"project_id"?: string | null,"read_at"?: string | null,"title": string,"type": string,"user_id": string,"workspace_id"?: string | null
                  }
                  Update: {
                    "body"?: string,"created_at"?: string,"dedupe_key"?: string,"href"?: string | null,"id"?: string,"in_app"?: boolean,"mail_at"?: string | null,"mailed_at"?: string | null,"project_id"?: string | null,"read_at"?: string | null,"title"?: string,"type"?: string,"user_id"?: string,"workspace_id"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "notifications_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "notifications_workspace_id_project_id_fkey"
      columns: ["workspace_id","project_id"]
isOneToOne: false
      referencedRelation: "projects"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"postings": {
                  Row: {
                    "chunk_id": number,"corpus_id": number,"len": number,"term": string,"tf": number,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "chunk_id": number,"corpus_id": number,"len": number,"term": string,"tf": number,"workspace_id": string
                  }
                  Update: {
                    "chunk_id"?: number,"corpus_id"?: number,"len"?: number,"term"?: string,"tf"?: number,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "postings_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"profiles": {
                  Row: {
                    "created_at": string,"display_name": string,"email": string,"email_verified_at": string | null,"id": string,"last_workspace_id": string | null,"time_zone": string | null,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"display_name"?: string,"email": string,"email_verified_at"?: string | null,"id": string,"last_workspace_id"?: string | null,"time_zone"?: string | null,"updated_at"?: string
                  }
                  Update: {
                    "created_at"?: string,"display_name"?: string,"email"?: string,"email_verified_at"?: string | null,"id"?: string,"last_workspace_id"?: string | null,"time_zone"?: string | null,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "profiles_last_workspace_fkey"
      columns: ["last_workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"project_collaborators": {
                  Row: {
                    "created_at": string,"project_id": string,"role": string,"user_id": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"project_id": string,"role"?: string,"user_id": string,"workspace_id": string
                  }
                  Update: {
                    "created_at"?: string,"project_id"?: string,"role"?: string,"user_id"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "project_collaborators_workspace_id_project_id_fkey"
      columns: ["workspace_id","project_id"]
isOneToOne: false
      referencedRelation: "projects"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"projects": {
                  Row: {
                    "archived_at": string | null,"client_name": string | null,"created_at": string,"created_by": string | null,"description": string,"id": string,"last_build_version": number,"name": string,"page_indexed": boolean,"page_key": string | null,"page_shows_idea": boolean,"page_summary": string,"page_version": number | null,"updated_at": string,"visibility": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "archived_at"?: string | null,"client_name"?: string | null,"created_at"?: string,"created_by"?: string | null,"description"?: string,"id"?: string,"last_build_version"?: number,"name": string,"page_indexed"?: boolean,"page_key"?: string | null,"page_shows_idea"?: boolean,"page_summary"?: string,"page_version"?: number | null,"updated_at"?: string,"visibility"?: string,"workspace_id": string
                  }
                  Update: {
                    "archived_at"?: string | null,"client_name"?: string | null,"created_at"?: string,"created_by"?: string | null,"description"?: string,"id"?: string,"last_build_version"?: number,"name"?: string,"page_indexed"?: boolean,"page_key"?: string | null,"page_shows_idea"?: boolean,"page_summary"?: string,"page_version"?: number | null,"updated_at"?: string,"visibility"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "projects_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"remembered_answers": {
                  Row: {
                    "answer": NonNullable<Json>,"assistant_id": string,"corpus_id": number,"created_at": string,"hits": number,"key": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "answer": NonNullable<Json>,"assistant_id": string,"corpus_id": number,"created_at"?: string,"hits"?: number,"key": string,"workspace_id": string
                  }
                  Update: {
                    "answer"?: NonNullable<Json>,"assistant_id"?: string,"corpus_id"?: number,"created_at"?: string,"hits"?: number,"key"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "remembered_answers_workspace_id_assistant_id_corpus_id_fkey"
      columns: ["workspace_id","assistant_id","corpus_id"]
isOneToOne: false
      referencedRelation: "corpora"
      referencedColumns: ["workspace_id","assistant_id","id"]
    }
                  ]
                },"sources": {
                  Row: {
                    "assistant_id": string,"byte_size": number | null,"content_hash": string | null,"created_at": string,"created_by": string | null,"error_code": string | null,"error_message": string | null,"file_name": string | null,"format": string | null,"id": string,"kind": string,"page_limit": number,"progress": number,"resync": string,"run_id": string | null,"skipped_pages": number,"status": string,"synced_at": string | null,"title": string,"updated_at": string,"url": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assistant_id": string,"byte_size"?: number | null,"content_hash"?: string | null,"created_at"?: string,"created_by"?: string | null,"error_code"?: string | null,"error_message"?: string | null,"file_name"?: string | null,"format"?: string | null,"id"?: string,"kind": string,"page_limit"?: number,"progress"?: number,"resync"?: string,"run_id"?: string | null,"skipped_pages"?: number,"status"?: string,"synced_at"?: string | null,"title": string,"updated_at"?: string,"url"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "assistant_id"?: string,"byte_size"?: number | null,"content_hash"?: string | null,"created_at"?: string,"created_by"?: string | null,"error_code"?: string | null,"error_message"?: string | null,"file_name"?: string | null,"format"?: string | null,"id"?: string,"kind"?: string,"page_limit"?: number,"progress"?: number,"resync"?: string,"run_id"?: string | null,"skipped_pages"?: number,"status"?: string,"synced_at"?: string | null,"title"?: string,"updated_at"?: string,"url"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "sources_workspace_id_assistant_id_fkey"
      columns: ["workspace_id","assistant_id"]
isOneToOne: false
      referencedRelation: "assistants"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"template_reviews": {
                  Row: {
                    "author_name": string,"body": string,"created_at": string,"id": string,"rating": number,"status": string,"template_id": string,"updated_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "author_name"?: string,"body"?: string,"created_at"?: string,"id"?: string,"rating": number,"status"?: string,"template_id": string,"updated_at"?: string,"user_id"?: string
                  }
                  Update: {
                    "author_name"?: string,"body"?: string,"created_at"?: string,"id"?: string,"rating"?: number,"status"?: string,"template_id"?: string,"updated_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "template_reviews_template_id_fkey"
      columns: ["template_id"]
isOneToOne: false
      referencedRelation: "templates"
      referencedColumns: ["id"]
    }
                  ]
                },"template_uses": {
                  Row: {
                    "created_at": string,"id": string,"project_id": string,"template_id": string,"template_version": number,"user_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"id"?: string,"project_id": string,"template_id": string,"template_version": number,"user_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "created_at"?: string,"id"?: string,"project_id"?: string,"template_id"?: string,"template_version"?: number,"user_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "template_uses_template_id_fkey"
      columns: ["template_id"]
isOneToOne: false
      referencedRelation: "templates"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "template_uses_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "template_uses_workspace_id_project_id_fkey"
      columns: ["workspace_id","project_id"]
isOneToOne: false
      referencedRelation: "projects"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"templates": {
                  Row: {
                    "blueprint": NonNullable<Json>,"category": string,"created_at": string,"created_by": string | null,"description": string,"entity_count": number,"featured": boolean,"features": (string)[],"id": string,"language": string,"listed": boolean,"name": string,"owner_workspace_id": string | null,"premium": boolean,"publisher": string,"rating_count": number,"rating_score": number,"rating_sum": number,"search": unknown,"slug": string,"stack": string,"status": string,"summary": string,"updated_at": string,"use_count": number,"version": number,"visibility": string
                  }
                  ComputedFields: never
                  Insert: {
                    "blueprint": NonNullable<Json>,"category": string,"created_at"?: string,"created_by"?: string | null,"description"?: string,"entity_count": number,"featured"?: boolean,"features"?: (string)[],"id"?: string,"language": string,"listed"?: boolean,"name": string,"owner_workspace_id"?: string | null,"premium"?: boolean,"publisher"?: string,"rating_count"?: number,"rating_score"?: number,"rating_sum"?: number,"search"?: unknown,"slug": string,"stack": string,"status"?: string,"summary": string,"updated_at"?: string,"use_count"?: number,"version"?: number,"visibility": string
                  }
                  Update: {
                    "blueprint"?: NonNullable<Json>,"category"?: string,"created_at"?: string,"created_by"?: string | null,"description"?: string,"entity_count"?: number,"featured"?: boolean,"features"?: (string)[],"id"?: string,"language"?: string,"listed"?: boolean,"name"?: string,"owner_workspace_id"?: string | null,"premium"?: boolean,"publisher"?: string,"rating_count"?: number,"rating_score"?: number,"rating_sum"?: number,"search"?: unknown,"slug"?: string,"stack"?: string,"status"?: string,"summary"?: string,"updated_at"?: string,"use_count"?: number,"version"?: number,"visibility"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "templates_owner_workspace_id_fkey"
      columns: ["owner_workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"test_questions": {
                  Row: {
                    "assistant_id": string,"created_at": string,"created_by": string | null,"document_id": string | null,"expect": string,"id": string,"question": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assistant_id": string,"created_at"?: string,"created_by"?: string | null,"document_id"?: string | null,"expect": string,"id"?: string,"question": string,"workspace_id": string
                  }
                  Update: {
                    "assistant_id"?: string,"created_at"?: string,"created_by"?: string | null,"document_id"?: string | null,"expect"?: string,"id"?: string,"question"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "test_questions_workspace_id_assistant_id_document_id_fkey"
      columns: ["workspace_id","assistant_id","document_id"]
isOneToOne: false
      referencedRelation: "documents"
      referencedColumns: ["workspace_id","assistant_id","id"]
    },{
      foreignKeyName: "test_questions_workspace_id_assistant_id_fkey"
      columns: ["workspace_id","assistant_id"]
isOneToOne: false
      referencedRelation: "assistants"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"test_runs": {
                  Row: {
                    "assistant_id": string,"created_at": string,"created_by": string | null,"false_answers": number,"false_refusals": number,"hit1": number,"hit5": number,"id": string,"questions": number,"results": NonNullable<Json>,"threshold_high": number,"threshold_low": number,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assistant_id": string,"created_at"?: string,"created_by"?: string | null,"false_answers": number,"false_refusals": number,"hit1": number,"hit5": number,"id"?: string,"questions": number,"results": NonNullable<Json>,"threshold_high": number,"threshold_low": number,"workspace_id": string
                  }
                  Update: {
                    "assistant_id"?: string,"created_at"?: string,"created_by"?: string | null,"false_answers"?: number,"false_refusals"?: number,"hit1"?: number,"hit5"?: number,"id"?: string,"questions"?: number,"results"?: NonNullable<Json>,"threshold_high"?: number,"threshold_low"?: number,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "test_runs_workspace_id_assistant_id_fkey"
      columns: ["workspace_id","assistant_id"]
isOneToOne: false
      referencedRelation: "assistants"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"visitors": {
                  Row: {
                    "assistant_id": string,"created_at": string,"email": string,"id": string,"language": string,"last_seen_at": string,"name": string,"secret_hash": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assistant_id": string,"created_at"?: string,"email"?: string,"id"?: string,"language"?: string,"last_seen_at"?: string,"name"?: string,"secret_hash": string,"workspace_id": string
                  }
                  Update: {
                    "assistant_id"?: string,"created_at"?: string,"email"?: string,"id"?: string,"language"?: string,"last_seen_at"?: string,"name"?: string,"secret_hash"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "visitors_workspace_id_assistant_id_fkey"
      columns: ["workspace_id","assistant_id"]
isOneToOne: false
      referencedRelation: "assistants"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"workspace_invites": {
                  Row: {
                    "accepted_at": string | null,"accepted_by": string | null,"created_at": string,"declined_at": string | null,"delivery": string,"email": string,"expires_at": string,"id": string,"invited_by": string | null,"last_sent_at": string,"project_id": string | null,"requested_at": string | null,"revoked_at": string | null,"role": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "accepted_at"?: string | null,"accepted_by"?: string | null,"created_at"?: string,"declined_at"?: string | null,"delivery"?: string,"email": string,"expires_at"?: string,"id"?: string,"invited_by"?: string | null,"last_sent_at"?: string,"project_id"?: string | null,"requested_at"?: string | null,"revoked_at"?: string | null,"role": string,"workspace_id": string
                  }
                  Update: {
                    "accepted_at"?: string | null,"accepted_by"?: string | null,"created_at"?: string,"declined_at"?: string | null,"delivery"?: string,"email"?: string,"expires_at"?: string,"id"?: string,"invited_by"?: string | null,"last_sent_at"?: string,"project_id"?: string | null,"requested_at"?: string | null,"revoked_at"?: string | null,"role"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "workspace_invites_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "workspace_invites_workspace_id_project_id_fkey"
      columns: ["workspace_id","project_id"]
isOneToOne: false
      referencedRelation: "projects"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"workspace_members": {
                  Row: {
                    "created_at": string,"role": string,"updated_at": string,"user_id": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"role": string,"updated_at"?: string,"user_id": string,"workspace_id": string
                  }
                  Update: {
                    "created_at"?: string,"role"?: string,"updated_at"?: string,"user_id"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "workspace_members_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"workspaces": {
                  Row: {
                    "created_at": string,"created_by": string | null,"deleted_at": string | null,"id": string,"logo_path": string | null,"name": string,"purge_at": string | null,"slug": string,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"created_by"?: string | null,"deleted_at"?: string | null,"id"?: string,"logo_path"?: string | null,"name": string,"purge_at"?: string | null,"slug": string,"updated_at"?: string
                  }
                  Update: {
                    "created_at"?: string,"created_by"?: string | null,"deleted_at"?: string | null,"id"?: string,"logo_path"?: string | null,"name"?: string,"purge_at"?: string | null,"slug"?: string,"updated_at"?: string
                  }
                  Relationships: [
                    
                  ]
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            [_ in never]: never
          }
          Enums: {
            [_ in never]: never
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "public": {
          Enums: {
            
          }
        }
} as const
