-- What papers name of a plant, beside the facts that obligations are decided from.
alter table plant_facts
  add column region text,
  add column pod_code text,
  add column owner_name text,
  add column address text;

-- The registry card of a plant and what authorities hold of it, as assets told last. Only documents are filled with it.
create table plant_record (
  tenant_id uuid not null,
  plant_id uuid not null,
  kind text not null check (kind in ('registry-card', 'dso', 'terna', 'gse', 'customs')),
  fields jsonb not null,
  record_version integer not null,
  primary key (tenant_id, plant_id, kind)
);
select secure_tenant_table('plant_record');

-- Which versions of the plant, its card and its records a document was filled with; null where that was not noted yet.
alter table document_generation add column sources jsonb;
