-- A job that an API key started goes on with what the key may do, and no longer than the key.
alter table import_job add column api_key_id uuid;
