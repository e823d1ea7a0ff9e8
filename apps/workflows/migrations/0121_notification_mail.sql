-- How somebody wants to be notified besides on the web. Without a row: as usual.
create table notification_preference (
  id uuid primary key,
  tenant_id uuid not null,
  user_id uuid not null,
  mail jsonb not null,
  quiet_hours jsonb,
  time_zone text,
  updated_at timestamptz not null,
  version integer not null default 1,
  unique (tenant_id, user_id)
);
select secure_tenant_table('notification_preference');
select guard_tenant_writes('notification_preference');

-- One mail to one person, about as many notifications as were due; identity sends it and says what became of it.
create table notification_mail (
  id uuid primary key,
  tenant_id uuid not null,
  user_id uuid not null,
  notification_count integer not null check (notification_count > 0),
  status text not null check (status in ('requested', 'delivered', 'failed')),
  attempts integer not null,
  failure text,
  requested_at timestamptz not null,
  finished_at timestamptz,
  check ((status = 'requested') = (finished_at is null)),
  check ((status = 'failed') = (failure is not null))
);
select secure_tenant_table('notification_mail');
select guard_tenant_writes('notification_mail');

-- When a notification is to be mailed, if at all, and the mail it stood in.
alter table notification add column mail_due_at timestamptz, add column mail_id uuid;
create index notification_mail_due on notification (tenant_id, mail_due_at) where mail_due_at is not null and mail_id is null;
