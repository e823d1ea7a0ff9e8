create table turbine (
  id uuid primary key,
  tenant_id uuid not null,
  name text not null,
  version integer not null default 1
);
select secure_tenant_table('turbine');
