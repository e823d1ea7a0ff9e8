create table sighting (
  tenant_id uuid not null,
  plant_id uuid not null,
  name text not null,
  aggregate_version integer not null,
  times integer not null default 1,
  primary key (tenant_id, plant_id)
);
select secure_tenant_table('sighting');
