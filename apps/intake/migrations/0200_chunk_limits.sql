-- How a job's file is cut into chunks, kept with the job: one that goes on must find the chunks it began with.
alter table import_job add column chunk_rows integer not null default 500 check (chunk_rows > 0), add column chunk_length integer not null default 200000 check (chunk_length > 0);
alter table import_job alter column chunk_rows drop default, alter column chunk_length drop default;
