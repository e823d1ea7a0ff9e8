-- Whether the target may have applied the next chunk without any checkpoint that tells of it.
alter table import_job add column chunk_in_doubt boolean not null default false;
