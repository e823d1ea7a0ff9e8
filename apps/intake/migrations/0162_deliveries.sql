-- What is to reach somebody else's API or webhook, once at least: a row of an import, or an event.
create table delivery (
  id uuid primary key,
  tenant_id uuid not null,
  origin text not null check (origin in ('connector', 'webhook')),
  origin_id uuid not null,
  topic text not null,
  record_key text,
  event_id uuid,
  import_job_id uuid,
  row_number integer,
  idempotency_key text not null,
  payload json not null,
  payload_sha256 text not null,
  -- Of several deliveries of one record, the one that tells its newest state.
  latest boolean not null,
  status text not null check (status in ('pending', 'delivered', 'dead', 'cancelled')),
  attempts integer not null default 0 check (attempts >= 0),
  last_status integer,
  last_error text,
  owner_user_id uuid not null,
  owner_api_key_id uuid,
  created_at timestamptz not null,
  finished_at timestamptz,
  check ((status = 'pending') = (finished_at is null)),
  check ((origin = 'webhook') = (event_id is not null))
);
create unique index delivery_of_record on delivery (tenant_id, origin_id, topic, record_key) where latest and record_key is not null;
create unique index delivery_of_event on delivery (tenant_id, origin_id, event_id) where event_id is not null;
create index delivery_newest_first on delivery (tenant_id, id desc);
create index delivery_of_origin on delivery (tenant_id, origin_id, status, id desc);
create index delivery_of_job on delivery (tenant_id, import_job_id, status) where import_job_id is not null;
create index delivery_finished on delivery (tenant_id, finished_at) where finished_at is not null;
select secure_tenant_table('delivery');
select guard_tenant_writes('delivery');

-- Every time one was sent, and what came back.
create table delivery_attempt (
  id uuid primary key,
  tenant_id uuid not null,
  delivery_id uuid not null references delivery (id) on delete cascade,
  started_at timestamptz not null,
  ms integer not null,
  outcome text not null check (outcome in ('delivered', 'refused', 'failed', 'ambiguous')),
  status integer,
  error text,
  response_head text
);
create index delivery_attempt_in_order on delivery_attempt (tenant_id, delivery_id, id);
select secure_tenant_table('delivery_attempt');
select guard_tenant_writes('delivery_attempt');

-- Whose turn it is, across tenants: a row for every delivery that waits, with ids alone. `due_at` is when it may be sent, and
-- the end of the lease of the worker that sends it.
create table delivery_turn (
  delivery_id uuid primary key,
  tenant_id uuid not null,
  origin_id uuid not null,
  due_at timestamptz not null,
  token uuid
);
create index delivery_turn_due on delivery_turn (origin_id, due_at);
create index delivery_turn_in_flight on delivery_turn (origin_id) where token is not null;
grant select, insert, update, delete on delivery_turn to {{schema}}_app;

-- How fast each connector and webhook may be asked, and whether it works: shared by all workers, ids and numbers alone.
create table delivery_lane (
  origin_id uuid primary key,
  tenant_id uuid not null,
  per_minute integer not null,
  concurrency integer not null,
  failures_to_open integer not null,
  lease_ms integer not null,
  stopped boolean not null,
  tokens double precision not null,
  refilled_at timestamptz not null default now(),
  ready_at timestamptz not null default now(),
  served_at timestamptz,
  failures integer not null default 0,
  openings integer not null default 0,
  failing_since timestamptz
);
grant select, insert, update, delete on delivery_lane to {{schema}}_app;
