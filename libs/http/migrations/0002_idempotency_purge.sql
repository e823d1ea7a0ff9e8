-- Finds the answers whose 24 hours are over: each new one takes a few old ones away.
create index idempotency_key_by_age on idempotency_key (tenant_id, created_at);
