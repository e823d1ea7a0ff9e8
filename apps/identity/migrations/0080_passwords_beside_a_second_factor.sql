-- A password may be shorter where a second factor stands beside it. The hash tells no length, so one bit stands with it: whether the
-- password would be refused without a second factor. It is no more than that, and says nothing of a password that could stand alone.
alter table "user" add column needs_second_factor boolean not null default false;

create function has_second_factor(wanted uuid) returns boolean
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select exists (select from totp_factor where user_id = wanted and confirmed_at is not null) or exists (select from passkey where user_id = wanted)
$$;

-- Holds the user's row until the transaction ends, so that choosing a short password and removing the last second factor, or
-- removing two at once, take turns. What is read after the lock is what stands then.
create function hold_second_factors(wanted uuid) returns table (present boolean, needed boolean)
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
begin
  perform 1 from "user" where id = wanted for update;
  return query select has_second_factor(wanted), u.needs_second_factor from "user" u where u.id = wanted;
end
$$;

-- False when the password is not the one that was checked any more.
create function replace_password_of_user(wanted uuid, known text, hash text, needs_factor boolean) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with replaced as (
    update "user" set password_hash = hash, needs_second_factor = needs_factor, password_change_required = false, password_changed_at = now()
    where id = wanted and password_hash = known returning 1)
  select exists (select from replaced)
$$;

create function reset_password_of_user(wanted uuid, address text, hash text, needs_factor boolean) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with changed as (
    update "user" set password_hash = hash, needs_second_factor = needs_factor, password_change_required = false, password_changed_at = now(),
      email_verified_at = coalesce(email_verified_at, now())
    where id = wanted and email = address returning 1)
  select exists (select from changed)
$$;

-- A version that runs while this one is rolled out takes long passwords alone.
create or replace function replace_password_of_user(wanted uuid, known text, hash text) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  select replace_password_of_user(wanted, known, hash, false)
$$;
create or replace function reset_password_of_user(wanted uuid, address text, hash text) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  select reset_password_of_user(wanted, address, hash, false)
$$;

-- However its second factor was lost, a short password alone opens nothing: it is as if there were none, until a mailed link sets a longer one.
create or replace function user_for_sign_in(address text)
returns table (id uuid, password_hash text, password_change_required boolean)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select u.id, case when not u.needs_second_factor or has_second_factor(u.id) then u.password_hash end, u.password_change_required
  from "user" u where u.email = address
$$;

do $$
declare
  routine text;
begin
  foreach routine in array array[
    'has_second_factor(uuid)', 'hold_second_factors(uuid)', 'replace_password_of_user(uuid, text, text, boolean)', 'reset_password_of_user(uuid, text, text, boolean)'] loop
    execute format('revoke all on function %s from public', routine);
    execute format('grant execute on function %s to {{schema}}_app', routine);
  end loop;
end
$$;
