-- The receipt of one chunk of an import of components or readings: a repeated chunk gets the same results again.
create table import_batch_receipt (
  import_job_id uuid not null,
  chunk_index integer not null,
  tenant_id uuid not null,
  results json not null,
  results_sha256 text not null,
  applied_at timestamptz not null default now(),
  primary key (tenant_id, import_job_id, chunk_index)
);
select secure_tenant_table('import_batch_receipt'), guard_tenant_writes('import_batch_receipt');

-- How many rows of an import told of a time that a clock shows twice: the first of them is the earlier one.
create table reading_import_repeated_time (
  tenant_id uuid not null,
  import_job_id uuid not null,
  meter_id uuid not null,
  clock_time timestamp not null,
  told integer not null,
  primary key (tenant_id, import_job_id, meter_id, clock_time)
);
select secure_tenant_table('reading_import_repeated_time'), guard_tenant_writes('reading_import_repeated_time');
