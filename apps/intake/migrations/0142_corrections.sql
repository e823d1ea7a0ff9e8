-- Rows that were rejected and then corrected: an import of these rows alone, its parent the import that rejected them.
alter table import_job add column parent_job_id uuid references import_job (id) on delete set null;
create index import_job_children on import_job (tenant_id, parent_job_id) where parent_job_id is not null;
-- The import that has taken a rejected row over. `cut`: the row was too long to be kept in full, so that it cannot be corrected from here.
alter table import_row_result add column corrected_by_job_id uuid, add column cut boolean not null default false;

-- What a correction made of a row: who, when, each cell before and after, and the row as it is imported now.
create table import_correction (
  tenant_id uuid not null,
  import_job_id uuid not null,
  row_number integer not null check (row_number > 0),
  line integer not null check (line > 0),
  cells json not null,
  changes json not null,
  corrected_by_user_id uuid not null,
  corrected_at timestamptz not null,
  primary key (tenant_id, import_job_id, row_number)
);
select secure_tenant_table('import_correction'), guard_tenant_writes('import_correction');
