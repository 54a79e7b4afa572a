-- Assistants and what they know. An assistant belongs to a workspace and, if somebody says so, to a project. What it knows is its
-- own: a studio has many clients in one workspace, and one client's documents must not answer another client's visitors. So the
-- wall stands around each assistant (its corpus), inside the wall around each workspace.
--
-- sources -> documents (one, or the pages of a site) -> chunks -> postings. Triggers keep postings, counts and the vocabulary, so
-- that no way of writing chunks can leave a half-made index behind.

-- Whose conversation or corpus a visitor of a website may touch. Only the pipeline writes these claims, inside its own
-- transaction; a signed Supabase token never carries them.
create function private.actor_assistant_id() returns uuid
language sql stable set search_path = ''
as $$ select nullif(private.claims() ->> 'atrium_assistant_id', '')::uuid $$;
create function private.actor_visitor_id() returns uuid
language sql stable set search_path = ''
as $$ select nullif(private.claims() ->> 'atrium_visitor_id', '')::uuid $$;

create table public.assistants (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  project_id uuid,
  created_by uuid default private.actor_user_id() references auth.users (id) on delete set null,
  name text not null check (char_length(name) between 1 and 80),
  -- Names the assistant in the snippet on a client's website. No secret.
  public_key text not null default left(encode(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'hex'), 20)
    constraint assistants_public_key unique check (public_key ~ '^[0-9a-f]{20}$'),
  enabled boolean not null default true,
  -- auto: as the visitor writes.
  language text not null default 'auto' check (language in ('auto', 'en', 'es', 'fr', 'de', 'pt', 'it', 'ar')),
  greeting text not null default '' check (char_length(greeting) <= 300),
  suggested_questions text[] not null default '{}' check (cardinality(suggested_questions) <= 6),
  color text not null default '#2f6f4f' check (color ~ '^#[0-9a-f]{6}$'),
  position text not null default 'right' check (position in ('left', 'right')),
  theme text not null default 'auto' check (theme in ('auto', 'light', 'dark')),
  avatar text not null default '' check (char_length(avatar) <= 8),
  -- Exact origins, or https://*.example.com for its subdomains. Empty: our own preview alone.
  allowed_origins text[] not null default '{}' check (cardinality(allowed_origins) <= 50),
  handoff_enabled boolean not null default true,
  lead_enabled boolean not null default true,
  lead_phone boolean not null default false,
  lead_consent text not null default 'I agree that my details are stored so that you can reply to me.'
    check (char_length(lead_consent) between 1 and 1000),
  lead_consent_version integer not null default 1,
  answer_mode text not null default 'auto' check (answer_mode in ('auto', 'extractive')),
  -- Null: the defaults of this release.
  threshold_low numeric(4, 2) check (threshold_low between 0 and 5),
  threshold_high numeric(4, 2) check (threshold_high between 0 and 5),
  -- Null: as many as the workspace has.
  monthly_conversations integer check (monthly_conversations between 1 and 10000000),
  retention_days integer check (retention_days between 1 and 3650),
  -- Grows with every change that an answer may depend on; part of the key of remembered answers.
  config_version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (workspace_id, id),
  check (threshold_low is null or threshold_high is null or threshold_low <= threshold_high),
  foreign key (workspace_id, project_id) references public.projects (workspace_id, id) on delete set null (project_id)
);
create index assistants_newest_idx on public.assistants (workspace_id, created_at desc, id desc);
create index assistants_project_idx on public.assistants (workspace_id, project_id);
create index assistants_created_by_idx on public.assistants (created_by);

-- Assistants the caller may reach with at least that role in their workspace: not those of projects that are kept from the caller.
create function private.my_assistants(p_min_role text) returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select a.id from public.assistants a
    where a.workspace_id = any (array(select private.my_workspaces(p_min_role)))
      and (a.project_id is null or a.project_id <> all (array(select private.my_hidden_projects())));
end $$;

