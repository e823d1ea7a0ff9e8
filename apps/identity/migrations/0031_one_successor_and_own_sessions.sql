-- A refresh token has exactly one successor. Its secret is kept under a key made from the parent's secret, which nobody
-- but its holder has, so that a repeated request is answered with the same successor; it is wiped with the first use.
alter table refresh_token add column sealed_secret text;
create unique index one_live_successor on refresh_token (parent_id) where used_at is null and sealed_secret is not null;

-- A person sees and ends their sessions of every tenant.
create function live_sessions_of_user(wanted uuid)
returns table (id uuid, tenant_id uuid, tenant_name text, address text, user_agent text, methods text[], started_at timestamptz, last_seen_at timestamptz, expires_at timestamptz)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select s.id, s.tenant_id, t.name, s.address, s.user_agent, s.methods, s.started_at, s.last_seen_at, s.expires_at
  from session s join tenant t on t.id = s.tenant_id
  where s.user_id = wanted and s.ended_at is null and s.expires_at > now()
  order by s.last_seen_at desc, s.id
$$;
revoke all on function live_sessions_of_user(uuid) from public;
grant execute on function live_sessions_of_user(uuid) to {{schema}}_app;
create index session_of_person on session (user_id) where ended_at is null;
