-- Somebody has lost everything they held. Holds the user's row, so that a sign-in under way comes either before and is ended, or finds
-- no factor. What was begun with one, a challenge, ends too. Says whose they were; nothing when there is no such user, or no factor.
create function remove_second_factors_of(address text) returns table (user_id uuid, locale text, removed boolean)
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
declare
  owner "user";
  had boolean;
begin
  select * into owner from "user" u where u.email = address for update;
  if not found then return; end if;
  had := has_second_factor(owner.id);
  delete from recovery_code c where c.user_id = owner.id;
  delete from totp_factor f where f.user_id = owner.id;
  delete from passkey p where p.user_id = owner.id;
  delete from sign_in_challenge c where c.user_id = owner.id;
  return query select owner.id, owner.locale, had;
end
$$;
revoke all on function remove_second_factors_of(text) from public;
grant execute on function remove_second_factors_of(text) to {{schema}}_app;
