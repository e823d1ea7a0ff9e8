-- Recipes that others may take as theirs. A template's recipe is what was published; it never changes.
create table recipe_template (
  id uuid primary key,
  tenant_id uuid not null,
  title text not null,
  description text not null,
  category text not null check (category in ('general', 'ecommerce', 'crm', 'marketing', 'finance', 'healthcare', 'education', 'hr', 'logistics', 'social')),
  tags text[] not null,
  target text not null,
  document json not null,
  visibility text not null check (visibility in ('private', 'tenant')),
  published_by_user_id uuid not null,
  published_at timestamptz not null,
  version integer not null default 1,
  unique (tenant_id, id)
);
select secure_tenant_table('recipe_template');
select guard_tenant_writes('recipe_template');

-- Which other tenant may read one, and until when. Nothing here says whether there is such a tenant.
create table recipe_template_share (
  id uuid primary key,
  tenant_id uuid not null,
  recipe_template_id uuid not null,
  to_tenant_id uuid not null check (to_tenant_id <> tenant_id),
  expires_at timestamptz not null,
  shared_by_user_id uuid not null,
  shared_at timestamptz not null,
  version integer not null default 1,
  unique (tenant_id, recipe_template_id, to_tenant_id),
  foreign key (tenant_id, recipe_template_id) references recipe_template (tenant_id, id) on delete cascade
);
create index recipe_template_share_by_reader on recipe_template_share (to_tenant_id, expires_at);
select secure_tenant_table('recipe_template_share');
select guard_tenant_writes('recipe_template_share');

-- A row for every recipe that was made of a template, with the tenant that made it. A shipped template has no row of its own.
create table recipe_template_use (
  recipe_id uuid primary key,
  tenant_id uuid not null,
  recipe_template_id uuid not null,
  used_by_user_id uuid not null,
  used_at timestamptz not null
);
create index recipe_template_use_by_template on recipe_template_use (recipe_template_id);
select secure_tenant_table('recipe_template_use');
select guard_tenant_writes('recipe_template_use');

-- What crosses the border between tenants does so here: the owner reads across them, and the app role may ask these two questions.
create policy across_tenants on recipe_template for select to {{schema}}_owner using (true);
create policy across_tenants on recipe_template_share for select to {{schema}}_owner using (true);
create policy across_tenants on recipe_template_use for select to {{schema}}_owner using (true);

-- The templates that others share with the current tenant at this moment: the template, and not whose it is.
create function recipe_templates_shared_with_tenant()
returns table (id uuid, title text, description text, category text, tags text[], target text, document json, published_at timestamptz, shared_until timestamptz, version integer)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select t.id, t.title, t.description, t.category, t.tags, t.target, t.document, t.published_at, s.expires_at, t.version
  from recipe_template_share s join recipe_template t on t.tenant_id = s.tenant_id and t.id = s.recipe_template_id
  where s.to_tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and s.expires_at > now() and t.visibility = 'tenant'
$$;

-- How often the templates that the current tenant may read were taken, by whomever.
create function uses_of_recipe_templates()
returns table (recipe_template_id uuid, uses bigint)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select u.recipe_template_id, count(*) from recipe_template_use u
  where u.recipe_template_id in (
    select t.id from recipe_template t where t.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
    union all select id from recipe_templates_shared_with_tenant())
  group by 1
$$;

do $$
declare
  routine text;
begin
  foreach routine in array array['recipe_templates_shared_with_tenant()', 'uses_of_recipe_templates()'] loop
    execute format('revoke all on function %s from public', routine);
    execute format('grant execute on function %s to {{schema}}_app', routine);
  end loop;
end
$$;
