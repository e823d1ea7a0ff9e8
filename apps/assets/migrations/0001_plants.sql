create table plant (
  id uuid primary key,
  tenant_id uuid not null,
  code text not null,
  name text not null,
  type text not null,
  status text not null,
  capacity_w bigint not null check (capacity_w > 0),
  location text,
  address text,
  municipality text,
  province text,
  region text,
  latitude_deg numeric(11, 9),
  longitude_deg numeric(12, 9),
  commissioned_on date,
  commissioning_year smallint,
  owner_name text,
  technology text,
  pod_code text,
  tags text[] not null,
  notes text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  check (commissioned_on is null or commissioning_year is null or extract(year from commissioned_on) = commissioning_year)
);
create unique index plant_code on plant (tenant_id, code) where deleted_at is null;
-- Sort orders of the list; capacity in whole watts, because numeric comparisons are not leakproof under row-level security.
create index plant_by_name on plant (tenant_id, name, id) where deleted_at is null;
create index plant_by_capacity on plant (tenant_id, capacity_w, id) where deleted_at is null;
create index plant_by_created on plant (tenant_id, created_at, id) where deleted_at is null;
select secure_tenant_table('plant');

-- The receipt of one chunk of an import: a repeated chunk gets the same results again.
create table plant_batch_receipt (
  import_job_id uuid not null,
  chunk_index integer not null,
  tenant_id uuid not null,
  results json not null,
  results_sha256 text not null,
  applied_at timestamptz not null default now(),
  primary key (tenant_id, import_job_id, chunk_index)
);
select secure_tenant_table('plant_batch_receipt');