create function private.guard_assistant() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.project_id is not null and (tg_op = 'INSERT' or new.project_id is distinct from old.project_id)
    and coalesce(current_setting('role', true), '') = 'authenticated'
    and private.my_project_rank(new.project_id) < private.role_rank('editor') then
    raise exception 'not_found' using errcode = 'PT404', detail = 'This project does not exist.';
  end if;
  if tg_op = 'UPDATE' then
    if new.lead_consent is distinct from old.lead_consent then
      new.lead_consent_version := old.lead_consent_version + 1;
    end if;
    if (new.language, new.handoff_enabled, new.lead_enabled, new.answer_mode, new.threshold_low, new.threshold_high, new.name)
      is distinct from (old.language, old.handoff_enabled, old.lead_enabled, old.answer_mode, old.threshold_low, old.threshold_high, old.name) then
      new.config_version := old.config_version + 1;
    end if;
    new.updated_at := now();
  end if;
  return new;
end $$;
create trigger guard_assistant before insert or update on public.assistants for each row execute function private.guard_assistant();
create trigger freeze_assistant before update on public.assistants for each row
  execute function private.freeze_columns('id', 'workspace_id', 'public_key', 'created_at');

-- What an assistant knows, counted. `id` is short because every posting carries it.
create table public.corpora (
  id integer generated always as identity primary key,
  workspace_id uuid not null,
  assistant_id uuid not null,
  chunk_count integer not null default 0 check (chunk_count >= 0),
  -- Terms in all chunks; divided by chunk_count it is the average length of BM25.
  total_len bigint not null default 0 check (total_len >= 0),
  -- Grows with every change of what is known; an answer remembered from before is never given again.
  version bigint not null default 1,
  unique (assistant_id),
  unique (workspace_id, assistant_id, id),
  foreign key (workspace_id, assistant_id) references public.assistants (workspace_id, id) on delete cascade
);

create function private.open_corpus() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.corpora (workspace_id, assistant_id) values (new.workspace_id, new.id);
  return null;
end $$;
create trigger open_corpus after insert on public.assistants for each row execute function private.open_corpus();

create function private.my_corpora() returns setof integer
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select c.id from public.corpora c
    where c.assistant_id = any (array(select private.my_assistants('viewer'))) or c.assistant_id = private.actor_assistant_id();
end $$;

-- What somebody added: a text, a file, a page, a site.
create table public.sources (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  assistant_id uuid not null,
  created_by uuid default private.actor_user_id() references auth.users (id) on delete set null,
  kind text not null check (kind in ('text', 'file', 'url', 'site')),
  title text not null check (char_length(title) between 1 and 300),
  url text check (char_length(url) <= 2000),
  file_name text check (char_length(file_name) between 1 and 300),
  -- What the bytes are, found out by looking at them: pdf, docx, html, markdown, csv, text.
  format text check (char_length(format) <= 20),
  byte_size integer check (byte_size >= 0),
  content_hash text check (content_hash ~ '^[0-9a-f]{64}$'),
  -- Pages of a site to read at most.
  page_limit integer not null default 50 check (page_limit between 1 and 200),
  resync text not null default 'never' check (resync in ('never', 'daily', 'weekly')),
  status text not null default 'queued' check (status in ('queued', 'parsing', 'ready', 'failed')),
  progress integer not null default 0 check (progress between 0 and 100),
  -- A code of ours and the sentence that goes with it. Kept on a source that is ready when only its last re-sync failed.
  error_code text check (error_code ~ '^[A-Z_]{3,40}$'),
  error_message text check (char_length(error_message) <= 500),
  -- Pages of a site that could not be read.
  skipped_pages integer not null default 0 check (skipped_pages >= 0),
  -- The run that may write now; an older run that comes back finds another one here and stops.
  run_id uuid,
  synced_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (workspace_id, assistant_id, id),
  check (kind not in ('url', 'site') or url is not null),
  foreign key (workspace_id, assistant_id) references public.assistants (workspace_id, id) on delete cascade
);
create index sources_newest_idx on public.sources (workspace_id, assistant_id, created_at desc, id desc);
create index sources_created_by_idx on public.sources (created_by);
create index sources_due_idx on public.sources (synced_at) where resync <> 'never';
-- The same bytes are one source, however often they are sent.
create unique index sources_once on public.sources (assistant_id, content_hash) where kind in ('text', 'file');
create unique index sources_url_once on public.sources (assistant_id, kind, url) where kind in ('url', 'site');
create trigger freeze_source before update on public.sources for each row
  execute function private.freeze_columns('id', 'workspace_id', 'assistant_id', 'kind', 'created_at');
