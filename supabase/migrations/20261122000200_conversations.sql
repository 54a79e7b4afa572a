-- What visitors of websites and assistants say to each other, what people answer, whom visitors asked to be called by, and how many
-- conversations a month a workspace may have. Visitors have no account: the pipeline gives each a signed session of one assistant.

create table public.visitors (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  assistant_id uuid not null,
  -- sha256 of the secret that the visitor's browser keeps to come back with.
  secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
  name text not null default '' check (char_length(name) <= 120),
  email text not null default '' check (char_length(email) <= 254),
  language text not null default 'und' check (language ~ '^[a-z]{2,3}$'),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  unique (workspace_id, assistant_id, id),
  foreign key (workspace_id, assistant_id) references public.assistants (workspace_id, id) on delete cascade
);
create index visitors_place_idx on public.visitors (workspace_id, assistant_id);

create table public.conversations (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  assistant_id uuid not null,
  -- Null: somebody of the workspace tried the assistant out.
  visitor_id uuid,
  tried_by uuid references auth.users (id) on delete cascade,
  -- bot: the assistant answers. waiting: the visitor asked for a person. human: a person has taken over. resolved: it is over.
  status text not null default 'bot' check (status in ('bot', 'waiting', 'human', 'resolved')),
  -- The first question, for lists.
  subject text not null default '' check (char_length(subject) <= 200),
  language text not null default 'und' check (language ~ '^[a-z]{2,3}$'),
  -- The page the visitor came from.
  page_url text check (char_length(page_url) <= 2000),
  message_count integer not null default 0 check (message_count >= 0),
  last_message_at timestamptz not null default now(),
  last_role text check (last_role in ('visitor', 'assistant', 'agent', 'system')),
  last_text text not null default '' check (char_length(last_text) <= 200),
  handoff_at timestamptz,
  -- Whoever of the workspace has it.
  assigned_to uuid references auth.users (id) on delete set null,
  resolved_at timestamptz,
  resolved_by uuid references auth.users (id) on delete set null,
  rating smallint check (rating between 1 and 5),
  rating_comment text not null default '' check (char_length(rating_comment) <= 1000),
  created_at timestamptz not null default now(),
  unique (workspace_id, assistant_id, id),
  check ((visitor_id is null) <> (tried_by is null)),
  check ((status = 'resolved') = (resolved_at is not null)),
  foreign key (workspace_id, assistant_id) references public.assistants (workspace_id, id) on delete cascade,
  foreign key (workspace_id, assistant_id, visitor_id) references public.visitors (workspace_id, assistant_id, id) on delete cascade
);
create index conversations_inbox_idx on public.conversations (workspace_id, last_message_at desc, id desc);
create index conversations_place_idx on public.conversations (workspace_id, assistant_id);
create index conversations_created_idx on public.conversations (workspace_id, created_at desc);
create index conversations_visitor_idx on public.conversations (workspace_id, assistant_id, visitor_id);
create index conversations_assigned_idx on public.conversations (assigned_to);
create index conversations_tried_by_idx on public.conversations (tried_by);
create index conversations_resolved_by_idx on public.conversations (resolved_by);
create trigger freeze_conversation before update on public.conversations for each row
  execute function private.freeze_columns('id', 'workspace_id', 'assistant_id', 'visitor_id', 'tried_by', 'created_at');

