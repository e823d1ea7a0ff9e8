-- That an import takes corrected rows alone is a fact of its own: it stays so when the import that rejected them is deleted.
alter table import_job add column imports_corrections boolean not null default false;
alter table import_job no force row level security;
alter table import_row_result no force row level security;
alter table import_correction no force row level security;
update import_job j set imports_corrections = true
  where j.parent_job_id is not null or exists (select from import_correction c where c.tenant_id = j.tenant_id and c.import_job_id = j.id);
-- The corrections of an approved plan, and the rows it took over, belong to the import that applies it.
update import_row_result r set corrected_by_job_id = a.id from import_job a where a.tenant_id = r.tenant_id and a.plan_job_id = r.corrected_by_job_id;
update import_correction c set import_job_id = a.id from import_job a where a.tenant_id = c.tenant_id and a.plan_job_id = c.import_job_id;
alter table import_job force row level security;
alter table import_row_result force row level security;
alter table import_correction force row level security;
alter table import_job alter column imports_corrections drop default;
