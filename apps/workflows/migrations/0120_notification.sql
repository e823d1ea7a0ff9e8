-- What a person is told, in the words it was told in: a later release words its templates otherwise.
create table notification (
  id uuid primary key,
  tenant_id uuid not null,
  user_id uuid not null,
  type text not null check (type in ('deadline', 'task', 'system', 'integration', 'workflow', 'document', 'maintenance', 'alert')),
  priority text not null check (priority in ('high', 'medium', 'low')),
  template text not null,
  template_version integer not null check (template_version > 0),
  title jsonb not null,
  body jsonb not null,
  plant_id uuid,
  subject_kind text,
  subject_id uuid,
  -- Why it was raised, such as a deadline, its date and how many days before: nobody is told twice for one reason.
  reason text not null,
  raised_at timestamptz not null,
  read_at timestamptz,
  check ((subject_kind is null) = (subject_id is null))
);
create unique index notification_reason on notification (tenant_id, user_id, reason);
-- Ids grow with time, so they are the order of the list.
create index notification_of_user on notification (tenant_id, user_id, id desc);
create index notification_unread on notification (tenant_id, user_id, id desc) where read_at is null;
select secure_tenant_table('notification');
select guard_tenant_writes('notification');

-- Which reminders were raised, each with the notifications it raised: once for each deadline, its date and lead day.
create table deadline_reminder (
  tenant_id uuid not null,
  deadline_id uuid not null,
  due_on date not null,
  lead_days integer not null,
  raised_at timestamptz not null default now(),
  primary key (tenant_id, deadline_id, due_on, lead_days)
);
select secure_tenant_table('deadline_reminder');
select guard_tenant_writes('deadline_reminder');
