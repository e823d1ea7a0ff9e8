-- Passkeys belong to a person and so to no tenant: no role but the owner may touch these tables.
create table passkey (
  id uuid primary key,
  user_id uuid not null references "user" (id) on delete cascade,
  credential_id text not null unique,
  public_key text not null,
  -- How often the authenticator says it was used. A count that does not rise tells of a copy; zero is one that does not count.
  counter bigint not null,
  transports text[] not null default '{}',
  synced boolean not null,
  name text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_of_user on passkey (user_id);

-- What an authenticator is asked to sign, once and soon. Without a user: whoever is signing in.
create table passkey_challenge (
  challenge_sha256 text primary key,
  user_id uuid references "user" (id) on delete cascade,
  expires_at timestamptz not null
);

create function passkeys_of_user(wanted uuid)
returns table (id uuid, credential_id text, transports text[], synced boolean, name text, created_at timestamptz, last_used_at timestamptz)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select p.id, p.credential_id, p.transports, p.synced, p.name, p.created_at, p.last_used_at from passkey p where p.user_id = wanted order by p.created_at, p.id
$$;

create function passkey_by_credential(credential text)
returns table (user_id uuid, public_key text, counter bigint, transports text[], password_change_required boolean)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select p.user_id, p.public_key, p.counter, p.transports, u.password_change_required from passkey p join "user" u on u.id = p.user_id where p.credential_id = credential
$$;

-- False when the credential is known, of whomever.
create function add_passkey_of_user(wanted uuid, new_id uuid, credential text, key text, count bigint, ways text[], is_synced boolean, title text) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with added as (
    insert into passkey (id, user_id, credential_id, public_key, counter, transports, synced, name) values (new_id, wanted, credential, key, count, ways, is_synced, title)
    on conflict (credential_id) do nothing returning 1)
  select exists (select from added)
$$;

create function rename_passkey_of_user(wanted uuid, of_id uuid, title text) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with renamed as (update passkey set name = title where id = of_id and user_id = wanted returning 1) select exists (select from renamed)
$$;

create function remove_passkey_of_user(wanted uuid, of_id uuid) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with removed as (delete from passkey where id = of_id and user_id = wanted returning 1) select exists (select from removed)
$$;

-- Takes a use whose count is later than every count before; false for a copy, also when both come at once.
create function take_passkey_use(credential text, count bigint) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with used as (
    update passkey set counter = count, last_used_at = now() where credential_id = credential and (count > counter or (count = 0 and counter = 0)) returning 1)
  select exists (select from used)
$$;

create function begin_passkey_challenge(sha256 text, wanted uuid, seconds integer) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  delete from passkey_challenge where expires_at < now();
  insert into passkey_challenge (challenge_sha256, user_id, expires_at) values (sha256, wanted, now() + make_interval(secs => seconds));
$$;

create function take_passkey_challenge(sha256 text, wanted uuid) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with taken as (delete from passkey_challenge where challenge_sha256 = sha256 and user_id is not distinct from wanted and expires_at > now() returning 1)
  select exists (select from taken)
$$;

do $$
declare
  routine text;
begin
  foreach routine in array array[
    'passkeys_of_user(uuid)', 'passkey_by_credential(text)', 'add_passkey_of_user(uuid, uuid, text, text, bigint, text[], boolean, text)',
    'rename_passkey_of_user(uuid, uuid, text)', 'remove_passkey_of_user(uuid, uuid)', 'take_passkey_use(text, bigint)',
    'begin_passkey_challenge(text, uuid, integer)', 'take_passkey_challenge(text, uuid)'] loop
    execute format('revoke all on function %s from public', routine);
    execute format('grant execute on function %s to {{schema}}_app', routine);
  end loop;
end
$$;
