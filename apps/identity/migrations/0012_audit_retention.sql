-- Audit records whose time is over leave from the front of the chain, up to a sealed place. The signed anchor of that place stays here and
-- in the file of seals, so that what is left verifies from it on. See docs/adr/0015-audit-chain.md.
create table audit_anchor (
  tenant_id uuid not null,
  sequence bigint not null,
  seal jsonb not null,
  removed bigint not null,
  removed_at timestamptz not null default now(),
  primary key (tenant_id, sequence)
);
select secure_tenant_table('audit_anchor');
revoke insert, update, delete on audit_anchor from {{schema}}_app;
create index audit_record_by_recording on audit_record (tenant_id, recorded_at);

-- Where a chain begins is moved by the function below and by nothing else.
revoke update on audit_chain from {{schema}}_app;
grant update (last_sequence, last_hash, sealed_sequence) on audit_chain to {{schema}}_app;

-- The one way in which audit records go: the whole front of the current tenant's chain, up to a sealed place that the anchor names, and
-- none that is younger than thirty days, whatever the caller says. All of it, or nothing.
create function remove_audit_records(anchor jsonb) returns bigint
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
declare
  chain audit_chain;
  place bigint := (anchor ->> 'sequence')::bigint;
  gone bigint;
begin
  select * into chain from audit_chain c where c.tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid) for update;
  if chain.tenant_id is null or anchor ->> 'kind' is distinct from 'anchor' or (anchor ->> 'tenantId')::uuid is distinct from chain.tenant_id or anchor ->> 'signature' is null then
    raise exception 'This is no anchor of this audit chain.';
  end if;
  if place is null or place <= chain.started_after_sequence or place > chain.sealed_sequence then
    raise exception 'Audit records leave up to a sealed place.';
  end if;
  if not exists (select from audit_record r where r.tenant_id = chain.tenant_id and r.sequence = place and r.record_hash = anchor ->> 'recordHash') then
    raise exception 'The anchor is of another audit record.';
  end if;
  if exists (select from audit_record r where r.tenant_id = chain.tenant_id and r.sequence <= place and r.recorded_at > now() - interval '30 days') then
    raise exception 'Audit records are kept for thirty days at least.';
  end if;
  delete from audit_record r where r.tenant_id = chain.tenant_id and r.sequence <= place;
  get diagnostics gone = row_count;
  if gone <> place - chain.started_after_sequence then raise exception 'Audit records are missing.'; end if;
  insert into audit_anchor (tenant_id, sequence, seal, removed) values (chain.tenant_id, place, anchor, gone);
  update audit_chain c set started_after_sequence = place, started_after_hash = anchor ->> 'recordHash' where c.tenant_id = chain.tenant_id;
  return gone;
end
$$;
revoke all on function remove_audit_records(jsonb) from public;
grant execute on function remove_audit_records(jsonb) to {{schema}}_app;
