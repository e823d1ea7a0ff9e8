-- A file as it came, kept by its content: the same bytes are one source file of a tenant.
create table source_file (
  id uuid primary key,
  tenant_id uuid not null,
  file_name text not null,
  content_type text not null,
  byte_size bigint not null check (byte_size > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  sniff json not null,
  uploaded_by_user_id uuid not null,
  uploaded_at timestamptz not null,
  version integer not null default 1,
  unique (tenant_id, sha256)
);
create index source_file_newest_first on source_file (tenant_id, id desc);
select secure_tenant_table('source_file');
