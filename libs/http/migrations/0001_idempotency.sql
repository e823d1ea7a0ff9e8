-- A repeated POST with the same key gets the first answer again; the row commits with the command itself.
create table idempotency_key (
  tenant_id uuid not null,
  key text not null,
  fingerprint text not null,
  status integer not null,
  headers json not null,
  body json,
  created_at timestamptz not null default now(),
  primary key (tenant_id, key)
);
select secure_tenant_table('idempotency_key');
