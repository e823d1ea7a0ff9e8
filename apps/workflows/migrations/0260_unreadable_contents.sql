-- What cannot be read is tried again after the others: when, and what kept it from being read. Those found damaged are told of together, once.
alter table document_check alter column checked_at drop not null, add column tried_at timestamptz not null default now(), add column fault text, add column is_told boolean not null default true;
drop index document_check_oldest;
create index document_check_oldest on document_check (tenant_id, tried_at);
create index document_check_untold on document_check (tenant_id, sha256) where not is_told;
