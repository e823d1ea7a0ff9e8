create table invitation (
  id uuid primary key,
  tenant_id uuid not null references tenant (id) deferrable initially deferred,
  email text not null check (email = lower(email)),
  role_ids uuid[] not null,
  row_scope jsonb not null,
  locale text not null check (locale in ('en', 'it')),
  status text not null check (status in ('pending', 'accepted', 'withdrawn')),
  invited_by uuid not null,
  accepted_by uuid,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  check ((status = 'accepted') = (accepted_by is not null))
);
create unique index invitation_pending on invitation (tenant_id, email) where status = 'pending';
create index invitation_by_time on invitation (tenant_id, created_at, id);
select secure_tenant_table('invitation');
select guard_tenant_writes('invitation');
revoke delete on invitation from {{schema}}_app;
create policy before_tenant on invitation for select to {{schema}}_owner using (true);

create function invitation_of_token(sha256 text)
returns table (id uuid, tenant_id uuid, tenant_name text, email text, locale text, status text, expires_at timestamptz, account_exists boolean)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select i.id, i.tenant_id, t.name, i.email, i.locale, i.status, i.expires_at, exists (select from "user" u where u.email = i.email)
  from mailed_token m join invitation i on i.id = m.link_id join tenant t on t.id = i.tenant_id where m.token_sha256 = sha256
$$;

create function drop_unsent_mail(link uuid) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  delete from outgoing_mail where link_id = link
$$;

create function verify_email_of_user(wanted uuid, address text) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  update "user" set email_verified_at = coalesce(email_verified_at, now()) where id = wanted and email = address
$$;

-- Holds the user's row until the transaction ends, so that a change of password comes before it or ends what it opens.
create function session_stands(wanted uuid, of_user uuid) returns boolean
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
begin
  perform 1 from "user" where id = of_user for share;
  return exists (select from session where id = wanted and user_id = of_user and ended_at is null and expires_at > now());
end
$$;

do $$
declare
  routine text;
begin
  foreach routine in array array['invitation_of_token(text)', 'drop_unsent_mail(uuid)', 'verify_email_of_user(uuid, text)', 'session_stands(uuid, uuid)'] loop
    execute format('revoke all on function %s from public', routine);
    execute format('grant execute on function %s to {{schema}}_app', routine);
  end loop;
end
$$;
