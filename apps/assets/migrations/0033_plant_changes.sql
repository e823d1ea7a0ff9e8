-- What changed in a plant, its card and the records of authorities about it: who did it, why, and what the fields held before. Written once.
-- How a plant began stands nowhere: it is what the plant holds with every change taken back.
create table plant_change (
  id uuid primary key,
  sequence bigint generated always as identity,
  tenant_id uuid not null,
  plant_id uuid not null,
  part text not null,
  version integer not null,
  before jsonb not null,
  after jsonb not null,
  actor_kind text not null,
  actor_id text,
  action text,
  reason text,
  request_id text,
  at timestamptz not null
);
create index plant_change_of_plant on plant_change (tenant_id, plant_id, sequence);
select secure_tenant_table('plant_change'), guard_tenant_writes('plant_change');
