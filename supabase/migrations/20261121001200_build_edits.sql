-- A version says where it comes from: an idea, a change of the version before it, or an earlier version brought back.
alter table public.builds
  add column origin text not null default 'idea' check (origin in ('idea', 'edit', 'restore')),
  add column note text not null default '' check (char_length(note) <= 4000);
grant insert (origin, note) on public.builds to authenticated;
