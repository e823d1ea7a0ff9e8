-- Other people's APIs that rows are delivered to. The secret is sealed with a key that is not in this database.
create table connector (
  id uuid primary key,
  tenant_id uuid not null,
  name text not null,
  title text not null,
  kind text not null check (kind in ('rest', 'webhook')),
  base_url text not null,
  headers json not null,
  auth json not null,
  sealed_secret text,
  secret_set_at timestamptz,
  endpoints json not null,
  policy json not null,
  active boolean not null,
  created_by_user_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  unique (tenant_id, name),
  check ((sealed_secret is null) = (secret_set_at is null))
);
select secure_tenant_table('connector');
select guard_tenant_writes('connector');