create trigger touch_source before update on public.sources for each row execute function private.touch_updated_at();

-- The bytes of texts and files, kept for trying again. In the database, so that a source and its content come or stay away together.
create table private.source_contents (
  source_id uuid primary key,
  workspace_id uuid not null,
  assistant_id uuid not null,
  bytes bytea not null check (octet_length(bytes) <= 10485760),
  foreign key (workspace_id, assistant_id, source_id) references public.sources (workspace_id, assistant_id, id) on delete cascade
);
create index source_contents_source_idx on private.source_contents (workspace_id, assistant_id, source_id);

create table public.documents (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  assistant_id uuid not null,
  source_id uuid not null,
  title text not null check (char_length(title) between 1 and 300),
  -- Where a visitor can read it; null for what was pasted or uploaded.
  url text check (char_length(url) <= 2000),
  -- Two letters, or 'und'.
  language text not null default 'und' check (language ~ '^[a-z]{2,3}$'),
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  -- The whole text as it was read; chunks name their places in it.
  body text not null,
  page_count integer check (page_count > 0),
  -- Where each page begins in `body`, for files that have pages.
  page_starts integer[] not null default '{}',
  -- Distinct words of four letters and more: what a misspelt word may have meant.
  words text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (workspace_id, assistant_id, id),
  unique nulls not distinct (source_id, url),
  foreign key (workspace_id, assistant_id, source_id) references public.sources (workspace_id, assistant_id, id) on delete cascade
);
create index documents_source_idx on public.documents (workspace_id, assistant_id, source_id);
create trigger freeze_document before update on public.documents for each row
  execute function private.freeze_columns('id', 'workspace_id', 'assistant_id', 'source_id', 'created_at');
create trigger touch_document before update on public.documents for each row execute function private.touch_updated_at();

create table public.chunks (
  id bigint generated always as identity primary key,
  workspace_id uuid not null,
  assistant_id uuid not null,
  corpus_id integer not null,
  document_id uuid not null,
  ord integer not null check (ord >= 0),
  heading text not null default '' check (char_length(heading) <= 1000),
  page integer check (page > 0),
  -- Characters of the document's body, UTF-16 as JavaScript counts them: [start_at, end_at).
  start_at integer not null check (start_at >= 0),
  end_at integer not null check (end_at > start_at),
  text text not null check (char_length(text) between 1 and 20000),
  -- Distinct terms of title, heading and text, and how often each occurs.
  terms text[] not null,
  tfs smallint[] not null,
  len integer not null check (len >= 0),
  unique (document_id, ord),
  unique (workspace_id, assistant_id, id),
  check (cardinality(terms) = cardinality(tfs)),
  foreign key (workspace_id, assistant_id, corpus_id) references public.corpora (workspace_id, assistant_id, id) on delete cascade,
  foreign key (workspace_id, assistant_id, document_id) references public.documents (workspace_id, assistant_id, id) on delete cascade
);
create index chunks_corpus_idx on public.chunks (workspace_id, assistant_id, corpus_id);
create index chunks_document_idx on public.chunks (workspace_id, assistant_id, document_id);

-- BM25's table: which chunk has which term how often. The key carries everything the ranking needs, so that it reads the index
-- alone. No foreign key to chunks: its index would be as large as the table; the trigger below takes rows away by their key.
create table public.postings (
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  corpus_id integer not null,
  term text not null check (char_length(term) between 1 and 64),
  chunk_id bigint not null,
  tf smallint not null check (tf > 0),
  len integer not null,
  primary key (corpus_id, term, chunk_id) include (tf, len)
);
create index postings_workspace_idx on public.postings (workspace_id);

