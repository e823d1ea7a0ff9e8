-- Outbox: written by the app role in the transaction that made the event true, read only by the relay role.
create table outbox_message (
  position bigint generated always as identity primary key,
  event_id uuid not null unique,
  tenant_id uuid not null,
  subject text not null,
  type text not null,
  aggregate_id text not null,
  aggregate_version integer not null,
  message json not null,
  recorded_at timestamptz not null,
  published_at timestamptz
);
create index outbox_message_unpublished on outbox_message (position) where published_at is null;
create index outbox_message_published on outbox_message (published_at) where published_at is not null;

create function notify_outbox() returns trigger language plpgsql as $$
begin
  perform pg_notify('{{schema}}_outbox', '');
  return null;
end
$$;
create trigger outbox_message_notify after insert on outbox_message for each statement execute function notify_outbox();

-- Inbox: an event takes effect once per consumer, because its row is written with the effect.
create table inbox_message (
  event_id uuid not null,
  consumer text not null,
  tenant_id uuid not null,
  received_at timestamptz not null default now(),
  primary key (event_id, consumer)
);
create index inbox_message_received on inbox_message using brin (received_at);

-- Dead letters: what could not be consumed, with the reason, kept until replayed or discarded.
create table dead_letter (
  id uuid primary key,
  consumer text not null,
  stream text not null,
  stream_sequence bigint not null,
  subject text not null,
  event_id uuid,
  tenant_id uuid,
  reason text not null,
  deliveries integer not null,
  message text not null,
  dead_at timestamptz not null default now(),
  replayed_at timestamptz,
  unique (consumer, stream, stream_sequence)
);

alter table outbox_message enable row level security;
alter table outbox_message force row level security;
alter table inbox_message enable row level security;
alter table inbox_message force row level security;
alter table dead_letter enable row level security;
alter table dead_letter force row level security;

create policy tenant_insert on outbox_message for insert to {{schema}}_app
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
create policy relay on outbox_message to {{schema}}_relay using (true) with check (true);
create policy tenant on inbox_message to {{schema}}_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
create policy relay on inbox_message to {{schema}}_relay using (true) with check (true);
create policy relay on dead_letter to {{schema}}_relay using (true) with check (true);

grant insert on outbox_message to {{schema}}_app;
grant select, insert, update, delete on outbox_message to {{schema}}_relay;
grant select, insert on inbox_message to {{schema}}_app;
grant select, delete on inbox_message to {{schema}}_relay;
grant select, insert, update, delete on dead_letter to {{schema}}_relay;
