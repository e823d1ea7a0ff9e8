-- A tenant's active users are no more than its plan allows, whichever way one is added; two at once take turns.
create function users_within_plan() returns trigger language plpgsql as $$
declare
  most bigint := {{schema}}.held_limit('users');
  present bigint;
begin
  if most is null then return null; end if;
  select count(*) into present from {{schema}}.membership where tenant_id = new.tenant_id and active;
  if present > most then perform {{schema}}.refuse_beyond_plan('users', most::text, (present - 1)::text); end if;
  return null;
end
$$;
create trigger users_within_plan_held before insert or update of active on membership for each statement execute function hold_limit('users');
create trigger users_within_plan_added after insert on membership for each row when (new.active) execute function users_within_plan();
create trigger users_within_plan_activated after update of active on membership for each row when (new.active and not old.active) execute function users_within_plan();