create table public.corpus_words (
  workspace_id uuid not null,
  assistant_id uuid not null,
  corpus_id integer not null,
  word text not null check (char_length(word) between 4 and 64),
  -- Documents that have it.
  df integer not null check (df > 0),
  -- One wrong letter leaves the beginning or the end of a word as it was: candidates are found by either.
  head text generated always as (left(word, 2)) stored,
  tail text generated always as (right(word, 2)) stored,
  primary key (corpus_id, word),
  foreign key (workspace_id, assistant_id, corpus_id) references public.corpora (workspace_id, assistant_id, id) on delete cascade
);
create index corpus_words_place_idx on public.corpus_words (workspace_id, assistant_id, corpus_id);
create index corpus_words_head_idx on public.corpus_words (corpus_id, head);
create index corpus_words_tail_idx on public.corpus_words (corpus_id, tail);

create function private.index_chunks() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.postings (workspace_id, corpus_id, term, chunk_id, tf, len)
  select c.workspace_id, c.corpus_id, t.term, c.id, t.tf, c.len
  from added c cross join lateral unnest(c.terms, c.tfs) as t (term, tf);
  update public.corpora k set chunk_count = k.chunk_count + s.chunks, total_len = k.total_len + s.len, version = k.version + 1
  from (select a.corpus_id, count(*) as chunks, sum(a.len) as len from added a group by a.corpus_id) s where k.id = s.corpus_id;
  return null;
end $$;
create trigger index_chunks after insert on public.chunks referencing new table as added
  for each statement execute function private.index_chunks();

create function private.unindex_chunks() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.postings p using (
    select c.corpus_id, c.id, t.term from removed c cross join lateral unnest(c.terms) as t (term)) gone
  where p.corpus_id = gone.corpus_id and p.term = gone.term and p.chunk_id = gone.id;
  update public.corpora k set chunk_count = k.chunk_count - s.chunks, total_len = k.total_len - s.len, version = k.version + 1
  from (select r.corpus_id, count(*) as chunks, sum(r.len) as len from removed r group by r.corpus_id) s where k.id = s.corpus_id;
  return null;
end $$;
create trigger unindex_chunks after delete on public.chunks referencing old table as removed
  for each statement execute function private.unindex_chunks();
-- An index that follows a chunk's change would be one more way to be wrong: chunks are replaced.
create trigger freeze_chunk before update on public.chunks for each row
  execute function private.freeze_columns('id', 'workspace_id', 'assistant_id', 'corpus_id', 'document_id', 'text', 'terms', 'tfs', 'len');

create function private.count_words() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  corpus integer;
  place public.documents := case when tg_op = 'DELETE' then old else new end;
begin
  if tg_op = 'UPDATE' and new.words = old.words then
    return null;
  end if;
  -- The corpus's row puts writers in a line: two documents with the same words would wait for each other crosswise.
  select k.id into corpus from public.corpora k where k.assistant_id = place.assistant_id for update;
  if not found then
    return null;
  end if;
  if tg_op <> 'INSERT' then
    delete from public.corpus_words w where w.corpus_id = corpus and w.word = any (old.words) and w.df = 1;
    update public.corpus_words w set df = w.df - 1 where w.corpus_id = corpus and w.word = any (old.words);
  end if;
  if tg_op <> 'DELETE' then
    insert into public.corpus_words (workspace_id, assistant_id, corpus_id, word, df)
    select place.workspace_id, place.assistant_id, corpus, t.word, 1 from unnest(new.words) as t (word)
    on conflict (corpus_id, word) do update set df = public.corpus_words.df + 1;
  end if;
  return null;
end $$;
create trigger count_words after insert or update of words or delete on public.documents
  for each row execute function private.count_words();

-- Answers that people wrote. One beats every document.
create table public.curated_answers (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  assistant_id uuid not null,
  created_by uuid default private.actor_user_id() references auth.users (id) on delete set null,
  question text not null check (char_length(question) between 3 and 300),
  -- Other ways of asking the same.
  wordings text[] not null default '{}' check (cardinality(wordings) <= 20),
  answer text not null check (char_length(answer) between 1 and 4000),
  url text check (char_length(url) <= 2000),
  enabled boolean not null default true,
  hits integer not null default 0 check (hits >= 0),
  last_hit_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (workspace_id, assistant_id, id),
  foreign key (workspace_id, assistant_id) references public.assistants (workspace_id, id) on delete cascade
);
create index curated_answers_newest_idx on public.curated_answers (workspace_id, assistant_id, created_at desc, id desc);
create index curated_answers_created_by_idx on public.curated_answers (created_by);
create unique index curated_answers_once on public.curated_answers (assistant_id, lower(question));
create index curated_answers_place_idx on public.curated_answers (workspace_id, assistant_id);
create trigger freeze_curated_answer before update on public.curated_answers for each row
  execute function private.freeze_columns('id', 'workspace_id', 'assistant_id', 'created_at');

