-- Sign-ins that were refused, until the trails of the tenants they concern tell of them. A row is written whether the account exists
-- or not, so that neither takes longer; of what was typed it keeps a digest. No role but the owner may touch this table.
create table refused_sign_in (
  id uuid primary key default gen_random_uuid(),
  key_sha256 text not null,
  user_id uuid,
  tenant_id uuid,
  action text not null,
  status text not null,
  error_code text not null,
  address text,
  user_agent text,
  request_id text not null,
  refused_at timestamptz not null default clock_timestamp(),
  told_at timestamptz
);
create index refused_sign_in_by_key on refused_sign_in (key_sha256, refused_at);
create index refused_sign_in_untold on refused_sign_in (refused_at) where told_at is null;
create index refused_sign_in_told on refused_sign_in (refused_at) where told_at is not null;

-- Who was meant: somebody by e-mail address, by the digest of a begun sign-in, by a passkey; or whoever a provider was asked about.
-- Within the time that locks last, each is noted so many times and its lock once; what comes on top says nothing new.
create function note_refused_sign_in(means text, who text, act text, outcome text, code text, caller_address text, caller_agent text, request text, most integer, lasting interval)
returns void
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
declare
  person uuid;
  tenant uuid;
  key text;
begin
  if means = 'email' then
    select u.id into person from "user" u where u.email = who;
  elsif means = 'challenge' then
    select c.user_id into person from sign_in_challenge c where c.challenge_sha256 = who;
  elsif means = 'passkey' then
    select p.user_id into person from passkey p where p.credential_id = who;
  elsif means = 'provider' then
    select p.tenant_id into tenant from identity_provider p where p.id::text = who;
  end if;
  key := encode(sha256(convert_to(case when person is null then means || E'\n' || who else E'user\n' || person end, 'UTF8')), 'hex');
  perform pg_advisory_xact_lock(hashtext('{{schema}}.refused-sign-in'), hashtext(key));
  if code = 'too-many-attempts' then
    if exists (select from refused_sign_in r where r.key_sha256 = key and r.error_code = code and r.refused_at > now() - lasting) then return; end if;
  elsif (select count(*) from refused_sign_in r where r.key_sha256 = key and r.error_code <> 'too-many-attempts' and r.refused_at > now() - lasting) >= most then
    return;
  end if;
  insert into refused_sign_in (key_sha256, user_id, tenant_id, action, status, error_code, address, user_agent, request_id, told_at)
  select key, person, tenant, act, outcome, code, case when known then caller_address end, case when known then caller_agent end, request, case when not known then now() end
  from (select person is not null or tenant is not null as known) it;
end
$$;

-- The oldest that no trail tells of, for one teller, and the tenants whose it is. What it held of the caller goes with the telling.
create function tell_refused_sign_in()
returns table (user_id uuid, tenant_ids uuid[], action text, status text, error_code text, address text, user_agent text, request_id text, refused_at timestamptz)
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with oldest as (
    select r.* from refused_sign_in r where r.told_at is null order by r.refused_at limit 1 for update skip locked),
  told as (
    update refused_sign_in r set told_at = now(), address = null, user_agent = null from oldest where r.id = oldest.id)
  select o.user_id, case when o.tenant_id is null then array(select m.tenant_id from membership m where m.user_id = o.user_id order by 1) else array[o.tenant_id] end,
    o.action, o.status, o.error_code, o.address, o.user_agent, o.request_id, o.refused_at
  from oldest o
$$;

-- Says how many went: those that count for no bound any more.
create function forget_refused_sign_ins(lasting interval, most integer) returns integer
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with gone as (
    delete from refused_sign_in where id in (
      select id from refused_sign_in where told_at is not null and refused_at < now() - lasting order by refused_at limit most for update skip locked)
    returning 1)
  select count(*)::integer from gone
$$;

do $$
declare
  routine text;
begin
  foreach routine in array array[
    'note_refused_sign_in(text, text, text, text, text, text, text, text, integer, interval)', 'tell_refused_sign_in()', 'forget_refused_sign_ins(interval, integer)'] loop
    execute format('revoke all on function %s from public', routine);
    execute format('grant execute on function %s to {{schema}}_app', routine);
  end loop;
end
$$;
