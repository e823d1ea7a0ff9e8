-- What identity's events say about the tenant itself: until when it may write and read, and what its plan allows.
create table tenant_terms (
  tenant_id uuid primary key,
  status text not null,
  plan text not null,
  read_only_from timestamptz,
  closed_from timestamptz,
  limits jsonb not null,
  features text[] not null,
  time_zone text not null,
  locale text not null,
  settings jsonb not null,
  version integer not null
);
select secure_tenant_table('tenant_terms');

-- Refuses what a command would change for a tenant that is suspended, expired or cancelled. Once per statement, whatever its
-- rows: row-level security has bound them to this tenant. Consumers and workers, which finish what was begun, say so.
create function refuse_writes_of_read_only_tenant() returns trigger language plpgsql as $$
begin
  if current_setting('app.upkeep', true) is distinct from 'on' and exists (
    select from {{schema}}.tenant_terms
    where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and read_only_from <= now()
  ) then
    raise exception 'the tenant is read-only' using errcode = 'KT001', detail = 'The tenant is suspended, expired or cancelled: nothing can be changed.';
  end if;
  return null;
end
$$;

create function guard_tenant_writes(target regclass) returns void language plpgsql as $$
begin
  execute format('create or replace trigger tenant_may_write before insert or update or delete on %s for each statement execute function refuse_writes_of_read_only_tenant()', target);
end
$$;
revoke all on function guard_tenant_writes(regclass) from public;

-- How many of something the plan of the current tenant allows, or null for any number. Where there is a limit, the caller
-- holds it until the transaction ends, so that what it counts next stays true.
create function held_limit(name text) returns bigint language plpgsql as $$
declare
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  most bigint := (select (limits ->> name)::bigint from {{schema}}.tenant_terms where tenant_id = tenant);
begin
  if most is null then return null; end if;
  select (limits ->> name)::bigint into most from {{schema}}.tenant_terms where tenant_id = tenant for update;
  return most;
end
$$;

-- Before a statement: whoever adds takes turns before their rows can be in each other's way.
create function hold_limit() returns trigger language plpgsql as $$
begin
  perform {{schema}}.held_limit(tg_argv[0]);
  return null;
end
$$;

create function refuse_beyond_plan(name text, most text, present text) returns void language plpgsql as $$
begin
  raise exception 'the plan is used up' using errcode = 'KT002', detail = format('The plan allows %s %s; there are %s.', most, name, present);
end
$$;
