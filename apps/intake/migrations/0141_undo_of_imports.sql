-- How the undo of an import stands: who asked for it and why, how far it has come, what it did.
alter table import_job add column undo json;
-- By record: which later import has met it, and which import wrote it last.
create index import_row_result_by_record on import_row_result (tenant_id, record_id) where record_id is not null;
