-- An address that was asked for before a password was changed or reset may have been asked for by whoever knew the old one: its link
-- opens nothing any more.
create or replace function replace_password_of_user(wanted uuid, known text, hash text, needs_factor boolean) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with replaced as (
    update "user" set password_hash = hash, needs_second_factor = needs_factor, password_change_required = false, password_changed_at = now()
    where id = wanted and password_hash = known returning id),
  ended as (
    update account_link l set used_at = now() from replaced where l.user_id = replaced.id and l.used_at is null and l.purpose = 'email-verification')
  select exists (select from replaced)
$$;

create or replace function reset_password_of_user(wanted uuid, address text, hash text, needs_factor boolean) returns boolean
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with changed as (
    update "user" set password_hash = hash, needs_second_factor = needs_factor, password_change_required = false, password_changed_at = now(),
      email_verified_at = coalesce(email_verified_at, now())
    where id = wanted and email = address returning id),
  ended as (
    update account_link l set used_at = now() from changed where l.user_id = changed.id and l.used_at is null and l.purpose = 'email-verification')
  select exists (select from changed)
$$;
