-- Who was told, above whoever should have acted: once for each rung of the ladder, and for each date of what is overdue.
create table escalation (
  tenant_id uuid not null,
  subject_kind text not null check (subject_kind in ('deadline', 'task')),
  subject_id uuid not null,
  due_on date not null,
  rung integer not null check (rung > 0),
  raised_at timestamptz not null default now(),
  primary key (tenant_id, subject_kind, subject_id, due_on, rung)
);
select secure_tenant_table('escalation');
select guard_tenant_writes('escalation');

-- Plants whose compliance is in danger, as people were told: when it is well again the row goes, and they are told of the next time.
create table compliance_alert (
  tenant_id uuid not null,
  plant_id uuid not null,
  raised_at timestamptz not null default now(),
  primary key (tenant_id, plant_id)
);
select secure_tenant_table('compliance_alert');
select guard_tenant_writes('compliance_alert');
