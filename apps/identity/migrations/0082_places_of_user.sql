-- Everything that a sign-in asks about the tenants of a user, in one answer: the tenant joined first on top, wherever there is
-- something left to read.
create policy before_tenant on mfa_policy for select to {{schema}}_owner using (true);

create function places_of_user(wanted uuid)
returns table (membership_id uuid, tenant_id uuid, tenant_name text, authz_version integer, factor_demanded boolean, operator_settings jsonb, settings jsonb)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select m.id, m.tenant_id, t.name, m.authz_version,
    exists (select from mfa_policy p where p.tenant_id = m.tenant_id and (p.everyone or p.role_ids && m.role_ids)), t.operator_settings, t.settings
  from membership m join tenant t on t.id = m.tenant_id
  where m.user_id = wanted and m.active and (t.closed_from is null or t.closed_from > now())
  order by m.created_at, m.id
$$;
revoke all on function places_of_user(uuid) from public;
grant execute on function places_of_user(uuid) to {{schema}}_app;
