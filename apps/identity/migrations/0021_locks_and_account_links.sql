-- Wrong passwords by account and, apart from that, by address. The table of attempts by both together stays for a version
-- that runs while this one is rolled out. No role but the owner may touch these tables.
create table sign_in_failure (
  key_sha256 text primary key,
  failures integer not null,
  counting_since timestamptz not null,
  locked_until timestamptz,
  told_at timestamptz
);

alter table "user" add column locale text not null default 'en' check (locale in ('en', 'it'));
alter table "user" add column time_zone text not null default 'UTC';
alter table "user" add column email_verified_at timestamptz;

-- What a link in a mail may do with one account, once.
create table account_link (
  id uuid primary key,
  purpose text not null check (purpose in ('password-reset', 'email-verification')),
  user_id uuid not null references "user" (id) on delete cascade,
  email text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index account_link_of_user on account_link (user_id, created_at);

create index live_session_of_person on session (user_id) where ended_at is null;

create function account_key(address text) returns text
language sql immutable set search_path = {{schema}}, pg_temp as $$
  select encode(sha256(convert_to(E'account\n' || address, 'UTF8')), 'hex')
$$;

-- Counts an attempt against its account before its password is checked, so that attempts made at once are all counted. Says
-- how many seconds the account or the address is still locked, or nothing. A refused attempt lengthens no lock.
create function begin_attempt(account text, address text, most integer, lasting interval) returns integer
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
declare
  lock_end timestamptz;
begin
  select max(locked_until) into lock_end from sign_in_failure where key_sha256 in (account, address) and locked_until > clock_timestamp();
  if lock_end is null then
    insert into sign_in_failure as known (key_sha256, failures, counting_since, locked_until)
    values (account, 1, now(), case when most <= 1 then now() + lasting end)
    on conflict (key_sha256) do update set
      failures = case when known.counting_since < now() - lasting or known.locked_until is not null then 1 else known.failures + 1 end,
      counting_since = case when known.counting_since < now() - lasting or known.locked_until is not null then now() else known.counting_since end,
      locked_until = case when known.counting_since >= now() - lasting and known.locked_until is null and known.failures + 1 >= most then now() + lasting end,
      told_at = null
    where known.locked_until is null or known.locked_until <= clock_timestamp();
    if found then return null; end if;
    select locked_until into lock_end from sign_in_failure where key_sha256 = account;
  end if;
  return greatest(1, ceil(extract(epoch from lock_end - clock_timestamp())))::integer;
end
$$;

-- A wrong password counts against its address once it is known to be wrong: many people may share one.
create function count_failure_at(address text, most integer, lasting interval) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  insert into sign_in_failure as known (key_sha256, failures, counting_since, locked_until)
  values (address, 1, now(), case when most <= 1 then now() + lasting end)
  on conflict (key_sha256) do update set
    failures = case when known.counting_since < now() - lasting or known.locked_until <= now() then 1 else known.failures + 1 end,
    counting_since = case when known.counting_since < now() - lasting or known.locked_until <= now() then now() else known.counting_since end,
    locked_until = case
      when known.locked_until > now() then known.locked_until
      when known.locked_until is null and known.counting_since >= now() - lasting and known.failures + 1 >= most then now() + lasting end
$$;

create function forget_failures(account text) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  delete from sign_in_failure where key_sha256 = account
$$;

-- One lock of an account that exists and of which nobody was told, for one teller.
create function tell_lock()
returns table (user_id uuid, email text, locale text)
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with told as (
    update sign_in_failure set told_at = now() where key_sha256 = (
      select f.key_sha256 from sign_in_failure f join "user" u on account_key(u.email) = f.key_sha256
      where f.told_at is null and f.locked_until > now() limit 1 for update of f skip locked)
    returning key_sha256)
  select u.id, u.email, u.locale from told join "user" u on account_key(u.email) = told.key_sha256
$$;

-- False when the password is not the one that was checked any more.
create function replace_password_of_user(wanted uuid, known text, hash text) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with replaced as (
    update "user" set password_hash = hash, password_change_required = false, password_changed_at = now()
    where id = wanted and password_hash = known returning 1)
  select exists (select from replaced)
$$;

-- The same password, hashed with today's parameters.
create function rehash_password_of_user(wanted uuid, known text, hash text) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with rehashed as (update "user" set password_hash = hash where id = wanted and password_hash = known returning 1)
  select exists (select from rehashed)
$$;

create function person(wanted uuid)
returns table (email text, display_name text, locale text)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select u.email, u.display_name, u.locale from "user" u where u.id = wanted
$$;

create function tenants_of_live_sessions(wanted uuid) returns setof uuid
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select distinct tenant_id from session where user_id = wanted and ended_at is null order by 1
$$;

create function tenants_of_user(wanted uuid) returns setof uuid
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select tenant_id from membership where user_id = wanted order by created_at, id
$$;

create function update_profile_of_user(wanted uuid, name text, language text, zone text) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  update "user" set display_name = coalesce(name, display_name), locale = coalesce(language, locale), time_zone = coalesce(zone, time_zone) where id = wanted
$$;

-- What a mail that asks for a new password leads to: a link, if its address has an account with a password, and no more than three in half an hour.
create function begin_password_reset(mail uuid)
returns table (link_id uuid, locale text)
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with link as (
    insert into account_link (id, purpose, user_id, email, expires_at)
    select mail, 'password-reset', u.id, u.email, now() + interval '30 minutes'
    from outgoing_mail m join "user" u on u.email = m.recipient
    where m.id = mail and u.password_hash is not null
      and (select count(*) from account_link l where l.user_id = u.id and l.purpose = 'password-reset' and l.created_at > now() - interval '30 minutes') < 3
    returning id, user_id)
  update outgoing_mail m set link_id = link.id, locale = u.locale
  from link join "user" u on u.id = link.user_id where m.id = mail
  returning m.link_id, m.locale
$$;

create function begin_email_verification(new_id uuid, wanted uuid, address text) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  insert into account_link (id, purpose, user_id, email, expires_at) values (new_id, 'email-verification', wanted, address, now() + interval '24 hours')
$$;

create function account_link_of_token(sha256 text, wanted text)
returns table (id uuid, user_id uuid, email text, used boolean, expired boolean)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select l.id, l.user_id, l.email, l.used_at is not null, l.expires_at <= now()
  from mailed_token t join account_link l on l.id = t.link_id where t.token_sha256 = sha256 and l.purpose = wanted
$$;

-- Uses a link up, once, and with it every other link of its purpose for the account. False when it was used meanwhile.
create function use_account_link(wanted uuid) returns boolean
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
declare
  used account_link;
begin
  update account_link set used_at = now() where id = wanted and used_at is null and expires_at > now() returning * into used;
  if not found then return false; end if;
  update account_link set used_at = now() where user_id = used.user_id and purpose = used.purpose and used_at is null;
  return true;
end
$$;

-- The address of a reset link was proved by whoever used it. False when the account has another address by now.
create function reset_password_of_user(wanted uuid, address text, hash text) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with changed as (
    update "user" set password_hash = hash, password_change_required = false, password_changed_at = now(), email_verified_at = coalesce(email_verified_at, now())
    where id = wanted and email = address returning 1)
  select exists (select from changed)
$$;

-- Gives the account this address, verified, and returns the address it had; nothing when somebody else has it.
create function take_email(wanted uuid, address text) returns text
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
declare
  before text;
begin
  select email into before from "user" where id = wanted for update;
  if exists (select from "user" where email = address and id <> wanted) then return null; end if;
  update "user" set email = address, email_verified_at = now() where id = wanted;
  if before <> address then update account_link set used_at = now() where user_id = wanted and purpose = 'password-reset' and used_at is null; end if;
  return before;
exception when unique_violation then
  return null;
end
$$;

create or replace view tenant_user with (security_barrier) as
  select m.tenant_id, u.id, u.email, u.display_name, u.password_change_required, u.last_signed_in_at, u.locale, u.time_zone, u.email_verified_at,
    (select f.locked_until from sign_in_failure f where f.key_sha256 = account_key(u.email) and f.locked_until > now()) as locked_until
  from membership m join "user" u on u.id = m.user_id
  where m.tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid);

do $$
declare
  routine text;
begin
  revoke all on function account_key(text) from public;
  grant execute on function account_key(text) to {{schema}}_app, {{schema}}_reader;
  foreach routine in array array[
    'begin_attempt(text, text, integer, interval)', 'count_failure_at(text, integer, interval)', 'forget_failures(text)', 'tell_lock()',
    'replace_password_of_user(uuid, text, text)', 'rehash_password_of_user(uuid, text, text)', 'person(uuid)', 'tenants_of_live_sessions(uuid)',
    'tenants_of_user(uuid)', 'update_profile_of_user(uuid, text, text, text)', 'begin_password_reset(uuid)', 'begin_email_verification(uuid, uuid, text)',
    'account_link_of_token(text, text)', 'use_account_link(uuid)', 'reset_password_of_user(uuid, text, text)', 'take_email(uuid, text)'] loop
    execute format('revoke all on function %s from public', routine);
    execute format('grant execute on function %s to {{schema}}_app', routine);
  end loop;
end
$$;
