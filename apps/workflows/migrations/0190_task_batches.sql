-- The receipt of one chunk of an import of tasks: a repeated chunk gets the same results again.
create table task_batch_receipt (
  tenant_id uuid not null,
  import_job_id uuid not null,
  chunk_index integer not null,
  results json not null,
  results_sha256 text not null,
  applied_at timestamptz not null default now(),
  primary key (tenant_id, import_job_id, chunk_index)
);
select secure_tenant_table('task_batch_receipt'), guard_tenant_writes('task_batch_receipt');

-- What a chunk changed, as it was before: workflows and tasks, those too that changed because another one did. What the import brought held
-- nothing.
create table task_import_before (
  tenant_id uuid not null,
  import_job_id uuid not null,
  chunk_index integer not null,
  kind text not null check (kind in ('workflow', 'task')),
  record_id uuid not null,
  workflow_id uuid not null,
  version_before integer not null,
  version_after integer not null,
  held json,
  primary key (tenant_id, import_job_id, chunk_index, record_id)
);
select secure_tenant_table('task_import_before'), guard_tenant_writes('task_import_before');

-- An import that was undone, as a whole: nobody applies another chunk of it.
create table task_import_undo (
  tenant_id uuid not null,
  import_job_id uuid not null,
  removed integer not null,
  restored integer not null,
  undone_at timestamptz not null,
  primary key (tenant_id, import_job_id)
);
select secure_tenant_table('task_import_undo'), guard_tenant_writes('task_import_undo');

-- Workflows of plants are found by their names, plants by their codes.
create index workflow_by_name on workflow (tenant_id, plant_id, lower(name)) where removed_at is null;
create index plant_facts_by_code on plant_facts (tenant_id, code);
