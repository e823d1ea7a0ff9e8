-- What a document was made of goes when the document does: its values are the text of it. Row-level security binds the owner as well.
alter table document_version no force row level security;
alter table document_generation no force row level security;
delete from document_generation g where not exists (select from document_version v where v.tenant_id = g.tenant_id and v.document_id = g.document_id and v.id = g.document_version_id);
alter table document_generation
  add constraint document_generation_of_version foreign key (tenant_id, document_id, document_version_id) references document_version (tenant_id, document_id, id) on delete cascade;
alter table document_version force row level security;
alter table document_generation force row level security;
create index document_generation_of_document on document_generation (tenant_id, document_id, document_version_id);
