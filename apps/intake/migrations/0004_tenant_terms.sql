select guard_tenant_writes('source_file'), guard_tenant_writes('recipe'), guard_tenant_writes('import_job'), guard_tenant_writes('import_row_result');

-- A tenant's files take no more room than its plan has; two uploads at once take turns. A gigabyte is 10⁹ bytes.
create function files_within_plan() returns trigger language plpgsql as $$
declare
  most bigint := {{schema}}.held_limit('storageGb');
  present numeric;
begin
  if most is null then return null; end if;
  select sum(byte_size) into present from {{schema}}.source_file where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid;
  if present > most * 1000000000 then
    perform {{schema}}.refuse_beyond_plan('GB of storage', most::text, 'already ' || round((present - (select sum(byte_size) from added)) / 1000000000, 3)::text);
  end if;
  return null;
end
$$;
create trigger files_within_plan_held before insert on source_file for each statement execute function hold_limit('storageGb');
create trigger files_within_plan_added after insert on source_file referencing new table as added for each statement execute function files_within_plan();
