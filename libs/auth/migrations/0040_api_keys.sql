-- What identity's events say about API keys: each narrows what the membership it acts for may do.
create table api_key_access (
  api_key_id uuid primary key,
  tenant_id uuid not null,
  membership_id uuid not null,
  active boolean not null,
  scopes text[] not null,
  row_scope jsonb not null,
  expires_at timestamptz not null,
  authz_version integer not null
);
select secure_tenant_table('api_key_access');
