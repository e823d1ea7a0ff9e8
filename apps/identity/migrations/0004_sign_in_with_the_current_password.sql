-- A password is checked before the transaction that opens the session, and may be changed meanwhile. The row is locked
-- here until that transaction ends, so that a change comes either before, and nobody signs in, or after, and ends the session.
-- The function without a hash stays for a version that runs while this one is rolled out.
create function note_sign_in_of_user(wanted uuid, hash text) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with noted as (update "user" set last_signed_in_at = now() where id = wanted and password_hash = hash returning 1)
  select exists (select from noted)
$$;
revoke all on function note_sign_in_of_user(uuid, text) from public;
grant execute on function note_sign_in_of_user(uuid, text) to {{schema}}_app;
