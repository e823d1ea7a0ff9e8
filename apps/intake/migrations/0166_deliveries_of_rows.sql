-- What a row came to when its delivery was made: a chunk that is taken again is answered as it was the first time.
alter table delivery add column made_as text check (made_as in ('created', 'updated'));
create unique index delivery_of_row on delivery (tenant_id, import_job_id, row_number) where import_job_id is not null;
