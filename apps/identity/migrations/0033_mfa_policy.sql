-- Who must have a second factor: every member of the tenant, or those with one of some roles.
create table mfa_policy (
  id uuid primary key,
  tenant_id uuid not null unique references tenant (id) deferrable initially deferred,
  everyone boolean not null default false,
  role_ids uuid[] not null default '{}',
  updated_at timestamptz not null default now(),
  version integer not null default 1
);
select secure_tenant_table('mfa_policy');
revoke delete on mfa_policy from {{schema}}_app;
