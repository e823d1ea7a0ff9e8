-- Of what somebody has had too much within an hour: how many of each kind, until they are told that there were more.
create table untold_notification (
  tenant_id uuid not null,
  user_id uuid not null,
  told_in timestamptz not null,
  template text not null,
  subject_kind text,
  plant_id uuid,
  instead_of uuid,
  count integer not null check (count > 0),
  unique nulls not distinct (tenant_id, user_id, told_in, template, subject_kind, plant_id, instead_of)
);
select secure_tenant_table('untold_notification');
select guard_tenant_writes('untold_notification');
