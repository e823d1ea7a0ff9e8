-- Where what a notification is about is read: a path of the API.
alter table notification add column link text;

-- Which reminders of tasks were raised, as of deadlines. In both, days below zero are days after the due date.
create table task_reminder (
  tenant_id uuid not null,
  task_id uuid not null,
  due_on date not null,
  lead_days integer not null,
  raised_at timestamptz not null default now(),
  primary key (tenant_id, task_id, due_on, lead_days)
);
select secure_tenant_table('task_reminder');
select guard_tenant_writes('task_reminder');
