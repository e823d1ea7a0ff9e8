-- Links to workflows and tasks name their plant too; those that stand get it. Row-level security binds the owner as well.
alter table document_link no force row level security;
alter table document no force row level security;
alter table workflow no force row level security;
alter table workflow_task no force row level security;
update document_link l set plant_id = w.plant_id from workflow w where l.kind = 'workflow' and w.tenant_id = l.tenant_id and w.id = l.target_id;
update document_link l set plant_id = t.plant_id from workflow_task t where l.kind = 'task' and t.tenant_id = l.tenant_id and t.id = l.target_id;
update document d set plant_ids = (select array_agg(distinct l.plant_id order by l.plant_id) from document_link l where l.tenant_id = d.tenant_id and l.document_id = d.id and l.plant_id is not null)
  where exists (select from document_link l where l.tenant_id = d.tenant_id and l.document_id = d.id and l.kind in ('workflow', 'task') and l.plant_id is not null);
alter table document_link force row level security;
alter table document force row level security;
alter table workflow force row level security;
alter table workflow_task force row level security;
create index document_link_by_plant on document_link (tenant_id, plant_id, document_id) where plant_id is not null;
