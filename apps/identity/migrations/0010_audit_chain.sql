-- Every tenant's audit records form a chain: each has a place and the hash of the one before it. See docs/adr/0015-audit-chain.md.
alter table audit_record
  add column sequence bigint,
  add column previous_hash text,
  add column record_hash text,
  add column category text,
  add column status text not null default 'success',
  add column error_code text,
  add column api_key_id text,
  add column actor_email text,
  add column actor_roles text[] not null default '{}',
  add column resource_name text,
  add column description text,
  add column actor_salt text,
  add column actor_commitment text,
  add column content_salt text,
  add column content_commitment text;

-- Records of before are given their places by the service, once, when it first works on a tenant's chain. New ones have one.
alter table audit_record add constraint audit_record_is_chained check (
  sequence is not null and previous_hash is not null and record_hash is not null and category is not null
  and actor_commitment is not null and content_commitment is not null) not valid;
create unique index audit_record_in_chain on audit_record (tenant_id, sequence);

-- The head of a tenant's chain. Whoever appends holds this row, so that a chain cannot fork.
create table audit_chain (
  tenant_id uuid primary key,
  last_sequence bigint not null check (last_sequence >= 0),
  last_hash text not null,
  -- What came up to here was removed when its retention was over.
  started_after_sequence bigint not null default 0,
  started_after_hash text not null default repeat('0', 64),
  sealed_sequence bigint not null default 0
);
select secure_tenant_table('audit_chain');
revoke delete on audit_chain from {{schema}}_app;

-- Gives one record of before its place: only where it has none, only in the current tenant.
create function chain_audit_record(record uuid, place bigint, previous text, own text, of_category text, told text, salt_of_actor text, commitment_of_actor text, salt_of_content text, commitment_of_content text)
returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  update audit_record
  set sequence = place, previous_hash = previous, record_hash = own, category = of_category, description = told,
    actor_salt = salt_of_actor, actor_commitment = commitment_of_actor, content_salt = salt_of_content, content_commitment = commitment_of_content
  where id = record and sequence is null
    and tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)
$$;
revoke all on function chain_audit_record(uuid, bigint, text, text, text, text, text, text, text, text) from public;
grant execute on function chain_audit_record(uuid, bigint, text, text, text, text, text, text, text, text) to {{schema}}_app;
