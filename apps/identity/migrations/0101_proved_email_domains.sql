-- The domains of e-mail addresses that the operator knows to be a tenant's own. Until then its providers are reached by their start
-- address alone: whoever claims a domain would otherwise be offered to all its people.
alter table tenant add column email_domains text[] not null default '{}';

create or replace function identity_providers_for_domain(domain text)
returns table (id uuid, label text)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select p.id, p.label from identity_provider p join tenant t on t.id = p.tenant_id
  where p.enabled and p.allowed_email_domains @> array[domain] and t.email_domains @> array[domain] and (t.closed_from is null or t.closed_from > now())
  order by p.label, p.id limit 20
$$;
