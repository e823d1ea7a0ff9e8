-- By chunk, so that a chunk of a plan that comes again counts once: a plan, too, knows what its chunks before told of times that a clock shows twice.
-- What was kept until now, of all chunks of an import, counts as told by its first.
alter table reading_import_repeated_time add column planned boolean not null default false, add column chunk_index integer not null default 0;
alter table reading_import_repeated_time drop constraint reading_import_repeated_time_pkey;
alter table reading_import_repeated_time add primary key (tenant_id, import_job_id, planned, meter_id, clock_time, chunk_index);
alter table reading_import_repeated_time alter column planned drop default, alter column chunk_index drop default;
