-- Erases what records of the current tenant's chain tell of a person, with the salts; the commitments stay, and so the chain. Which ones, a record
-- of the chain itself says: nothing is erased of which no record tells. See docs/adr/0015-audit-chain.md.
create function erase_audit_details(evidence uuid) returns void
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
declare
  told audit_record;
begin
  select * into told from audit_record r
  where r.id = evidence and r.action = 'identity.audit-record.erase' and r.tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid);
  if told.id is null or told.after is null then raise exception 'No audit record tells of this erasure.'; end if;
  update audit_record r set actor_email = null, address = null, user_agent = null, actor_salt = null
  where r.tenant_id = told.tenant_id and r.sequence < told.sequence and r.sequence in (select value::bigint from jsonb_array_elements_text(told.after -> 'actor'));
  update audit_record r set resource_name = null, description = null, reason = null, before = null, after = null, content_salt = null
  where r.tenant_id = told.tenant_id and r.sequence < told.sequence and r.action <> 'identity.audit-record.erase'
    and r.sequence in (select value::bigint from jsonb_array_elements_text(told.after -> 'content'));
end
$$;
revoke all on function erase_audit_details(uuid) from public;
grant execute on function erase_audit_details(uuid) to {{schema}}_app;
