-- Statistics count by recipe and target: read from the column, not from every recipe document.
alter table import_job
  add column recipe_name text generated always as (recipe ->> 'name') stored,
  add column target text generated always as (recipe ->> 'target') stored;
create index import_job_created on import_job (tenant_id, created_at);
