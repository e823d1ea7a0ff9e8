-- Who may vouch for people towards one tenant. The client secret is sealed; its key is no part of the database.
create table identity_provider (
  id uuid primary key,
  tenant_id uuid not null,
  label text not null,
  issuer text not null,
  client_id text not null,
  client_secret text,
  client_secret_set_at timestamptz,
  scopes text[] not null,
  claims jsonb not null,
  enabled boolean not null,
  allowed_email_domains text[] not null check (cardinality(allowed_email_domains) > 0),
  creates_accounts boolean not null,
  rules jsonb not null,
  assignment text not null check (assignment in ('first-match', 'every-match')),
  default_role_ids uuid[] not null,
  row_scope jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  unique (tenant_id, issuer, client_id),
  check ((client_secret is null) = (client_secret_set_at is null))
);
create index identity_provider_of_domain on identity_provider using gin (allowed_email_domains) where enabled;
select secure_tenant_table('identity_provider');
select guard_tenant_writes('identity_provider');

-- Who a user is to an issuer. It counts in the one tenant that trusted the issuer so far, and in no other the user belongs to.
create table external_identity (
  id uuid primary key,
  tenant_id uuid not null,
  issuer text not null,
  subject text not null,
  user_id uuid not null references "user" (id) deferrable initially deferred,
  linked_at timestamptz not null,
  version integer not null default 1,
  unique (tenant_id, issuer, subject),
  unique (tenant_id, issuer, user_id)
);
create index external_identity_of_user on external_identity (tenant_id, user_id);
select secure_tenant_table('external_identity');
select guard_tenant_writes('external_identity');

-- Sign-ins that are done with, by a digest, until they would have run out: what the browser brought back is good for one.
create table finished_sign_in (
  tenant_id uuid not null,
  sign_in_sha256 text not null,
  expires_at timestamptz not null,
  primary key (tenant_id, sign_in_sha256)
);
select secure_tenant_table('finished_sign_in');

-- An administrator's choice of roles stands against the mapping until it is reset.
alter table membership add column role_override boolean not null default false;

-- Somebody whom an identity provider vouches for has no password.
alter table "user" alter column password_hash drop not null;

-- What is asked before the tenant is known; see 0003.
create policy before_tenant on identity_provider for select to {{schema}}_owner using (true);

create function tenant_of_identity_provider(wanted uuid) returns uuid
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select tenant_id from identity_provider where id = wanted
$$;

-- By the domain alone: the answer tells nothing of who has an account.
create function identity_providers_for_domain(domain text)
returns table (id uuid, label text)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select p.id, p.label from identity_provider p join tenant t on t.id = p.tenant_id
  where p.enabled and p.allowed_email_domains @> array[domain] and (t.closed_from is null or t.closed_from > now())
  order by p.label, p.id limit 20
$$;

-- False when the e-mail address is taken, by whomever.
create function register_user_without_password(new_id uuid, address text, name text) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with registered as (
    insert into "user" (id, email, display_name, password_hash, password_change_required, password_changed_at, created_at)
    values (new_id, address, name, null, false, now(), now())
    on conflict (email) do nothing returning 1)
  select exists (select from registered)
$$;

-- Notes a sign-in that no password was part of.
create function note_external_sign_in_of_user(wanted uuid) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  update "user" set last_signed_in_at = now() where id = wanted
$$;

do $$
declare
  routine text;
begin
  foreach routine in array array[
    'tenant_of_identity_provider(uuid)', 'identity_providers_for_domain(text)', 'register_user_without_password(uuid, text, text)',
    'note_external_sign_in_of_user(uuid)'] loop
    execute format('revoke all on function %s from public', routine);
    execute format('grant execute on function %s to {{schema}}_app', routine);
  end loop;
end
$$;
