-- Job queue (pg-boss 10.4.2, schema version 24), who may touch it, and what the scheduled jobs keep.
--
-- The statements up to the mark are pg-boss's own (`PgBoss.getConstructionPlans`). They live here so that the running
-- process needs no right to change tables: it starts pg-boss with `migrate: false`, and an upgrade of pg-boss that needs
-- another schema version comes with a migration.

CREATE SCHEMA IF NOT EXISTS pgboss;
CREATE TYPE pgboss.job_state AS ENUM (
  'created',
  'retry',
  'active',
  'completed',
  'cancelled',
  'failed'
);
CREATE TABLE pgboss.version (
  version int primary key,
  maintained_on timestamp with time zone,
  cron_on timestamp with time zone,
  monitored_on timestamp with time zone
);
CREATE TABLE pgboss.queue (
  name text,
  policy text,
  retry_limit int,
  retry_delay int,
  retry_backoff bool,
  expire_seconds int,
  retention_minutes int,
  dead_letter text REFERENCES pgboss.queue (name),
  partition_name text,
  created_on timestamp with time zone not null default now(),
  updated_on timestamp with time zone not null default now(),
  PRIMARY KEY (name)
);
CREATE TABLE pgboss.schedule (
  name text REFERENCES pgboss.queue ON DELETE CASCADE,
  cron text not null,
  timezone text,
  data jsonb,
  options jsonb,
  created_on timestamp with time zone not null default now(),
  updated_on timestamp with time zone not null default now(),
  PRIMARY KEY (name)
);
CREATE TABLE pgboss.subscription (
  event text not null,
  name text not null REFERENCES pgboss.queue ON DELETE CASCADE,
  created_on timestamp with time zone not null default now(),
  updated_on timestamp with time zone not null default now(),
  PRIMARY KEY(event, name)
);
CREATE TABLE pgboss.job (
  id uuid not null default gen_random_uuid(),
  name text not null,
  priority integer not null default(0),
  data jsonb,
  state pgboss.job_state not null default('created'),
  retry_limit integer not null default(2),
  retry_count integer not null default(0),
  retry_delay integer not null default(0),
  retry_backoff boolean not null default false,
  start_after timestamp with time zone not null default now(),
  started_on timestamp with time zone,
  singleton_key text,
  singleton_on timestamp without time zone,
  expire_in interval not null default interval '15 minutes',
  created_on timestamp with time zone not null default now(),
  completed_on timestamp with time zone,
  keep_until timestamp with time zone NOT NULL default now() + interval '14 days',
  output jsonb,
  dead_letter text,
  policy text
) PARTITION BY LIST (name);
ALTER TABLE pgboss.job ADD PRIMARY KEY (name, id);
CREATE TABLE pgboss.archive (LIKE pgboss.job);
ALTER TABLE pgboss.archive ADD PRIMARY KEY (name, id);
ALTER TABLE pgboss.archive ADD archived_on timestamptz NOT NULL DEFAULT now();
CREATE INDEX archive_i1 ON pgboss.archive(archived_on);
CREATE FUNCTION pgboss.create_queue(queue_name text, options json)
RETURNS VOID AS
$$
DECLARE
  table_name varchar := 'j' || encode(sha224(queue_name::bytea), 'hex');
  queue_created_on timestamptz;
BEGIN
  WITH q as (
  INSERT INTO pgboss.queue (
    name,
    policy,
    retry_limit,
    retry_delay,
    retry_backoff,
    expire_seconds,
    retention_minutes,
    dead_letter,
    partition_name
  )
  VALUES (
    queue_name,
    options->>'policy',
    (options->>'retryLimit')::int,
    (options->>'retryDelay')::int,
    (options->>'retryBackoff')::bool,
    (options->>'expireInSeconds')::int,
    (options->>'retentionMinutes')::int,
    options->>'deadLetter',
    table_name
  )
  ON CONFLICT DO NOTHING
  RETURNING created_on
  )
  SELECT created_on into queue_created_on from q;
  IF queue_created_on IS NULL THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TABLE pgboss.%I (LIKE pgboss.job INCLUDING DEFAULTS)', table_name);
  EXECUTE format('ALTER TABLE pgboss.%1$I ADD PRIMARY KEY (name, id)', table_name);
  EXECUTE format('ALTER TABLE pgboss.%1$I ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED', table_name);
  EXECUTE format('ALTER TABLE pgboss.%1$I ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED', table_name);
  EXECUTE format('CREATE UNIQUE INDEX %1$s_i1 ON pgboss.%1$I (name, COALESCE(singleton_key, '''')) WHERE state = ''created'' AND policy = ''short''', table_name);
  EXECUTE format('CREATE UNIQUE INDEX %1$s_i2 ON pgboss.%1$I (name, COALESCE(singleton_key, '''')) WHERE state = ''active'' AND policy = ''singleton''', table_name);
  EXECUTE format('CREATE UNIQUE INDEX %1$s_i3 ON pgboss.%1$I (name, state, COALESCE(singleton_key, '''')) WHERE state <= ''active'' AND policy = ''stately''', table_name);
  EXECUTE format('CREATE UNIQUE INDEX %1$s_i4 ON pgboss.%1$I (name, singleton_on, COALESCE(singleton_key, '''')) WHERE state <> ''cancelled'' AND singleton_on IS NOT NULL', table_name);
  EXECUTE format('CREATE INDEX %1$s_i5 ON pgboss.%1$I (name, start_after) INCLUDE (priority, created_on, id) WHERE state < ''active''', table_name);
  EXECUTE format('ALTER TABLE pgboss.%I ADD CONSTRAINT cjc CHECK (name=%L)', table_name, queue_name);
  EXECUTE format('ALTER TABLE pgboss.job ATTACH PARTITION pgboss.%I FOR VALUES IN (%L)', table_name, queue_name);
