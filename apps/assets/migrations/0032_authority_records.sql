-- What an authority holds of a plant: one row for each plant and authority of which something is recorded. Its fields are read and written together.
create table authority_record (
  id uuid primary key,
  tenant_id uuid not null,
  plant_id uuid not null,
  authority text not null check (authority in ('dso', 'terna', 'gse', 'customs')),
  facts jsonb not null,
  workflow_id uuid,
  task_id uuid,
  updated_by uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index authority_record_of_plant on authority_record (tenant_id, plant_id, authority);
select secure_tenant_table('authority_record'), guard_tenant_writes('authority_record');
