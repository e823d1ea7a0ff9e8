-- What is on the registry card of a plant: one row for each plant whose card somebody has filled in. Its fields are read and written together.
create table registry_card (
  id uuid primary key,
  tenant_id uuid not null,
  plant_id uuid not null,
  facts jsonb not null,
  updated_by uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index registry_card_of_plant on registry_card (tenant_id, plant_id);
select secure_tenant_table('registry_card'), guard_tenant_writes('registry_card');
