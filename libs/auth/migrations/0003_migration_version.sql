-- Administrators are told which migration the service stands at.
grant select on schema_migration to {{schema}}_app;