create function private.follow_curated() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' and (new.question, new.wordings, new.answer, new.url, new.enabled)
    is not distinct from (old.question, old.wordings, old.answer, old.url, old.enabled) then
    return null;
  end if;
  update public.corpora k set version = k.version + 1
  where k.assistant_id = (case when tg_op = 'DELETE' then old.assistant_id else new.assistant_id end);
  return null;
end $$;
create trigger follow_curated after insert or update or delete on public.curated_answers
  for each row execute function private.follow_curated();

-- Answers that can be given again word for word, by the exact question. Dropped in the transaction that changes what is known.
create table public.remembered_answers (
  workspace_id uuid not null,
  assistant_id uuid not null,
  corpus_id integer not null,
  -- sha256 of normalised question, locale and the versions of corpus and settings.
  key bytea not null check (octet_length(key) = 32),
  answer jsonb not null,
  hits integer not null default 0,
  created_at timestamptz not null default now(),
  primary key (corpus_id, key),
  foreign key (workspace_id, assistant_id, corpus_id) references public.corpora (workspace_id, assistant_id, id) on delete cascade
);
create index remembered_answers_place_idx on public.remembered_answers (workspace_id, assistant_id, corpus_id);

create function private.forget_answers() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.remembered_answers r where r.corpus_id = new.id;
  return null;
end $$;
create trigger forget_answers after update of version on public.corpora
  for each row when (new.version <> old.version) execute function private.forget_answers();

-- Questions with what should come of them: how well an assistant answers, measured by its owner.
create table public.test_questions (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  assistant_id uuid not null,
  created_by uuid default private.actor_user_id() references auth.users (id) on delete set null,
  question text not null check (char_length(question) between 3 and 1000),
  -- unknown: the right answer is that the assistant does not know.
  expect text not null check (expect in ('document', 'unknown')),
  document_id uuid,
  created_at timestamptz not null default now(),
  unique (workspace_id, assistant_id, id),
  foreign key (workspace_id, assistant_id) references public.assistants (workspace_id, id) on delete cascade,
  foreign key (workspace_id, assistant_id, document_id) references public.documents (workspace_id, assistant_id, id)
    on delete set null (document_id)
);
create unique index test_questions_once on public.test_questions (assistant_id, lower(question));
create index test_questions_newest_idx on public.test_questions (workspace_id, assistant_id, created_at desc, id desc);
create index test_questions_place_idx on public.test_questions (workspace_id, assistant_id);
create index test_questions_document_idx on public.test_questions (workspace_id, assistant_id, document_id);
create index test_questions_created_by_idx on public.test_questions (created_by);
create trigger freeze_test_question before update on public.test_questions for each row
  execute function private.freeze_columns('id', 'workspace_id', 'assistant_id', 'created_at');

create table public.test_runs (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  assistant_id uuid not null,
  created_by uuid default private.actor_user_id() references auth.users (id) on delete set null,
  questions integer not null check (questions >= 0),
  hit1 integer not null check (hit1 >= 0),
  hit5 integer not null check (hit5 >= 0),
  -- Refused although a document was expected; answered although nothing was.
  false_refusals integer not null check (false_refusals >= 0),
  false_answers integer not null check (false_answers >= 0),
  threshold_low numeric(4, 2) not null,
  threshold_high numeric(4, 2) not null,
  -- One entry a question: what was found, where the expected document stood, the score.
  results jsonb not null,
  created_at timestamptz not null default now(),
  foreign key (workspace_id, assistant_id) references public.assistants (workspace_id, id) on delete cascade
);
create index test_runs_newest_idx on public.test_runs (workspace_id, assistant_id, created_at desc, id desc);
create index test_runs_place_idx on public.test_runs (workspace_id, assistant_id);
create index test_runs_created_by_idx on public.test_runs (created_by);

