-- Every tenant table is secured by this one function, in the migration that creates it.
create function secure_tenant_table(target regclass) returns void
language plpgsql
as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s using (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) '
    'with check (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))', target);
  execute format('grant select, insert, update, delete on %s to {{schema}}_app', target);
  execute format('grant select on %s to {{schema}}_reader', target);
end
$$;
revoke all on function secure_tenant_table(regclass) from public;

-- The tenants this service has heard of: cross-tenant sweeps list them here, then work one tenant at a time.
create table known_tenant (
  tenant_id uuid primary key,
  first_seen_at timestamptz not null default now()
);
grant select, insert on known_tenant to {{schema}}_app;
