-- Plan, standing, identity and ways of a tenant. An expired tenant is one whose plan has ended: that needs no status.
alter table tenant no force row level security;
alter table tenant drop constraint tenant_status_check;
update tenant set status = 'Suspended' where status = 'Expired';
alter table tenant
  add constraint tenant_status_check check (status in ('Active', 'Suspended', 'Trial', 'Cancelled')),
  add column plan_ends_on date,
  add column read_only_since timestamptz,
  add column closed_from timestamptz,
  add column features text[] not null default '{}',
  add column contact jsonb,
  add column vat_number text,
  add column tax_code text,
  add column time_zone text not null default 'Europe/Rome',
  add column locale text not null default 'en' check (locale in ('en', 'it')),
  add column configuration jsonb not null default '{}' check (octet_length(configuration::text) <= 65536),
  add column settings jsonb not null default '{}',
  -- The operator's settings as they were when this tenant was last told of them.
  add column operator_settings jsonb not null default '{}';
update tenant set read_only_since = updated_at where status = 'Suspended';
alter table tenant
  add check (status not in ('Suspended', 'Cancelled') or read_only_since is not null);

alter table tenant_terms no force row level security;
insert into tenant_terms (tenant_id, status, plan, read_only_from, closed_from, limits, features, time_zone, locale, settings, version)
  select id, status, plan, read_only_since, null, case plan
    when 'Professional' then '{"users": 10, "plants": 50, "storageGb": 100, "apiCallsPerHour": 1000}'::jsonb
    when 'Business' then '{"users": 50, "plants": 200, "storageGb": 500, "apiCallsPerHour": 5000}'::jsonb
    else '{"users": null, "plants": null, "storageGb": null, "apiCallsPerHour": null}'::jsonb end,
    features, time_zone, locale, '{}', version from tenant;
alter table tenant_terms force row level security;
alter table tenant force row level security;

-- Sessions, refresh tokens and audit records stay writable: a read-only tenant signs in, reads and exports.
select guard_tenant_writes('tenant'), guard_tenant_writes('membership'), guard_tenant_writes('role');

-- Where a user may sign in, the tenant joined first on top: wherever there is something left to read.
create or replace function open_memberships_of_user(wanted uuid)
returns table (membership_id uuid, tenant_id uuid, tenant_name text)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select m.id, m.tenant_id, t.name
  from membership m join tenant t on t.id = m.tenant_id
  where m.user_id = wanted and m.active and (t.closed_from is null or t.closed_from > now())
  order by m.created_at, m.id
$$;