create table public.messages (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  assistant_id uuid not null,
  conversation_id uuid not null,
  -- 1, 2, 3 within the conversation; a trigger counts.
  seq integer not null default 0,
  role text not null check (role in ('visitor', 'assistant', 'agent', 'system')),
  body text not null check (char_length(body) between 1 and 16000),
  -- The sender's own key: a message sent again after a broken connection is the same message.
  client_key text check (char_length(client_key) between 8 and 64),
  -- The visitor's message that this one answers; there is one answer to each.
  reply_to uuid,
  author_id uuid references auth.users (id) on delete set null,
  author_name text not null default '' check (char_length(author_name) <= 200),
  -- Of an assistant's message: what kind of answer it is.
  status text check (status in ('answered', 'uncertain', 'unknown', 'offered', 'small_talk', 'handoff', 'lead', 'no_documents')),
  -- Who wrote it: quoted from documents, a language model, a person beforehand, a rule.
  mode text check (mode in ('extractive', 'model', 'curated', 'rule')),
  cached boolean not null default false,
  confidence real,
  -- Why no model answered although one is configured.
  fallback text check (char_length(fallback) between 1 and 40),
  model text check (char_length(model) between 1 and 100),
  prompt_tokens integer check (prompt_tokens >= 0),
  cached_tokens integer check (cached_tokens >= 0),
  completion_tokens integer check (completion_tokens >= 0),
  cost_micro_usd bigint check (cost_micro_usd >= 0),
  first_ms integer check (first_ms >= 0),
  total_ms integer check (total_ms >= 0),
  -- The visitor's thumb: 1 or -1.
  feedback smallint check (feedback in (-1, 1)),
  curated_id uuid,
  created_at timestamptz not null default now(),
  unique (conversation_id, seq),
  unique (conversation_id, client_key),
  unique (conversation_id, reply_to),
  unique (workspace_id, assistant_id, id),
  check ((role = 'assistant') = (status is not null and mode is not null)),
  foreign key (workspace_id, assistant_id, conversation_id) references public.conversations (workspace_id, assistant_id, id) on delete cascade,
  foreign key (workspace_id, assistant_id, curated_id) references public.curated_answers (workspace_id, assistant_id, id)
    on delete set null (curated_id)
);
create index messages_conversation_idx on public.messages (workspace_id, assistant_id, conversation_id);
create index messages_newest_idx on public.messages (workspace_id, created_at desc, id desc);
create index messages_curated_idx on public.messages (workspace_id, assistant_id, curated_id);
create index messages_author_idx on public.messages (author_id);

-- Numbers messages without gaps and keeps the conversation's summary. The conversation's row is the lock.
create function private.number_message() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  talk public.conversations;
begin
  update public.conversations c set
    message_count = c.message_count + 1, last_message_at = now(), last_role = new.role,
    last_text = left(regexp_replace(new.body, '\s+', ' ', 'g'), 200),
    subject = case when c.subject = '' and new.role = 'visitor' then left(regexp_replace(new.body, '\s+', ' ', 'g'), 200) else c.subject end
  where c.id = new.conversation_id and c.workspace_id = new.workspace_id and c.assistant_id = new.assistant_id
  returning * into talk;
  if not found then
    raise exception 'not_found' using errcode = 'PT404', detail = 'This conversation does not exist.';
  end if;
  if coalesce(current_setting('role', true), '') = 'authenticated' then
    if talk.status = 'resolved' then
      raise exception 'conversation_resolved' using errcode = 'PT409', detail = 'This conversation is over. Reopen it first.';
    end if;
    new.role := 'agent';
    new.author_id := private.actor_user_id();
    new.author_name := coalesce((select p.display_name from public.profiles p where p.id = new.author_id), '');
  end if;
  new.seq := talk.message_count;
  return new;
end $$;
create trigger number_message before insert on public.messages for each row execute function private.number_message();
create trigger freeze_message before update on public.messages for each row
  execute function private.freeze_columns('id', 'workspace_id', 'assistant_id', 'conversation_id', 'seq', 'role', 'body', 'created_at');

-- Where an answer comes from: the passage, word for word. Goes with its document.
create table public.message_citations (
  message_id uuid not null,
  ord integer not null check (ord between 1 and 20),
  workspace_id uuid not null,
  assistant_id uuid not null,
  document_id uuid not null,
  title text not null,
  url text,
  page integer,
  heading text not null default '',
  -- A part of the document's body at [start_at, end_at) as it was when the answer was given.
  quote text not null check (char_length(quote) between 1 and 4000),
  start_at integer not null,
  end_at integer not null,
  primary key (message_id, ord),
  foreign key (workspace_id, assistant_id, message_id) references public.messages (workspace_id, assistant_id, id) on delete cascade,
  foreign key (workspace_id, assistant_id, document_id) references public.documents (workspace_id, assistant_id, id) on delete cascade
);
create index message_citations_message_idx on public.message_citations (workspace_id, assistant_id, message_id);
create index message_citations_document_idx on public.message_citations (workspace_id, assistant_id, document_id);

