-- What was entered for a month of a plant; ratios are worked out from it and from the readings, and never stored.
create table plant_month (
  id uuid primary key,
  tenant_id uuid not null,
  plant_id uuid not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  expected_wh bigint check (expected_wh >= 0),
  actual_wh bigint check (actual_wh >= 0),
  irradiation_kwh_per_m2 numeric(8, 3),
  mean_temperature_c numeric(5, 2),
  unavailable_hours numeric(6, 2),
  revenue_eur numeric(15, 2),
  incentives_eur numeric(15, 2),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index plant_month_once on plant_month (tenant_id, plant_id, month);
select secure_tenant_table('plant_month'), guard_tenant_writes('plant_month');
