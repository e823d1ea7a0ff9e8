alter table role drop constraint role_origin_check;
alter table role add constraint role_origin_check check (origin in ('kronos', 'kronic', 'fleet', 'calco2', 'custom'));

-- A role that nobody has can be removed.
grant delete on role to {{schema}}_app;

-- The permissions that a membership was last published with: what changes in them stands in its audit records, and a release
-- that knows more permissions finds whom to tell of. Rows from before are filled at the next start.
alter table membership add column permissions text[] not null default '{}';

-- Which catalogue of permissions and built-in roles a tenant's access was last published from.
create table access_catalogue (
  tenant_id uuid primary key,
  digest text not null,
  applied_at timestamptz not null
);
select secure_tenant_table('access_catalogue');
