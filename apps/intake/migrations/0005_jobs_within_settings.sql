-- How many jobs of the tenant may run at once, as its settings said when the job was queued (null: any number), and since when
-- this one runs: a job that is resumed has a new row and begins anew.
alter table import_job_lease add column most_at_once integer, add column first_taken_at timestamptz;
create index import_job_lease_of_tenant on import_job_lease (tenant_id);
