-- What is counted of an attempt need not be on disk before a password is checked: an attempt that a crash of Postgres
-- forgets is one of the last half second, and nobody who guesses can bring that about.
create or replace function begin_counted_attempt(account text, address text, most_of_account integer, most_of_address integer, minutes integer) returns integer
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
declare
  lasting interval := make_interval(mins => lock_rule('signInLockMinutes', minutes));
  seconds integer;
begin
  perform set_config('synchronous_commit', 'off', true);
  seconds := take_place(account, lock_rule('signInFailures', most_of_account), lasting);
  if seconds is not null or address = '' then return seconds; end if;
  seconds := take_place(address, most_of_address, lasting);
  if seconds is not null then perform leave_place(account, false, most_of_account, lasting); end if;
  return seconds;
end
$$;

create or replace function end_counted_attempt(account text, address text, outcome text, most_of_account integer, most_of_address integer, minutes integer) returns void
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
declare
  lasting interval := make_interval(mins => lock_rule('signInLockMinutes', minutes));
begin
  perform set_config('synchronous_commit', 'off', true);
  if outcome = 'right' then update sign_in_failure set failures = 0, locked_until = null where key_sha256 = account; end if;
  perform leave_place(account, outcome = 'wrong', lock_rule('signInFailures', most_of_account), lasting);
  if address <> '' then perform leave_place(address, outcome = 'wrong', most_of_address, lasting); end if;
end
$$;
