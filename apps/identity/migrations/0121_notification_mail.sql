-- A mail about notifications that workflows asked for, until and after it was sent: so that workflows can be told what became of it. Neither
-- words nor addresses stand here.
create table notification_mail (
  id uuid primary key,
  tenant_id uuid not null,
  user_id uuid not null,
  status text not null check (status in ('queued', 'delivered', 'failed')),
  attempts integer not null,
  failure text,
  queued_at timestamptz not null,
  finished_at timestamptz,
  check ((status = 'queued') = (finished_at is null)),
  check ((status = 'failed') = (failure is not null))
);
select secure_tenant_table('notification_mail');
select guard_tenant_writes('notification_mail');
