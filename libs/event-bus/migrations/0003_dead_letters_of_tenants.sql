-- People of a tenant see, replay and discard what could not be consumed of theirs. What nobody could open names no tenant, and stays the operator's.
create policy tenant on dead_letter to {{schema}}_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, delete on dead_letter to {{schema}}_app;
grant update (reason, deliveries, replayed_at) on dead_letter to {{schema}}_app;
create index dead_letter_of_tenant on dead_letter (tenant_id, id) where tenant_id is not null;