END;
$$
LANGUAGE plpgsql;;
CREATE FUNCTION pgboss.delete_queue(queue_name text)
RETURNS VOID AS
$$
DECLARE
  table_name varchar;
BEGIN
  WITH deleted as (
    DELETE FROM pgboss.queue
    WHERE name = queue_name
    RETURNING partition_name
  )
  SELECT partition_name from deleted INTO table_name;
  EXECUTE format('DROP TABLE IF EXISTS pgboss.%I', table_name);
END;
$$
LANGUAGE plpgsql;;
INSERT INTO pgboss.version(version) VALUES ('24');

-- End of pg-boss's own statements.

-- pg-boss makes a partition per queue. One default partition holds all of ours instead: a new kind of job is a row in
-- pgboss.queue, no DDL, and an embedded database stays small.
create table pgboss.job_default (like pgboss.job including defaults);
alter table pgboss.job_default add primary key (name, id);
alter table pgboss.job_default add constraint job_default_queue_fkey foreign key (name) references pgboss.queue (name) on delete restrict deferrable initially deferred;
create unique index job_default_short_key on pgboss.job_default (name, coalesce(singleton_key, '')) where state = 'created' and policy = 'short';
create unique index job_default_slot_key on pgboss.job_default (name, singleton_on, coalesce(singleton_key, '')) where state <> 'cancelled' and singleton_on is not null;
create index job_default_due_idx on pgboss.job_default (name, start_after) include (priority, created_on, id) where state < 'active';
create index job_default_tenant_idx on pgboss.job_default (name, (data ->> 'workspaceId')) where state < 'active';
create index job_default_dead_idx on pgboss.job_default ((data ->> 'workspaceId'), completed_on desc, id desc) where state = 'failed';
alter table pgboss.job attach partition pgboss.job_default default;

-- Payloads name workspaces and people: only the connection's own role reads or writes them.
revoke all on schema pgboss from public, anon, authenticated, service_role;
revoke all on all tables in schema pgboss from public, anon, authenticated, service_role;
revoke all on all functions in schema pgboss from public, anon, authenticated, service_role;

-- A notification that its reader wants by mail only has a row like any other, but is not shown in the app.
alter table public.notifications add column in_app boolean not null default true;

-- What the nightly walk over all hash chains found. `broken` lists {workspaceId, seq}.
create table private.audit_checks (
  checked_at timestamptz primary key default now(),
  workspaces integer not null,
  entries bigint not null,
  broken jsonb not null default '[]'::jsonb
);
alter table private.audit_checks enable row level security;
revoke all on private.audit_checks from public, anon, authenticated, service_role;
grant select, insert, delete on private.audit_checks to service_role;
-- To find the chains of workspaces that are long gone.
grant select on private.audit_heads to service_role;
-- Network details are deleted after 90 days; the chain does not contain them.
grant delete on private.audit_context to service_role;

-- As before, and a chain without its head is broken, too: deleting the head must not hide a cut-off tail.
create or replace function private.verify_audit_chain(p_workspace uuid) returns table (entries bigint, broken_at bigint)
language sql stable security definer set search_path = ''
as $$
  with chain as (
    select l.seq, l.hash,
      l.hash = private.audit_digest(l.prev_hash, l.workspace_id, l.seq, l.at, l.actor_type, l.actor_id, l.action, l.target_type, l.target_id, l.changes, l.request_id, l.via)
      and l.prev_hash = coalesce(lag(l.hash) over (order by l.seq), decode(repeat('00', 32), 'hex'))
      and l.seq = row_number() over (order by l.seq) as sound
    from public.audit_logs l where l.workspace_id = p_workspace
  ), tail as (
    select coalesce(max(c.seq), 0) as seq, (array_agg(c.hash order by c.seq desc))[1] as hash from chain c
  ), head as (
    select h.seq, h.hash from private.audit_heads h where h.workspace_id = p_workspace
  )
  select
    (select count(*) from chain),
    coalesce(
      (select min(c.seq) from chain c where not c.sound),
      (select case
          when h.seq is null and t.seq = 0 then null
          when h.seq is null then t.seq
          -- The first entry that is missing after the last one there.
          when h.seq > t.seq then t.seq + 1
          when h.seq < t.seq then h.seq + 1
          when h.seq > 0 and h.hash is distinct from t.hash then h.seq
        end
       from tail t left join head h on true)
    )
$$;

-- What the nightly sweeps look for.
create index activity_feed_at_idx on public.activity_feed (at);
create index notifications_created_idx on public.notifications (created_at);
create index api_keys_expires_idx on public.api_keys (expires_at) where expires_at is not null and revoked_at is null;
create index workspace_invites_expires_idx on public.workspace_invites (expires_at)
  where accepted_at is null and revoked_at is null and declined_at is null;