create trigger audit_assistants after insert or update or delete on public.assistants
  for each row execute function private.audit_row('assistant', 'id', '');
create trigger audit_curated_answers after insert or update of question, wordings, answer, url, enabled or delete on public.curated_answers
  for each row execute function private.audit_row('curated_answer', 'id', 'answer,wordings');

-- The log tells of sources that came, changed on purpose and went; not of every step of reading them.
create function private.audit_source() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  place public.sources := case when tg_op = 'DELETE' then old else new end;
begin
  if not exists (select from public.assistants a where a.id = place.assistant_id) then
    return null;
  end if;
  perform private.append_audit(place.workspace_id,
    'source.' || case tg_op when 'INSERT' then 'created' when 'DELETE' then 'deleted' else 'updated' end, 'source', place.id::text,
    jsonb_build_object('title', jsonb_build_object('to', place.title), 'kind', jsonb_build_object('to', place.kind),
      'assistant_id', jsonb_build_object('to', place.assistant_id)));
  return null;
end $$;
create trigger audit_sources after insert or delete on public.sources for each row execute function private.audit_source();
create trigger audit_source_changes after update of title, url, resync, page_limit on public.sources
  for each row when ((old.title, old.url, old.resync, old.page_limit) is distinct from (new.title, new.url, new.resync, new.page_limit))
  execute function private.audit_source();

alter table public.assistants enable row level security;
alter table public.corpora enable row level security;
alter table public.sources enable row level security;
alter table private.source_contents enable row level security;
alter table public.documents enable row level security;
alter table public.chunks enable row level security;
alter table public.postings enable row level security;
alter table public.corpus_words enable row level security;
alter table public.curated_answers enable row level security;
alter table public.remembered_answers enable row level security;
alter table public.test_questions enable row level security;
alter table public.test_runs enable row level security;
revoke all on public.assistants, public.corpora, public.sources, private.source_contents, public.documents, public.chunks, public.postings,
  public.corpus_words, public.curated_answers, public.remembered_answers, public.test_questions, public.test_runs
  from public, anon, authenticated, service_role;
grant select, delete on public.assistants to authenticated;
grant insert (
  id, workspace_id, project_id, name, enabled, language, greeting, suggested_questions, color, position, theme, avatar, allowed_origins,
  handoff_enabled, lead_enabled, lead_phone, lead_consent, answer_mode, monthly_conversations, retention_days
) on public.assistants to authenticated;
grant update (
  project_id, name, enabled, language, greeting, suggested_questions, color, position, theme, avatar, allowed_origins, handoff_enabled,
  lead_enabled, lead_phone, lead_consent, answer_mode, threshold_low, threshold_high, monthly_conversations, retention_days
) on public.assistants to authenticated;
grant select on public.corpora to authenticated;
grant select, delete on public.sources to authenticated;
grant insert (id, workspace_id, assistant_id, kind, title, url, file_name, format, byte_size, content_hash, page_limit, resync)
  on public.sources to authenticated;
grant update (title, page_limit, resync) on public.sources to authenticated;
grant select on public.documents, public.chunks, public.postings, public.corpus_words, public.remembered_answers to authenticated;
grant select, delete on public.curated_answers to authenticated;
grant insert (id, workspace_id, assistant_id, question, wordings, answer, url, enabled) on public.curated_answers to authenticated;
grant update (question, wordings, answer, url, enabled, updated_at) on public.curated_answers to authenticated;
grant select, delete on public.test_questions to authenticated;
grant insert (id, workspace_id, assistant_id, question, expect, document_id) on public.test_questions to authenticated;
grant update (question, expect, document_id) on public.test_questions to authenticated;
grant select on public.test_runs to authenticated;
grant insert (id, workspace_id, assistant_id, questions, hit1, hit5, false_refusals, false_answers, threshold_low, threshold_high, results)
  on public.test_runs to authenticated;
grant select, insert, update, delete on public.assistants, public.corpora, public.sources, private.source_contents, public.documents,
  public.chunks, public.postings, public.corpus_words, public.curated_answers, public.remembered_answers, public.test_questions,
  public.test_runs to service_role;

