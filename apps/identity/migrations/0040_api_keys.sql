-- A key narrows what its owner's membership may do; it holds no right of its own.
create table api_key (
  id uuid primary key,
  tenant_id uuid not null,
  kind text not null check (kind in ('personal', 'service', 'integration')),
  name text not null,
  integration text check ((integration is not null) = (kind = 'integration')),
  membership_id uuid not null references membership (id) deferrable initially deferred,
  user_id uuid not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  row_scope jsonb not null,
  allowed_addresses text[] not null,
  requests_per_minute integer not null check (requests_per_minute > 0),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoke_reason text,
  rotated_at timestamptz,
  authz_version integer not null check (authz_version > 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  check ((revoked_at is null) = (revoke_reason is null))
);
create index api_key_of_membership on api_key (tenant_id, membership_id);
select secure_tenant_table('api_key');
revoke delete on api_key from {{schema}}_app;

-- The secrets of a key, as digests; at most two of them live at once. What they were used for is noted here, beside
-- the key, so that using one is no change of the key.
create table api_key_secret (
  id uuid primary key,
  tenant_id uuid not null,
  api_key_id uuid not null references api_key (id) deferrable initially deferred,
  secret_sha256 text not null unique,
  hint text not null,
  issued_at timestamptz not null,
  ends_at timestamptz,
  last_used_at timestamptz,
  last_used_address text,
  last_refused_at timestamptz,
  last_refused_address text,
  last_refused_because text
);
create index api_key_secret_of_key on api_key_secret (tenant_id, api_key_id);
-- Of the secrets of a key that have no end, there is one: the newest.
create unique index api_key_secret_newest on api_key_secret (api_key_id) where ends_at is null;
select secure_tenant_table('api_key_secret');
revoke delete on api_key_secret from {{schema}}_app;

-- Whose a presented key is, before a tenant is known.
create policy before_tenant on api_key_secret for select to {{schema}}_owner using (true);
create function home_of_api_key_secret(sha256 text)
returns table (tenant_id uuid, api_key_id uuid, secret_id uuid, secret_sha256 text)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select s.tenant_id, s.api_key_id, s.id, s.secret_sha256 from api_key_secret s where s.secret_sha256 = sha256
$$;
revoke all on function home_of_api_key_secret(text) from public;
grant execute on function home_of_api_key_secret(text) to {{schema}}_app;
