-- What has to be answered before a request has a tenant. Each function answers one narrow question as the owner; the
-- app role may call them and has no other way to these rows. The owner is bound by row-level security too, so the
-- tables that the functions read across tenants let the owner select.
create policy before_tenant on tenant for select to {{schema}}_owner using (true);
create policy before_tenant on membership for select to {{schema}}_owner using (true);
create policy before_tenant on session for select to {{schema}}_owner using (true);
create policy before_tenant on refresh_token for select to {{schema}}_owner using (true);

create function user_for_sign_in(address text)
returns table (id uuid, password_hash text, password_change_required boolean)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select u.id, u.password_hash, u.password_change_required from "user" u where u.email = address
$$;

create function credential_of_user(wanted uuid)
returns table (email text, password_hash text)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select u.email, u.password_hash from "user" u where u.id = wanted
$$;

-- Where a user may sign in, the tenant joined first on top.
create function open_memberships_of_user(wanted uuid)
returns table (membership_id uuid, tenant_id uuid, tenant_name text)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select m.id, m.tenant_id, t.name
  from membership m join tenant t on t.id = m.tenant_id
  where m.user_id = wanted and m.active and t.status in ('Active', 'Trial')
  order by m.created_at, m.id
$$;

-- False when the e-mail address is taken.
create function register_user(new_id uuid, address text, name text, hash text, must_change boolean)
returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with registered as (
    insert into "user" (id, email, display_name, password_hash, password_change_required, password_changed_at, created_at)
    values (new_id, address, name, hash, must_change, now(), now())
    on conflict (email) do nothing returning 1)
  select exists (select from registered)
$$;

create function change_password_of_user(wanted uuid, hash text) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  update "user" set password_hash = hash, password_change_required = false, password_changed_at = now() where id = wanted
$$;

create function note_sign_in_of_user(wanted uuid) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  update "user" set last_signed_in_at = now() where id = wanted
$$;

-- Counts an attempt before its password is checked, so that attempts made at once are all counted.
create function count_sign_in_attempt(key text, window_seconds integer)
returns table (attempts integer, window_ends_in_seconds integer)
language sql security definer set search_path = {{schema}}, pg_temp as $$
  insert into sign_in_attempt as known (account_and_address_sha256, attempts, window_started_at) values (key, 1, now())
  on conflict (account_and_address_sha256) do update set
    attempts = case when known.window_started_at < now() - make_interval(secs => window_seconds) then 1 else known.attempts + 1 end,
    window_started_at = case when known.window_started_at < now() - make_interval(secs => window_seconds) then now() else known.window_started_at end
  returning known.attempts, greatest(1, ceil(extract(epoch from known.window_started_at + make_interval(secs => window_seconds) - now())))::integer
$$;

create function forget_sign_in_attempts(key text) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  delete from sign_in_attempt where account_and_address_sha256 = key or window_started_at < now() - interval '1 day'
$$;

create function session_of_refresh_token(sha256 text)
returns table (session_id uuid, tenant_id uuid, user_id uuid)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select s.id, s.tenant_id, s.user_id from refresh_token r join session s on s.id = r.session_id where r.token_sha256 = sha256
$$;

create function tenant_of_membership(wanted uuid) returns uuid
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select tenant_id from membership where id = wanted
$$;

create function first_tenant() returns uuid
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select id from tenant order by created_at, id limit 1
$$;

-- The users of the current tenant, without their password.
create view tenant_user with (security_barrier) as
  select m.tenant_id, u.id, u.email, u.display_name, u.password_change_required, u.last_signed_in_at
  from membership m join "user" u on u.id = m.user_id
  where m.tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select on tenant_user to {{schema}}_app;

do $$
declare
  routine text;
begin
  foreach routine in array array[
    'user_for_sign_in(text)', 'credential_of_user(uuid)', 'open_memberships_of_user(uuid)', 'register_user(uuid, text, text, text, boolean)',
    'change_password_of_user(uuid, text)', 'note_sign_in_of_user(uuid)', 'count_sign_in_attempt(text, integer)',
    'forget_sign_in_attempts(text)', 'session_of_refresh_token(text)', 'tenant_of_membership(uuid)', 'first_tenant()'] loop
    execute format('revoke all on function %s from public', routine);
    execute format('grant execute on function %s to {{schema}}_app', routine);
  end loop;
end
$$;
