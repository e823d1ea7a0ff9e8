-- What was put together to be submitted: the manifest as it stands in the archive, so that it can be proven later what was.
create table submission_pack (
  id uuid primary key,
  tenant_id uuid not null,
  workflow_id uuid not null,
  task_id uuid,
  plant_id uuid not null,
  manifest text not null,
  manifest_sha256 text not null check (manifest_sha256 = encode(sha256(convert_to(manifest, 'UTF8')), 'hex')),
  document_count integer not null check (document_count > 0),
  byte_size bigint not null,
  missing jsonb not null,
  made_by_user_id uuid not null,
  made_at timestamptz not null,
  version integer not null default 1,
  foreign key (tenant_id, workflow_id) references workflow (tenant_id, id)
);
create index submission_pack_of_workflow on submission_pack (tenant_id, workflow_id, id desc);
select secure_tenant_table('submission_pack'), guard_tenant_writes('submission_pack');
revoke update, delete on submission_pack from {{schema}}_app;
