-- Who proved who they are for an import that asks for it, and when: whoever started it, or approved its plan.
alter table import_job add column proved_by_user_id uuid, add column proved_at timestamptz,
  add constraint import_job_proof_is_whole check ((proved_by_user_id is null) = (proved_at is null));
