-- An account may be made for an address by somebody who does not have it. Until its address is proved it belongs to whoever proves it:
-- with the new password, everything goes by which somebody else could still sign in, or change the address.
create function clear_unproved_account(wanted uuid, address text) returns boolean
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
begin
  perform 1 from "user" where id = wanted and email = address and email_verified_at is null for update;
  if not found then return false; end if;
  delete from passkey where user_id = wanted;
  delete from passkey_challenge where user_id = wanted;
  delete from totp_factor where user_id = wanted;
  delete from recovery_code where user_id = wanted;
  delete from sign_in_challenge where user_id = wanted;
  update account_link set used_at = now() where user_id = wanted and used_at is null and purpose = 'email-verification';
  return true;
end
$$;

-- Whether a session still stands, with its person's row held until the transaction ends: what somebody adds to their account comes
-- before the account is cleared, and goes with the rest, or is refused.
create function hold_person_of_session(wanted uuid, of_user uuid) returns boolean
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
begin
  perform 1 from "user" where id = of_user for update;
  return exists (select from session where id = wanted and user_id = of_user and ended_at is null and expires_at > now());
end
$$;

create function has_proved_email(wanted uuid) returns boolean
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select exists (select from "user" where id = wanted and email_verified_at is not null)
$$;

-- An account of which nobody showed that the address is theirs is none to who is invited: they choose how they are called, and a password.
create or replace function invitation_of_token(sha256 text)
returns table (id uuid, tenant_id uuid, tenant_name text, email text, locale text, status text, expires_at timestamptz, account_exists boolean)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select i.id, i.tenant_id, t.name, i.email, i.locale, i.status, i.expires_at,
    exists (select from "user" u where u.email = i.email and u.email_verified_at is not null)
  from mailed_token m join invitation i on i.id = m.link_id join tenant t on t.id = i.tenant_id where m.token_sha256 = sha256
$$;

do $$
declare
  routine text;
begin
  foreach routine in array array['clear_unproved_account(uuid, text)', 'hold_person_of_session(uuid, uuid)', 'has_proved_email(uuid)'] loop
    execute format('revoke all on function %s from public', routine);
    execute format('grant execute on function %s to {{schema}}_app', routine);
  end loop;
end
$$;
