-- What identity's events say about who may do what; requests are authorised from here, not from the token.
create table membership_access (
  membership_id uuid primary key,
  tenant_id uuid not null,
  user_id uuid not null,
  active boolean not null,
  roles text[] not null,
  permissions text[] not null,
  row_scope jsonb not null,
  authz_version integer not null
);
select secure_tenant_table('membership_access');

create table revoked_session (
  session_id uuid primary key,
  tenant_id uuid not null,
  revoked_at timestamptz not null
);
select secure_tenant_table('revoked_session');

-- One row for the whole service: how far identity's access events have been seen. It belongs to no tenant.
create table access_beat (
  singleton boolean primary key default true check (singleton),
  beat_at timestamptz not null
);
grant select, insert, update on access_beat to {{schema}}_app;
