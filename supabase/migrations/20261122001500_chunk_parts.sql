-- Short parts of a document share a chunk, and a page may end inside one. So that a quotation names the heading and the page it
-- stands under and not those the chunk begins with, a chunk that has several keeps where in its text each begins:
-- [{"at": 0, "heading": "Prices > Tubes", "page": 3}, ...], and nothing when there is one.
alter table public.chunks
  add column parts jsonb not null default '[]' constraint chunks_parts_list check (jsonb_typeof(parts) = 'array');
