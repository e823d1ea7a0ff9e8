-- Events of one type that a bulk command records travel together: one row and one message, a JSON array of CloudEvents. `event_id`
-- is then the id of the batch, which each of its events names as `batchid`.
alter table outbox_message add column event_count integer not null default 1 check (event_count > 0);

-- A batch is long, and read twice at most: packing it costs more than it saves.
alter table outbox_message alter column message set storage external;

-- Every event by itself, however it travels.
create view outbox_event with (security_invoker = true) as
  select position, 0 as batch_index, event_id as message_id, event_id, tenant_id, subject, type, aggregate_id, aggregate_version, message, recorded_at, published_at
  from outbox_message where event_count = 1
  union all
  select position, (e.at - 1)::integer, o.event_id, (e.event ->> 'id')::uuid, tenant_id, o.subject, type, e.event ->> 'subject', (e.event ->> 'aggregateversion')::integer, e.event, recorded_at, published_at
  from outbox_message o cross join lateral json_array_elements(o.message) with ordinality as e (event, at) where event_count > 1;

-- Rows leave by age alone, and rows of an age lie together.
drop index outbox_message_published;
create index outbox_message_published on outbox_message using brin (published_at);

-- One event of a batch is set aside without the others.
alter table dead_letter add column batch_index integer not null default 0;
alter table dead_letter drop constraint dead_letter_consumer_stream_stream_sequence_key;
alter table dead_letter add unique (consumer, stream, stream_sequence, batch_index);
