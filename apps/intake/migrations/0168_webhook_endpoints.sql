-- Who is told of events. Secrets are sealed with a key that is not in this database.
create table webhook_endpoint (
  id uuid primary key,
  tenant_id uuid not null,
  title text not null,
  url text not null,
  event_types json not null,
  sealed_secrets json not null,
  active boolean not null,
  stopped_as text check (stopped_as in ('by-hand', 'gone', 'failing')),
  stopped_at timestamptz,
  owner_user_id uuid not null,
  owner_membership_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  check (active = (stopped_as is null)),
  check ((stopped_as is null) = (stopped_at is null))
);
create index webhook_endpoint_newest_first on webhook_endpoint (tenant_id, id desc);
select secure_tenant_table('webhook_endpoint');
select guard_tenant_writes('webhook_endpoint');
