-- Who has had which file in hands. The same bytes are kept once, whoever brings them: who reaches a list of plants alone sees the
-- files they brought themselves, and imports no other.
create table source_file_upload (
  tenant_id uuid not null,
  source_file_id uuid not null references source_file (id) on delete cascade deferrable initially deferred,
  user_id uuid not null,
  api_key_id uuid,
  unique nulls not distinct (tenant_id, source_file_id, user_id, api_key_id)
);
select secure_tenant_table('source_file_upload');
select guard_tenant_writes('source_file_upload');
create index import_job_own on import_job (tenant_id, started_by_user_id, id desc);
