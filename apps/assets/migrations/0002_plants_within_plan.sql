select guard_tenant_writes('plant'), guard_tenant_writes('plant_batch_receipt');

-- A tenant's plants are no more than its plan allows, whichever way they are added; two at once take turns. Once per
-- statement, so that a chunk of an import is counted once.
create function plants_within_plan() returns trigger language plpgsql as $$
declare
  most bigint := {{schema}}.held_limit('plants');
  present bigint;
begin
  if most is null then return null; end if;
  select count(*) into present from {{schema}}.plant where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and deleted_at is null;
  if present > most then perform {{schema}}.refuse_beyond_plan('plants', most::text, (present - (select count(*) from added))::text); end if;
  return null;
end
$$;
create trigger plants_within_plan_held before insert on plant for each statement execute function hold_limit('plants');
create trigger plants_within_plan_added after insert on plant referencing new table as added for each statement execute function plants_within_plan();
