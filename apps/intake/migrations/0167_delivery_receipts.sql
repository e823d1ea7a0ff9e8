-- What the rows of a chunk came to when its deliveries were made, those that needed none too: taken again after later chunks, it must
-- not make the older state of a record the newest.
create table delivery_receipt (
  tenant_id uuid not null,
  import_job_id uuid not null,
  chunk_index integer not null check (chunk_index >= 0),
  results json not null,
  made_at timestamptz not null,
  primary key (tenant_id, import_job_id, chunk_index)
);
create index delivery_receipt_by_age on delivery_receipt (tenant_id, made_at);
select secure_tenant_table('delivery_receipt');
select guard_tenant_writes('delivery_receipt');
