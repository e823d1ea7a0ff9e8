-- What somebody says of a compliance item of a plant, with the reason: what no deadline and no fact of the plant shows.
create table compliance_entry (
  id uuid primary key,
  tenant_id uuid not null,
  plant_id uuid not null,
  item text not null,
  title jsonb,
  state text not null check (state in ('done', 'notDone', 'notApplicable')),
  done_on date,
  number text,
  expires_on date,
  reason text not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version integer not null default 1,
  check ((state = 'done') = (done_on is not null)),
  check (state = 'done' or expires_on is null),
  check (expires_on is null or expires_on >= done_on),
  check ((item like 'custom-%') = (title is not null))
);
create unique index compliance_entry_of_item on compliance_entry (tenant_id, plant_id, item);
select secure_tenant_table('compliance_entry');
select guard_tenant_writes('compliance_entry');
