-- Foreign keys are checked at commit: the unit of work knows ids, not relations, and inserts in any order.
create table tenant (
  id uuid primary key,
  tenant_id uuid not null check (tenant_id = id),
  name text not null,
  plan text not null check (plan in ('Professional', 'Business', 'Enterprise')),
  status text not null check (status in ('Active', 'Suspended', 'Trial', 'Expired')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
select secure_tenant_table('tenant');
revoke delete on tenant from {{schema}}_app;

-- One person, whatever tenants they belong to. No role but the owner may touch it: see the functions of 0003.
create table "user" (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  display_name text not null,
  password_hash text not null,
  password_change_required boolean not null,
  password_changed_at timestamptz not null,
  last_signed_in_at timestamptz,
  created_at timestamptz not null
);

create table role (
  id uuid primary key,
  tenant_id uuid not null,
  origin text not null check (origin in ('kronos', 'kronic', 'fleet', 'custom')),
  name text not null,
  built_in boolean not null,
  permissions jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  unique (tenant_id, origin, name)
);
select secure_tenant_table('role');
revoke delete on role from {{schema}}_app;

create table membership (
  id uuid primary key,
  tenant_id uuid not null references tenant (id) deferrable initially deferred,
  user_id uuid not null references "user" (id) deferrable initially deferred,
  active boolean not null,
  role_ids uuid[] not null,
  row_scope jsonb not null,
  authz_version integer not null check (authz_version > 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  unique (tenant_id, user_id)
);
create index membership_of_user on membership (user_id);
select secure_tenant_table('membership');
revoke delete on membership from {{schema}}_app;
