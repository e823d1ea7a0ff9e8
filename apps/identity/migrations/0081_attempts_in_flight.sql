-- An attempt takes a place before its proof is checked and leaves it when that is known: as a failure, as none, or, when the proof was
-- right, with all failures of its account. Failures and places taken together never exceed what locks, so that of guesses that come at once
-- no more are checked than of guesses that come one after the other. A place is worth nothing after a minute: its process has died.
alter table sign_in_failure
  add column in_flight integer not null default 0 check (in_flight >= 0),
  add column in_flight_since timestamptz;

-- Counts by account and address together were replaced by counts of each, and nothing that runs uses them any more.
drop function count_sign_in_attempt(text, integer);
drop function forget_sign_in_attempts(text);
drop table sign_in_attempt;

-- How many wrong proofs lock an account, and for how long: what the operator has set, else what the environment says.
create function lock_rule(setting text, otherwise integer) returns integer
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select coalesce((select (settings ->> setting)::integer from operator_setting), otherwise)
$$;

-- Takes a place under one key. Says for how many seconds there is none, or nothing. One that is only taken by others is free soon.
create function take_place(key text, most integer, lasting interval) returns integer
language plpgsql set search_path = {{schema}}, pg_temp as $$
declare
  seconds integer;
begin
  insert into sign_in_failure as known (key_sha256, failures, counting_since, in_flight, in_flight_since)
  values (key, 0, clock_timestamp(), 1, clock_timestamp())
  on conflict (key_sha256) do update set
    failures = case when known.locked_until is not null or known.counting_since < clock_timestamp() - lasting then 0 else known.failures end,
    counting_since = case when known.locked_until is not null or known.counting_since < clock_timestamp() - lasting then clock_timestamp() else known.counting_since end,
    locked_until = null,
    in_flight = case when known.in_flight_since < clock_timestamp() - interval '1 minute' then 1 else known.in_flight + 1 end,
    in_flight_since = case when known.in_flight = 0 or known.in_flight_since < clock_timestamp() - interval '1 minute' then clock_timestamp() else known.in_flight_since end
  where (known.locked_until is null or known.locked_until <= clock_timestamp())
    and (case when known.locked_until is not null or known.counting_since < clock_timestamp() - lasting then 0 else known.failures end)
      + (case when known.in_flight_since < clock_timestamp() - interval '1 minute' then 0 else known.in_flight end) < most;
  if found then return null; end if;
  select greatest(1, ceil(extract(epoch from coalesce(locked_until, case when failures >= most then counting_since + lasting end, clock_timestamp()) - clock_timestamp())))::integer into seconds from sign_in_failure where key_sha256 = key;
  return coalesce(seconds, 1);
end
$$;

create function leave_place(key text, was_wrong boolean, most integer, lasting interval) returns void
language sql set search_path = {{schema}}, pg_temp as $$
  insert into sign_in_failure as known (key_sha256, failures, counting_since, locked_until)
  select key, 1, clock_timestamp(), case when most <= 1 then clock_timestamp() + lasting end where was_wrong
  on conflict (key_sha256) do update set
    in_flight = greatest(0, known.in_flight - 1),
    failures = known.failures + 1,
    counting_since = case when known.failures = 0 then clock_timestamp() else known.counting_since end,
    locked_until = case when known.locked_until > clock_timestamp() then known.locked_until when known.failures + 1 >= most then clock_timestamp() + lasting end,
    told_at = case when known.locked_until > clock_timestamp() then known.told_at end;
  delete from sign_in_failure where key_sha256 = key and not was_wrong and failures = 0 and in_flight <= 1;
  update sign_in_failure set in_flight = greatest(0, in_flight - 1) where key_sha256 = key and not was_wrong;
$$;

-- Always the account before the address, so that no two attempts wait for each other.
create function begin_counted_attempt(account text, address text, most_of_account integer, most_of_address integer, minutes integer) returns integer
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
declare
  lasting interval := make_interval(mins => lock_rule('signInLockMinutes', minutes));
  seconds integer;
begin
  seconds := take_place(account, lock_rule('signInFailures', most_of_account), lasting);
  if seconds is not null or address = '' then return seconds; end if;
  seconds := take_place(address, most_of_address, lasting);
  if seconds is not null then perform leave_place(account, false, most_of_account, lasting); end if;
  return seconds;
end
$$;

-- `forgets` is what a right proof does to the failures of its account; the address keeps its own.
create function end_counted_attempt(account text, address text, outcome text, most_of_account integer, most_of_address integer, minutes integer) returns void
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
declare
  lasting interval := make_interval(mins => lock_rule('signInLockMinutes', minutes));
begin
  if outcome = 'right' then update sign_in_failure set failures = 0, locked_until = null where key_sha256 = account; end if;
  perform leave_place(account, outcome = 'wrong', lock_rule('signInFailures', most_of_account), lasting);
  if address <> '' then perform leave_place(address, outcome = 'wrong', most_of_address, lasting); end if;
end
$$;

-- One lock of an account that exists and of which nobody was told, for one teller, with the minutes that are left of it.
create function tell_of_lock()
returns table (user_id uuid, email text, locale text, minutes integer)
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with told as (
    update sign_in_failure set told_at = now() where key_sha256 = (
      select f.key_sha256 from sign_in_failure f join "user" u on account_key(u.email) = f.key_sha256
      where f.told_at is null and f.locked_until > now() limit 1 for update of f skip locked)
    returning key_sha256, locked_until)
  select u.id, u.email, u.locale, ceil(extract(epoch from told.locked_until - now()) / 60)::integer from told join "user" u on account_key(u.email) = told.key_sha256
$$;

do $$
declare
  routine text;
begin
  foreach routine in array array['lock_rule(text, integer)', 'take_place(text, integer, interval)', 'leave_place(text, boolean, integer, interval)'] loop
    execute format('revoke all on function %s from public', routine);
  end loop;
  foreach routine in array array[
    'begin_counted_attempt(text, text, integer, integer, integer)', 'end_counted_attempt(text, text, text, integer, integer, integer)', 'tell_of_lock()'] loop
    execute format('revoke all on function %s from public', routine);
    execute format('grant execute on function %s to {{schema}}_app', routine);
  end loop;
end
$$;
