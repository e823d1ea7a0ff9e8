-- What became of each row is kept for a while only; the counts stay. First a job says that its results are removed, then they go,
-- some at a time, then it says that all are gone.
alter table import_job add column results_removed_at timestamptz, add column results_gone boolean not null default false;
create index import_job_results_kept on import_job (tenant_id, finished_at) where not results_gone and finished_at is not null;
create index import_job_finished on import_job (tenant_id, finished_at) where finished_at is not null;

-- When somebody had a file in hands last: bytes that come again begin a new life.
alter table source_file_upload add column brought_at timestamptz not null default now();

-- Bytes of files that were removed, until they are out of the store too.
create table removed_content (
  tenant_id uuid not null,
  sha256 text not null,
  primary key (tenant_id, sha256)
);
select secure_tenant_table('removed_content'), guard_tenant_writes('removed_content');
