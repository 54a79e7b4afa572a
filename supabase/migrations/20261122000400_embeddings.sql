-- Meaning beside words: a vector for each chunk, where the database has pgvector. It is a part of hosted Supabase and of the
-- embedded database; a PostgreSQL without it finds passages by their words alone. 512 dimensions fit the small local model and
-- OpenAI's text-embedding-3 models, which can be asked for that many. No index: up to some ten thousand chunks an assistant the
-- exact scan takes milliseconds, and an approximate one filtered afterwards answers small tenants with nothing.
do $do$
declare
  part regprocedure;
begin
  if not exists (select from pg_available_extensions e where e.name = 'vector') then
    return;
  end if;
  create schema if not exists extensions;
  grant usage on schema extensions to authenticated, service_role;
  create extension if not exists vector with schema extensions;
  -- Nothing is executable unless somebody says so (the first migration), not even what an extension brings.
  for part in
    select p.oid::regprocedure from pg_proc p join pg_depend d on d.objid = p.oid and d.deptype = 'e'
    join pg_extension e on e.oid = d.refobjid and e.extname = 'vector'
  loop
    execute format('grant execute on function %s to authenticated, service_role', part);
  end loop;

  alter table public.chunks add constraint chunks_corpus_key unique (workspace_id, assistant_id, corpus_id, id);
  create table public.chunk_embeddings (
    chunk_id bigint not null,
    workspace_id uuid not null,
    assistant_id uuid not null,
    corpus_id integer not null,
    -- Vectors of different models are never compared.
    model text not null check (char_length(model) between 1 and 100),
    embedding extensions.vector(512) not null,
    primary key (chunk_id, model),
    foreign key (workspace_id, assistant_id, corpus_id, chunk_id)
      references public.chunks (workspace_id, assistant_id, corpus_id, id) on delete cascade
  );
  create index chunk_embeddings_chunk_idx on public.chunk_embeddings (workspace_id, assistant_id, corpus_id, chunk_id);
  create index chunk_embeddings_corpus_idx on public.chunk_embeddings (corpus_id, model);

  alter table public.chunk_embeddings enable row level security;
  revoke all on public.chunk_embeddings from public, anon, authenticated, service_role;
  grant select on public.chunk_embeddings to authenticated;
  grant select, insert, update, delete on public.chunk_embeddings to service_role;
  create policy chunk_embeddings_select on public.chunk_embeddings for select to authenticated
    using (corpus_id = any (array(select private.my_corpora())));
end $do$;
