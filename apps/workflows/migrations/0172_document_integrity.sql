-- When the bytes of a content were read again last, and whether they were what was stored.
create table document_check (
  tenant_id uuid not null,
  sha256 text not null,
  checked_at timestamptz not null,
  finding text check (finding in ('missing', 'changed')),
  found_at timestamptz,
  -- What the bytes are now, where they are others.
  found_sha256 text,
  primary key (tenant_id, sha256),
  foreign key (tenant_id, sha256) references document_content (tenant_id, sha256) on delete cascade,
  check ((finding is null) = (found_at is null)),
  check ((finding = 'changed') = (found_sha256 is not null))
);
create index document_check_oldest on document_check (tenant_id, checked_at);
create index document_check_findings on document_check (tenant_id, sha256) where finding is not null;
select secure_tenant_table('document_check'), guard_tenant_writes('document_check');
