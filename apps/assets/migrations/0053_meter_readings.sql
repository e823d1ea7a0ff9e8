-- One row for each interval of a meter, which never overlap. Not partitioned by month: a partition is a table of its own, with policies and guards of its
-- own, that somebody would have to create while the service runs, and its role creates no tables. Everything is found by the primary key, which leads
-- with tenant and meter.
create table meter_reading (
  tenant_id uuid not null,
  meter_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  plant_id uuid not null,
  step text not null check (step in ('15-minutes', 'hour', 'day', 'month')),
  energy_wh bigint not null check (energy_wh >= 0),
  quality text not null check (quality in ('estimated', 'measured', 'validated')),
  upload_id uuid not null,
  primary key (tenant_id, meter_id, starts_at),
  check (ends_at > starts_at)
);
select secure_tenant_table('meter_reading'), guard_tenant_writes('meter_reading');

create table meter_reading_correction (
  id uuid primary key,
  tenant_id uuid not null,
  meter_id uuid not null,
  starts_at timestamptz not null,
  energy_wh_before bigint not null,
  quality_before text not null,
  energy_wh_after bigint not null,
  quality_after text not null,
  reason text not null,
  upload_id uuid not null,
  corrected_by uuid not null,
  corrected_at timestamptz not null
);
create index meter_reading_correction_of_meter on meter_reading_correction (tenant_id, meter_id, id);
select secure_tenant_table('meter_reading_correction'), guard_tenant_writes('meter_reading_correction');

create table reading_upload (
  id uuid primary key,
  tenant_id uuid not null,
  plant_id uuid not null,
  meter_id uuid not null,
  source text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  recorded integer not null,
  corrected integer not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version integer not null default 1
);
select secure_tenant_table('reading_upload'), guard_tenant_writes('reading_upload');