-- Questions nothing was found for, each once with a count.
create table public.gaps (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  assistant_id uuid not null,
  -- The normalised question.
  key text not null check (char_length(key) between 1 and 1000),
  question text not null check (char_length(question) between 1 and 1000),
  count integer not null default 1 check (count > 0),
  status text not null default 'open' check (status in ('open', 'answered', 'dismissed')),
  curated_id uuid,
  last_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  unique (assistant_id, key),
  foreign key (workspace_id, assistant_id) references public.assistants (workspace_id, id) on delete cascade,
  foreign key (workspace_id, assistant_id, curated_id) references public.curated_answers (workspace_id, assistant_id, id)
    on delete set null (curated_id)
);
create index gaps_most_idx on public.gaps (workspace_id, assistant_id, count desc, id desc);
create index gaps_place_idx on public.gaps (workspace_id, assistant_id);
create index gaps_curated_idx on public.gaps (workspace_id, assistant_id, curated_id);
create trigger freeze_gap before update on public.gaps for each row
  execute function private.freeze_columns('id', 'workspace_id', 'assistant_id', 'key', 'created_at');

create table public.leads (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  assistant_id uuid not null,
  -- Whoever deletes their data leaves nothing here either.
  visitor_id uuid,
  conversation_id uuid,
  email text not null check (char_length(email) between 3 and 254 and email = lower(email)),
  name text not null default '' check (char_length(name) <= 120),
  phone text not null default '' check (char_length(phone) <= 40),
  message text not null default '' check (char_length(message) <= 2000),
  page_url text check (char_length(page_url) <= 2000),
  -- What they agreed to, word for word, and when.
  consent_text text not null check (char_length(consent_text) between 1 and 1000),
  consent_version integer not null,
  consented_at timestamptz not null default now(),
  status text not null default 'new' check (status in ('new', 'contacted', 'qualified', 'won', 'lost')),
  notes text not null default '' check (char_length(notes) <= 4000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (workspace_id, assistant_id, id),
  foreign key (workspace_id, assistant_id) references public.assistants (workspace_id, id) on delete cascade,
  foreign key (workspace_id, assistant_id, visitor_id) references public.visitors (workspace_id, assistant_id, id) on delete cascade,
  foreign key (workspace_id, assistant_id, conversation_id) references public.conversations (workspace_id, assistant_id, id)
    on delete set null (conversation_id)
);
create index leads_newest_idx on public.leads (workspace_id, created_at desc, id desc);
create index leads_place_idx on public.leads (workspace_id, assistant_id);
create index leads_email_idx on public.leads (assistant_id, email, created_at desc);
create index leads_visitor_idx on public.leads (workspace_id, assistant_id, visitor_id);
create index leads_conversation_idx on public.leads (workspace_id, assistant_id, conversation_id);
create trigger freeze_lead before update on public.leads for each row
  execute function private.freeze_columns('id', 'workspace_id', 'assistant_id', 'email', 'created_at');
create trigger touch_lead before update on public.leads for each row execute function private.touch_updated_at();

-- Answers that people give often, for the inbox.
create table public.canned_replies (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  created_by uuid default private.actor_user_id() references auth.users (id) on delete set null,
  title text not null check (char_length(title) between 1 and 80),
  body text not null check (char_length(body) between 1 and 4000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index canned_replies_once on public.canned_replies (workspace_id, lower(title));
create index canned_replies_newest_idx on public.canned_replies (workspace_id, created_at desc, id desc);
create index canned_replies_created_by_idx on public.canned_replies (created_by);
create trigger freeze_canned_reply before update on public.canned_replies for each row
  execute function private.freeze_columns('id', 'workspace_id', 'created_at');
create trigger touch_canned_reply before update on public.canned_replies for each row execute function private.touch_updated_at();

-- Conversations begun in a month (UTC), of the whole workspace and of each assistant. `scope` is the id of either.
create table public.conversation_usage (
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  scope uuid not null,
  month date not null check (extract(day from month) = 1),
  used integer not null default 0 check (used >= 0),
  primary key (scope, month)
);
create index conversation_usage_workspace_idx on public.conversation_usage (workspace_id, month);

create function private.usage_month() returns date
language sql stable set search_path = ''
as $$ select date_trunc('month', now() at time zone 'UTC')::date $$;

-- Counts one conversation in both scopes, or neither. Null limits: none. The two rows are the locks, the workspace's first, so
-- that of twenty requests at once exactly as many pass as there is room for.
-- Answers what stopped it (null: nothing) and how many there are now.
create function private.admit_conversation(p_workspace uuid, p_assistant uuid, p_workspace_limit integer, p_assistant_limit integer)
returns table (refused_by text, workspace_used integer, assistant_used integer)
language plpgsql security definer set search_path = ''
as $$
declare
  all_used integer;
  own_used integer;
  this_month date := private.usage_month();
begin
  insert into public.conversation_usage (workspace_id, scope, month) values (p_workspace, p_workspace, this_month)
  on conflict (scope, month) do nothing;
  insert into public.conversation_usage (workspace_id, scope, month) values (p_workspace, p_assistant, this_month)
  on conflict (scope, month) do nothing;
  select u.used into all_used from public.conversation_usage u where u.scope = p_workspace and u.month = this_month for update;
  select u.used into own_used from public.conversation_usage u where u.scope = p_assistant and u.month = this_month for update;
  if p_workspace_limit is not null and all_used >= p_workspace_limit then
    return query select 'workspace', all_used, own_used;
    return;
  end if;
  if p_assistant_limit is not null and own_used >= p_assistant_limit then
    return query select 'assistant', all_used, own_used;
    return;
  end if;
  update public.conversation_usage u set used = u.used + 1 where u.scope in (p_workspace, p_assistant) and u.month = this_month;
  return query select null::text, all_used + 1, own_used + 1;
end $$;

create trigger audit_leads after update or delete on public.leads
  for each row execute function private.audit_row('lead', 'id', 'email,name,phone,message,notes,page_url,consent_text');
create trigger audit_canned_replies after insert or update or delete on public.canned_replies
  for each row execute function private.audit_row('canned_reply', 'id', 'body');
-- What people do with a conversation stands in the log; what is said in it does not.
create trigger audit_conversation_changes after update of status, assigned_to on public.conversations
  for each row when ((old.status, old.assigned_to) is distinct from (new.status, new.assigned_to))
  execute function private.audit_row('conversation', 'id', 'subject,page_url,rating_comment,last_text,language,last_message_at,last_role,message_count');
create trigger audit_conversation_deleted after delete on public.conversations
  for each row execute function private.audit_row('conversation', 'id',
    'subject,page_url,rating_comment,last_text,language,last_message_at,last_role,message_count,visitor_id');

alter table public.visitors enable row level security;
alter table public.conversations enable row level security;
alter table public.messages enable row level security;
alter table public.message_citations enable row level security;
alter table public.gaps enable row level security;
alter table public.leads enable row level security;
alter table public.canned_replies enable row level security;
alter table public.conversation_usage enable row level security;
revoke all on public.visitors, public.conversations, public.messages, public.message_citations, public.gaps, public.leads,
  public.canned_replies, public.conversation_usage from public, anon, authenticated, service_role;
grant select (id, workspace_id, assistant_id, name, email, language, created_at, last_seen_at) on public.visitors to authenticated;
grant select, delete on public.conversations to authenticated;
grant update (status, assigned_to, resolved_at, resolved_by, handoff_at) on public.conversations to authenticated;
grant select on public.messages, public.message_citations to authenticated;
grant insert (id, workspace_id, assistant_id, conversation_id, role, body, client_key) on public.messages to authenticated;
grant select on public.gaps to authenticated;
grant update (status, curated_id) on public.gaps to authenticated;
grant select, delete on public.leads to authenticated;
grant update (status, notes) on public.leads to authenticated;
grant select, delete on public.canned_replies to authenticated;
grant insert (id, workspace_id, title, body) on public.canned_replies to authenticated;
grant update (title, body) on public.canned_replies to authenticated;
grant select on public.conversation_usage to authenticated;
grant select, insert, update, delete on public.visitors, public.conversations, public.messages, public.message_citations, public.gaps,
  public.leads, public.canned_replies, public.conversation_usage to service_role;
revoke all on function private.number_message(), private.usage_month(), private.admit_conversation(uuid, uuid, integer, integer)
  from public, anon, authenticated, service_role;
grant execute on function private.usage_month(), private.admit_conversation(uuid, uuid, integer, integer) to service_role;

create policy visitors_select on public.visitors for select to authenticated
  using (assistant_id = any (array(select private.my_assistants('viewer'))));
create policy conversations_select on public.conversations for select to authenticated
  using (assistant_id = any (array(select private.my_assistants('viewer'))) or visitor_id = (select private.actor_visitor_id()));
create policy conversations_update on public.conversations for update to authenticated
  using (assistant_id = any (array(select private.my_assistants('editor'))))
  with check (workspace_id = any (array(select private.my_workspaces('editor'))) and assistant_id = any (array(select private.my_assistants('editor'))));
create policy conversations_delete on public.conversations for delete to authenticated
  using (assistant_id = any (array(select private.my_assistants('admin'))));
create policy messages_select on public.messages for select to authenticated
  using (
    assistant_id = any (array(select private.my_assistants('viewer')))
    or conversation_id in (select c.id from public.conversations c where c.visitor_id = (select private.actor_visitor_id()))
  );
create policy messages_insert on public.messages for insert to authenticated
  with check (
    (select private.actor_user_id()) is not null
    and workspace_id = any (array(select private.my_workspaces('editor')))
    and assistant_id = any (array(select private.my_assistants('editor')))
  );
create policy message_citations_select on public.message_citations for select to authenticated
  using (
    assistant_id = any (array(select private.my_assistants('viewer')))
    or message_id in (
      select m.id from public.messages m join public.conversations c on c.id = m.conversation_id
      where c.visitor_id = (select private.actor_visitor_id()))
  );
create policy gaps_select on public.gaps for select to authenticated
  using (assistant_id = any (array(select private.my_assistants('viewer'))));
create policy gaps_update on public.gaps for update to authenticated
  using (assistant_id = any (array(select private.my_assistants('editor'))))
  with check (workspace_id = any (array(select private.my_workspaces('editor'))) and assistant_id = any (array(select private.my_assistants('editor'))));
create policy leads_select on public.leads for select to authenticated
  using (assistant_id = any (array(select private.my_assistants('editor'))));
create policy leads_update on public.leads for update to authenticated
  using (assistant_id = any (array(select private.my_assistants('editor'))))
  with check (workspace_id = any (array(select private.my_workspaces('editor'))) and assistant_id = any (array(select private.my_assistants('editor'))));
create policy leads_delete on public.leads for delete to authenticated
  using (assistant_id = any (array(select private.my_assistants('admin'))));
create policy canned_replies_select on public.canned_replies for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces('viewer'))));
create policy canned_replies_insert on public.canned_replies for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces('editor'))));
create policy canned_replies_update on public.canned_replies for update to authenticated
  using (workspace_id = any (array(select private.my_workspaces('editor'))))
  with check (workspace_id = any (array(select private.my_workspaces('editor'))));
create policy canned_replies_delete on public.canned_replies for delete to authenticated
  using (workspace_id = any (array(select private.my_workspaces('editor'))));
create policy conversation_usage_select on public.conversation_usage for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces('viewer'))));

-- What API keys may be given.
alter table public.api_keys drop constraint api_keys_scopes_known;
alter table public.api_keys
  add constraint api_keys_scopes_known check (scopes <@ array[
    'workspace.read', 'members.read', 'invites.read', 'invites.write', 'audit.read', 'activity.read',
    'projects.read', 'projects.write', 'builds.read', 'builds.write', 'templates.read', 'templates.write',
    'assistants.read', 'assistants.write', 'conversations.read', 'leads.read'
  ]::text[]);
