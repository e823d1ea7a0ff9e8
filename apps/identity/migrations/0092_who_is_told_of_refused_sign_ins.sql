-- As in 0011; a tenant that somebody has left learns no more of who tries to sign in in their name.
create or replace function tell_refused_sign_in()
returns table (user_id uuid, tenant_ids uuid[], action text, status text, error_code text, address text, user_agent text, request_id text, refused_at timestamptz)
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with oldest as (
    select r.* from refused_sign_in r where r.told_at is null order by r.refused_at limit 1 for update skip locked),
  told as (
    update refused_sign_in r set told_at = now(), address = null, user_agent = null from oldest where r.id = oldest.id)
  select o.user_id,
    case when o.tenant_id is null then array(select m.tenant_id from membership m where m.user_id = o.user_id and m.active order by 1) else array[o.tenant_id] end,
    o.action, o.status, o.error_code, o.address, o.user_agent, o.request_id, o.refused_at
  from oldest o
$$;
