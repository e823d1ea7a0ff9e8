-- The task to renew a version that expires, opened with the row: one of each.
alter table document_renewal
  add column workflow_id uuid,
  add column task_id uuid,
  add check ((workflow_id is null) = (task_id is null));
