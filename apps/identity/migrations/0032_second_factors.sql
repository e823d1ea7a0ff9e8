-- What a person holds beside their password. It belongs to the person and so to no tenant: no role but the owner may touch
-- these tables, and every question is asked through a narrow function.
create table totp_factor (
  user_id uuid primary key references "user" (id) on delete cascade,
  sealed_secret text not null,
  -- The last step whose code was taken: a code counts once, and none before it counts any more.
  last_step bigint not null default 0,
  created_at timestamptz not null default now(),
  confirmed_at timestamptz
);

create table recovery_code (
  user_id uuid not null references "user" (id) on delete cascade,
  code_sha256 text not null,
  used_at timestamptz,
  primary key (user_id, code_sha256)
);

-- A sign-in whose password was right and whose second factor is awaited. It opens nothing but that second step.
create table sign_in_challenge (
  challenge_sha256 text primary key,
  user_id uuid not null references "user" (id) on delete cascade,
  tenant_id uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create function totp_of_user(wanted uuid) returns table (sealed_secret text, confirmed boolean, last_step bigint)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select f.sealed_secret, f.confirmed_at is not null, f.last_step from totp_factor f where f.user_id = wanted
$$;

-- False when one stands already; one that was never confirmed is replaced.
create function begin_totp_of_user(wanted uuid, sealed text) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with begun as (
    insert into totp_factor as known (user_id, sealed_secret) values (wanted, sealed)
    on conflict (user_id) do update set sealed_secret = excluded.sealed_secret, last_step = 0, created_at = now() where known.confirmed_at is null
    returning 1)
  select exists (select from begun)
$$;

-- Takes the code of a step, once. True for whoever comes first with a step later than every step before.
create function take_totp_step_of_user(wanted uuid, sealed text, step bigint, confirming boolean) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with taken as (
    update totp_factor set last_step = step, confirmed_at = coalesce(confirmed_at, now())
    where user_id = wanted and sealed_secret = sealed and last_step < step and (confirmed_at is null) = confirming returning 1)
  select exists (select from taken)
$$;

create function remove_totp_of_user(wanted uuid) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with codes as (delete from recovery_code where user_id = wanted),
       removed as (delete from totp_factor where user_id = wanted and confirmed_at is not null returning 1)
  select exists (select from removed)
$$;

create function replace_recovery_codes_of_user(wanted uuid, digests text[]) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  delete from recovery_code where user_id = wanted;
  insert into recovery_code (user_id, code_sha256) select wanted, unnest(digests);
$$;

create function recovery_codes_left_of_user(wanted uuid) returns integer
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select count(*)::integer from recovery_code where user_id = wanted and used_at is null
$$;

create function take_recovery_code_of_user(wanted uuid, digest text) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with taken as (update recovery_code set used_at = now() where user_id = wanted and code_sha256 = digest and used_at is null returning 1)
  select exists (select from taken)
$$;

-- Only while the password that was checked still stands.
create function begin_sign_in_challenge(sha256 text, wanted uuid, at_tenant uuid, hash text, seconds integer) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  delete from sign_in_challenge where expires_at < now();
  with begun as (
    insert into sign_in_challenge (challenge_sha256, user_id, tenant_id, expires_at)
    select sha256, u.id, at_tenant, now() + make_interval(secs => seconds) from "user" u where u.id = wanted and u.password_hash = hash
    returning 1)
  select exists (select from begun)
$$;

create function read_sign_in_challenge(sha256 text) returns table (user_id uuid, tenant_id uuid, email text, password_change_required boolean)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select c.user_id, c.tenant_id, u.email, u.password_change_required from sign_in_challenge c join "user" u on u.id = c.user_id
  where c.challenge_sha256 = sha256 and c.expires_at > now() and u.password_changed_at <= c.created_at
$$;

-- Ends a challenge with the sign-in it was for: once, and not when the password was changed since. Locks the user as
-- note_sign_in_of_user does, for the same reason.
create function finish_sign_in_challenge(sha256 text) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with ended as (delete from sign_in_challenge where challenge_sha256 = sha256 and expires_at > now() returning user_id, created_at),
       noted as (update "user" u set last_signed_in_at = now() from ended where u.id = ended.user_id and u.password_changed_at <= ended.created_at returning 1)
  select exists (select from noted)
$$;

do $$
declare
  routine text;
begin
  foreach routine in array array[
    'totp_of_user(uuid)', 'begin_totp_of_user(uuid, text)', 'take_totp_step_of_user(uuid, text, bigint, boolean)', 'remove_totp_of_user(uuid)',
    'replace_recovery_codes_of_user(uuid, text[])', 'recovery_codes_left_of_user(uuid)', 'take_recovery_code_of_user(uuid, text)',
    'begin_sign_in_challenge(text, uuid, uuid, text, integer)', 'read_sign_in_challenge(text)', 'finish_sign_in_challenge(text)'] loop
    execute format('revoke all on function %s from public', routine);
    execute format('grant execute on function %s to {{schema}}_app', routine);
  end loop;
end
$$;
