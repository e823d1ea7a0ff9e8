-- Jobs have more to them than queued, running and over: they wait for a time or another job, are tried again, wait for approval.
alter table import_job drop constraint import_job_status_check;
alter table import_job drop constraint import_job_check1;
alter table import_job drop constraint import_job_check2;
alter table import_job
  add column priority text not null default 'normal' check (priority in ('critical', 'high', 'normal', 'low')),
  add column start_at timestamptz,
  add column after_job_id uuid,
  add column after_outcome text check (after_outcome in ('success', 'completion', 'failure')),
  add column plan_job_id uuid references import_job (id) on delete set null,
  add column approved_by_user_id uuid,
  add column approved_at timestamptz,
  add column impact json,
  add column divergent_rows integer,
  add column told_at timestamptz,
  add column told_rows integer not null default 0,
  add column rows_per_second double precision,
  add constraint import_job_status check (status in ('scheduled', 'queued', 'running', 'retrying', 'awaiting-approval', 'completed', 'failed', 'cancelled', 'undoing', 'undone')),
  add constraint import_job_failure check (status <> 'failed' or failure is not null),
  add constraint import_job_finished check ((status in ('awaiting-approval', 'completed', 'failed', 'cancelled', 'undoing', 'undone')) = (finished_at is not null)),
  add constraint import_job_approved check ((approved_at is null) = (approved_by_user_id is null)),
  add constraint import_job_after check ((after_job_id is null) = (after_outcome is null));
-- A plan is applied once, however often it is approved.
create unique index import_job_of_plan on import_job (tenant_id, plan_job_id) where plan_job_id is not null;
create index import_job_after_other on import_job (tenant_id, after_job_id) where after_job_id is not null;

-- What a plan would change, field by field, of the rows that update; which fields an applied update did change.
alter table import_row_result add column changes json, add column changed_fields text[];

-- Between tenants jobs take turns: whose was taken up last waits longest. Ids alone, like the leases.
create table import_tenant_turn (
  tenant_id uuid primary key,
  taken_at timestamptz not null
);
grant select, insert, update on import_tenant_turn to {{schema}}_app;
-- Among a tenant's own jobs the most urgent comes first; 1 is critical, 4 is low.
alter table import_job_lease add column priority smallint not null default 3;
