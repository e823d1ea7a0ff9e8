create table component (
  id uuid primary key,
  tenant_id uuid not null,
  plant_id uuid not null,
  parent_id uuid,
  code text not null,
  name text not null,
  kind text not null check (kind in ('array', 'inverter', 'turbine', 'switchgear', 'meter', 'other')),
  manufacturer text,
  model text,
  serial_number text,
  installed_on date,
  commissioned_on date,
  removed_on date,
  warranty_ends_on date,
  rated_power_w bigint check (rated_power_w > 0),
  sf6_mass_g bigint check (sf6_mass_g >= 0),
  measures text check (measures in ('production', 'feed-in', 'consumption')),
  notes text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (parent_id <> id),
  check (sf6_mass_g is null or kind = 'switchgear'),
  check ((measures is not null) = (kind = 'meter')),
  check (serial_number is null or manufacturer is not null)
);
-- A code is unique among the standing components of its plant, a serial number among those of its manufacturer in the tenant: one
-- that was taken out of a plant may stand in another.
create unique index component_code on component (tenant_id, plant_id, code) where removed_on is null;
create unique index component_serial_number on component (tenant_id, lower(manufacturer), serial_number) where removed_on is null and serial_number is not null;
create index component_by_code on component (tenant_id, plant_id, code, id);
create index component_by_parent on component (tenant_id, parent_id) where parent_id is not null;
select secure_tenant_table('component'), guard_tenant_writes('component');
