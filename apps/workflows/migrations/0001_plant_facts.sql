-- What workflows knows of a plant, from the events of assets: the facts obligations are decided from.
create table plant_facts (
  tenant_id uuid not null,
  plant_id uuid not null,
  code text not null,
  name text not null,
  type text not null,
  status text not null,
  capacity_w bigint not null check (capacity_w > 0),
  commissioned_on date,
  deleted boolean not null,
  plant_version integer not null,
  primary key (tenant_id, plant_id)
);
select secure_tenant_table('plant_facts');
