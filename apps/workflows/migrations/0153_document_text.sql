-- The text of a version, taken out of its bytes after it is stored. A row waits from the version's first moment; `attempts` count those that were begun,
-- so that a file which ends the process that reads it is left alone in the end.
create table document_text (
  tenant_id uuid not null,
  document_version_id uuid not null,
  document_id uuid not null,
  status text not null default 'pending' check (status in ('pending', 'extracted', 'empty', 'unsupported', 'failed')),
  reason text,
  attempts integer not null default 0,
  content text not null default '',
  words tsvector not null default '',
  ended_at timestamptz,
  primary key (tenant_id, document_version_id),
  foreign key (tenant_id, document_id, document_version_id) references document_version (tenant_id, document_id, id) on delete cascade
);
create index document_text_pending on document_text (tenant_id, document_version_id) where status = 'pending';
select secure_tenant_table('document_text'), guard_tenant_writes('document_text');

-- What a document is found by: name, tags and the text of its latest version, and the tenant as a word of its own, so that one index serves many tenants.
create table document_search (
  tenant_id uuid not null,
  document_id uuid not null,
  words tsvector not null,
  primary key (tenant_id, document_id),
  foreign key (tenant_id, document_id) references document (tenant_id, id) on delete cascade
);
create index document_search_words on document_search using gin (words);
select secure_tenant_table('document_search'), guard_tenant_writes('document_search');

-- Words of a text in both languages. What has more of them than a vector holds is cut until it fits.
create function words_of(content text) returns tsvector language plpgsql immutable as $$
begin
  return to_tsvector('italian', content) || to_tsvector('english', content);
exception when program_limit_exceeded then
  return {{schema}}.words_of(left(content, length(content) / 4));
end
$$;

create function index_document(of_tenant uuid, of_document uuid) returns void language sql as $$
  insert into {{schema}}.document_search (tenant_id, document_id, words)
    select d.tenant_id, d.id, array_to_tsvector(array['tenant:' || d.tenant_id]) || setweight({{schema}}.words_of(d.name), 'A') || setweight({{schema}}.words_of(array_to_string(d.tags, ' ')), 'B') || coalesce(t.words, '')
    from {{schema}}.document d left join {{schema}}.document_text t on t.tenant_id = d.tenant_id and t.document_version_id = d.latest_version_id
    where d.tenant_id = of_tenant and d.id = of_document
  on conflict (tenant_id, document_id) do update set words = excluded.words
$$;

create function index_changed_document() returns trigger language plpgsql as $$
begin
  perform {{schema}}.index_document(new.tenant_id, new.id);
  return null;
end
$$;
create trigger document_is_found after insert or update of name, tags, latest_version_id on document for each row execute function index_changed_document();

create function take_words() returns trigger language plpgsql as $$
begin
  new.words := {{schema}}.words_of(new.content);
  return new;
end
$$;
create trigger document_text_words before insert or update of content on document_text for each row execute function take_words();

create function index_extracted_text() returns trigger language plpgsql as $$
begin
  perform {{schema}}.index_document(new.tenant_id, new.document_id);
  return null;
end
$$;
create trigger document_text_is_found after update of words, content on document_text for each row execute function index_extracted_text();

create function await_text() returns trigger language plpgsql as $$
begin
  insert into {{schema}}.document_text (tenant_id, document_version_id, document_id) values (new.tenant_id, new.id, new.document_id);
  return null;
end
$$;
create trigger document_version_awaits_text after insert on document_version for each row execute function await_text();

-- Row-level security lets no index of words be used, because matching them might tell of other rows. This function asks past it, for the current tenant
-- and the plants that the caller reaches alone.
create policy found_by_words on document_search for select to {{schema}}_owner using (true);
create policy found_by_words on document for select to {{schema}}_owner using (true);
create function matching_documents(query tsquery, scope uuid[], of_plant uuid, of_category text, most integer)
returns table (document_id uuid, words tsvector)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select s.document_id, s.words from document_search s join document d on d.tenant_id = s.tenant_id and d.id = s.document_id
  where s.words @@ ((quote_literal('tenant:' || current_setting('app.tenant_id', true)))::tsquery && query)
    and s.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
    and d.deleted_at is null and (scope is null or d.plant_ids && scope) and (of_plant is null or of_plant = any(d.plant_ids)) and (of_category is null or d.category = of_category)
  order by s.document_id desc limit most
$$;
revoke all on function matching_documents(tsquery, uuid[], uuid, text, integer) from public;
grant execute on function matching_documents(tsquery, uuid[], uuid, text, integer) to {{schema}}_app;

-- What is there waits too. Row-level security binds the owner as well.
alter table document no force row level security;
alter table document_version no force row level security;
alter table document_text no force row level security;
alter table document_search no force row level security;
insert into document_text (tenant_id, document_version_id, document_id) select tenant_id, id, document_id from document_version;
select index_document(tenant_id, id) from document;
alter table document force row level security;
alter table document_version force row level security;
alter table document_text force row level security;
alter table document_search force row level security;
