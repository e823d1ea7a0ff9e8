-- What the operator has set for the whole installation: one row, which belongs to no tenant. Each tenant is told of it, and keeps
-- what it was told; a new one starts with it.
create table operator_setting (
  singleton boolean primary key default true check (singleton),
  settings jsonb not null,
  changed_at timestamptz not null default now()
);

create function operator_settings() returns jsonb
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select coalesce((select settings from operator_setting), '{}')
$$;

-- Sets one, or takes it back when the value is null. Two at once take turns, and neither undoes the other.
create function set_operator_setting(name text, value jsonb) returns jsonb
language sql security definer set search_path = {{schema}}, pg_temp as $$
  insert into operator_setting as known (settings) values (jsonb_strip_nulls(jsonb_build_object(name, value)))
  on conflict (singleton) do update set settings = jsonb_strip_nulls(known.settings || jsonb_build_object(name, value)), changed_at = now()
  returning settings
$$;

do $$
declare
  routine text;
begin
  foreach routine in array array['operator_settings()', 'set_operator_setting(text, jsonb)'] loop
    execute format('revoke all on function %s from public', routine);
    execute format('grant execute on function %s to {{schema}}_app', routine);
  end loop;
end
$$;
