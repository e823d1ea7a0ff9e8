-- What a tenant keeps of its plants beside the facts that all have. Key and type stay, because plants hold values by them.
create table custom_field (
  id uuid primary key,
  tenant_id uuid not null,
  key text not null,
  type text not null check (type in ('text', 'number', 'integer', 'boolean', 'date', 'select')),
  label jsonb not null,
  options text[],
  unit text,
  required boolean not null,
  applies_to jsonb,
  retired boolean not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((type = 'select') = (options is not null))
);
create unique index custom_field_key on custom_field (tenant_id, key);
select secure_tenant_table('custom_field'), guard_tenant_writes('custom_field');

-- By key; null where a plant holds none.
alter table plant add column custom_fields jsonb check (jsonb_typeof(custom_fields) = 'object');
