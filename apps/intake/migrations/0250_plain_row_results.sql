-- Most rows of most imports are created: whoever asks for these finds them by the rows' own order.
drop index import_row_result_by_outcome;
create index import_row_result_by_outcome on import_row_result (tenant_id, import_job_id, outcome, row_number) where outcome <> 'created';
