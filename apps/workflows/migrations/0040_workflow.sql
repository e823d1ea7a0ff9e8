-- A practice that a plant goes through, laid out from a template in one version or by hand.
create table workflow (
  id uuid primary key,
  tenant_id uuid not null,
  plant_id uuid not null,
  name text not null,
  description text,
  template_id text,
  template_version integer,
  type text not null,
  purpose text not null,
  category text not null,
  status text not null check (status in ('Draft', 'Active', 'Paused', 'Completed', 'Cancelled')),
  starts_on date not null,
  duration_days integer,
  stages jsonb not null,
  authorities text[] not null,
  base_documents jsonb not null,
  alert_days integer[] not null,
  parent_workflow_id uuid,
  original_workflow_id uuid,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz,
  version integer not null default 1,
  unique (tenant_id, id),
  check ((template_id is null) = (template_version is null))
);
create index workflow_by_age on workflow (tenant_id, created_at desc, id desc) where removed_at is null;
create index workflow_of_plant on workflow (tenant_id, plant_id) where removed_at is null;
create index workflow_of_parent on workflow (tenant_id, parent_workflow_id) where parent_workflow_id is not null;
create index workflow_copies on workflow (tenant_id, original_workflow_id) where original_workflow_id is not null;
select secure_tenant_table('workflow');
select guard_tenant_writes('workflow');

-- Progress, delay and the next due date follow from these rows; nothing of it is stored.
create table workflow_task (
  id uuid primary key,
  tenant_id uuid not null,
  workflow_id uuid not null,
  plant_id uuid not null,
  stage_code text not null,
  code text not null,
  position integer not null,
  definition jsonb not null,
  state text not null check (state in ('To Start', 'In Progress', 'Completed', 'Blocked', 'Skipped')),
  priority text not null check (priority in ('High', 'Medium', 'Low')),
  depends_on text[] not null,
  starts_on date,
  due_on date,
  original_due_on date,
  term_ends_on date,
  suspended_on date,
  suspended_days integer not null,
  skipped jsonb,
  blocked_reason text,
  assignee_kind text check (assignee_kind in ('user', 'role', 'team')),
  assignee_user_id uuid,
  assignee_name text,
  checked jsonb not null,
  data jsonb not null,
  estimated_hours numeric(8, 2),
  actual_hours numeric(8, 2),
  practice_code text,
  started_on date,
  completed_on date,
  completed_by uuid,
  completion_note text,
  tracks_workflow_id uuid,
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  foreign key (tenant_id, workflow_id) references workflow (tenant_id, id) deferrable initially deferred,
  unique (tenant_id, workflow_id, code),
  check ((state = 'Completed') = (completed_on is not null)),
  check ((state = 'Skipped') = (skipped is not null)),
  check ((assignee_kind is null) = (assignee_user_id is null and assignee_name is null))
);
create index workflow_task_due on workflow_task (tenant_id, due_on, id) where state in ('To Start', 'In Progress', 'Blocked');
create index workflow_task_of_user on workflow_task (tenant_id, assignee_user_id) where assignee_user_id is not null;
select secure_tenant_table('workflow_task');
select guard_tenant_writes('workflow_task');

-- The timeline: every change with who made it, what stood before and after, and why. Nothing of it is ever changed.
create table workflow_change (
  id uuid primary key,
  tenant_id uuid not null,
  workflow_id uuid not null,
  task_id uuid,
  kind text not null,
  actor_id uuid,
  at timestamptz not null,
  before jsonb,
  after jsonb,
  reason text,
  foreign key (tenant_id, workflow_id) references workflow (tenant_id, id) deferrable initially deferred
);
create index workflow_timeline on workflow_change (tenant_id, workflow_id, id desc);
select secure_tenant_table('workflow_change');
select guard_tenant_writes('workflow_change');
revoke update, delete on workflow_change from {{schema}}_app;

create table task_comment (
  id uuid primary key,
  tenant_id uuid not null,
  workflow_id uuid not null,
  task_id uuid not null,
  author_id uuid not null,
  text text not null,
  mentions text[] not null,
  written_at timestamptz not null,
  foreign key (tenant_id, workflow_id) references workflow (tenant_id, id) deferrable initially deferred
);
create index task_comments on task_comment (tenant_id, task_id, id desc);
select secure_tenant_table('task_comment');
select guard_tenant_writes('task_comment');
