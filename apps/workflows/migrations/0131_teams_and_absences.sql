-- Users whom tasks are given to by the name of their team.
create table team (
  id uuid primary key,
  tenant_id uuid not null,
  name text not null,
  member_user_ids uuid[] not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  unique (tenant_id, name)
);
select secure_tenant_table('team');
select guard_tenant_writes('team');

-- Days on which somebody is away and another user has their tasks, too. It ends with its last day, by itself.
create table absence (
  id uuid primary key,
  tenant_id uuid not null,
  user_id uuid not null,
  delegate_user_id uuid not null check (delegate_user_id <> user_id),
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version integer not null default 1
);
create index absence_of_user on absence (tenant_id, user_id, to_on);
create index absence_of_delegate on absence (tenant_id, delegate_user_id, to_on);
select secure_tenant_table('absence');
select guard_tenant_writes('absence');

-- For whom somebody acted who is the delegate of an assignee.
alter table workflow_change add column instead_of uuid;
