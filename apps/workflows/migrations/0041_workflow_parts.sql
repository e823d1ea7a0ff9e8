-- The versions of templates a workflow is composed of, in their order.
alter table workflow add column parts jsonb not null default '[]';
alter table workflow alter column parts drop default;
-- A task that joins another workflow brings its history along.
create index workflow_timeline_of_task on workflow_change (tenant_id, task_id, id desc) where task_id is not null;
