-- An import of one file by one recipe. The recipe is kept as it was when the job began.
create table import_job (
  id uuid primary key,
  tenant_id uuid not null,
  mode text not null check (mode in ('plan', 'apply')),
  status text not null check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  source_file_id uuid not null references source_file (id),
  recipe json not null,
  columns json,
  next_chunk integer not null check (next_chunk >= 0),
  bytes_read bigint not null,
  bytes_total bigint not null,
  rows_read integer not null,
  rows_created integer not null,
  rows_updated integer not null,
  rows_unchanged integer not null,
  rows_rejected integer not null,
  rows_skipped integer not null,
  failure json,
  started_by_user_id uuid not null,
  membership_id uuid not null,
  cancel_requested_at timestamptz,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  version integer not null default 1,
  -- No row is lost and none counted twice, at any moment.
  check (rows_read = rows_created + rows_updated + rows_unchanged + rows_rejected + rows_skipped),
  check ((status = 'failed') = (failure is not null)),
  check ((status in ('completed', 'failed', 'cancelled')) = (finished_at is not null))
);
create index import_job_newest_first on import_job (tenant_id, id desc);
create index import_job_by_file on import_job (tenant_id, source_file_id);
select secure_tenant_table('import_job');

-- What became of each row; rejected and skipped ones keep their cells for the download.
create table import_row_result (
  tenant_id uuid not null,
  import_job_id uuid not null,
  row_number integer not null check (row_number > 0),
  line integer not null check (line > 0),
  outcome text not null check (outcome in ('created', 'updated', 'unchanged', 'rejected', 'skipped')),
  record_id uuid,
  errors json,
  cells json,
  primary key (tenant_id, import_job_id, row_number)
);
create index import_row_result_by_outcome on import_row_result (tenant_id, import_job_id, outcome, row_number);
select secure_tenant_table('import_row_result');

-- Whose turn it is, across tenants: a row for every job that is not finished, with ids alone, so it belongs to no
-- tenant. `due_at` is when a worker may take the job, and the end of the lease of the worker that has it.
create table import_job_lease (
  import_job_id uuid primary key,
  tenant_id uuid not null,
  due_at timestamptz not null,
  token uuid,
  attempts integer not null default 0
);
create index import_job_lease_due on import_job_lease (due_at);
grant select, insert, update, delete on import_job_lease to {{schema}}_app;