revoke all on function
  private.actor_assistant_id(), private.actor_visitor_id(), private.my_assistants(text), private.my_corpora(), private.guard_assistant(),
  private.open_corpus(), private.index_chunks(), private.unindex_chunks(), private.count_words(), private.follow_curated(),
  private.forget_answers(), private.audit_source()
  from public, anon, authenticated, service_role;
grant execute on function private.actor_assistant_id(), private.actor_visitor_id(), private.my_assistants(text), private.my_corpora()
  to authenticated, service_role;

create policy assistants_select on public.assistants for select to authenticated
  using (
    (workspace_id = any (array(select private.my_workspaces('viewer')))
      and (project_id is null or project_id <> all (array(select private.my_hidden_projects()))))
    or id = (select private.actor_assistant_id())
  );
create policy assistants_insert on public.assistants for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces('editor'))));
create policy assistants_update on public.assistants for update to authenticated
  using (id = any (array(select private.my_assistants('editor'))))
  with check (workspace_id = any (array(select private.my_workspaces('editor'))));
create policy assistants_delete on public.assistants for delete to authenticated
  using (id = any (array(select private.my_assistants('admin'))));

create policy corpora_select on public.corpora for select to authenticated
  using (id = any (array(select private.my_corpora())));
create policy sources_select on public.sources for select to authenticated
  using (assistant_id = any (array(select private.my_assistants('viewer'))));
create policy sources_insert on public.sources for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces('editor'))) and assistant_id = any (array(select private.my_assistants('editor'))));
create policy sources_update on public.sources for update to authenticated
  using (assistant_id = any (array(select private.my_assistants('editor'))))
  with check (workspace_id = any (array(select private.my_workspaces('editor'))) and assistant_id = any (array(select private.my_assistants('editor'))));
create policy sources_delete on public.sources for delete to authenticated
  using (assistant_id = any (array(select private.my_assistants('editor'))));
create policy documents_select on public.documents for select to authenticated
  using (assistant_id = any (array(select private.my_assistants('viewer'))) or assistant_id = (select private.actor_assistant_id()));
create policy chunks_select on public.chunks for select to authenticated
  using (corpus_id = any (array(select private.my_corpora())));
create policy postings_select on public.postings for select to authenticated
  using (corpus_id = any (array(select private.my_corpora())));
create policy corpus_words_select on public.corpus_words for select to authenticated
  using (corpus_id = any (array(select private.my_corpora())));
create policy remembered_answers_select on public.remembered_answers for select to authenticated
  using (corpus_id = any (array(select private.my_corpora())));
create policy curated_answers_select on public.curated_answers for select to authenticated
  using (assistant_id = any (array(select private.my_assistants('viewer'))) or assistant_id = (select private.actor_assistant_id()));
create policy curated_answers_insert on public.curated_answers for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces('editor'))) and assistant_id = any (array(select private.my_assistants('editor'))));
create policy curated_answers_update on public.curated_answers for update to authenticated
  using (assistant_id = any (array(select private.my_assistants('editor'))))
  with check (workspace_id = any (array(select private.my_workspaces('editor'))) and assistant_id = any (array(select private.my_assistants('editor'))));
create policy curated_answers_delete on public.curated_answers for delete to authenticated
  using (assistant_id = any (array(select private.my_assistants('editor'))));
create policy test_questions_select on public.test_questions for select to authenticated
  using (assistant_id = any (array(select private.my_assistants('viewer'))));
create policy test_questions_insert on public.test_questions for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces('editor'))) and assistant_id = any (array(select private.my_assistants('editor'))));
create policy test_questions_update on public.test_questions for update to authenticated
  using (assistant_id = any (array(select private.my_assistants('editor'))))
  with check (workspace_id = any (array(select private.my_workspaces('editor'))) and assistant_id = any (array(select private.my_assistants('editor'))));
create policy test_questions_delete on public.test_questions for delete to authenticated
  using (assistant_id = any (array(select private.my_assistants('editor'))));
create policy test_runs_select on public.test_runs for select to authenticated
  using (assistant_id = any (array(select private.my_assistants('viewer'))));
create policy test_runs_insert on public.test_runs for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces('editor'))) and assistant_id = any (array(select private.my_assistants('editor'))));
