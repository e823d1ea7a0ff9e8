create table session (
  id uuid primary key,
  tenant_id uuid not null,
  membership_id uuid not null references membership (id) deferrable initially deferred,
  user_id uuid not null,
  address text,
  user_agent text,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  version integer not null default 1,
  check ((ended_at is null) = (end_reason is null))
);
create index session_live on session (tenant_id, membership_id) where ended_at is null;
select secure_tenant_table('session');

-- The refresh tokens of one session are one family: each is used once, and using one again ends the session.
create table refresh_token (
  id uuid primary key,
  tenant_id uuid not null,
  session_id uuid not null references session (id) on delete cascade deferrable initially deferred,
  parent_id uuid references refresh_token (id) on delete cascade deferrable initially deferred,
  token_sha256 text not null unique,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index refresh_token_of_session on refresh_token (tenant_id, session_id);
create index refresh_token_of_parent on refresh_token (parent_id);
select secure_tenant_table('refresh_token');

-- Attempts to sign in by account and address, as a digest of both. No role but the owner may touch it.
create table sign_in_attempt (
  account_and_address_sha256 text primary key,
  attempts integer not null,
  window_started_at timestamptz not null
);

create table audit_record (
  id uuid primary key,
  tenant_id uuid not null,
  service text not null,
  action text not null,
  resource_type text not null,
  resource_id text,
  actor_kind text not null,
  actor_id text,
  session_id text,
  permission text,
  request_id text not null,
  address text,
  user_agent text,
  reason text,
  occurred_at timestamptz not null,
  before jsonb,
  after jsonb,
  count integer not null,
  results_sha256 text,
  recorded_at timestamptz not null default now()
);
create index audit_record_by_time on audit_record (tenant_id, occurred_at, id);
create index audit_record_of_resource on audit_record (tenant_id, resource_id, occurred_at, id);
select secure_tenant_table('audit_record');
revoke update, delete on audit_record from {{schema}}_app;
