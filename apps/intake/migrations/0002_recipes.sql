-- Versions of a tenant's recipes. A version is never edited, only followed.
create table recipe (
  id uuid primary key,
  tenant_id uuid not null,
  name text not null,
  recipe_version integer not null check (recipe_version > 0),
  title text not null,
  target text not null,
  document json not null,
  created_by_user_id uuid not null,
  created_at timestamptz not null,
  version integer not null default 1,
  unique (tenant_id, name, recipe_version)
);
select secure_tenant_table('recipe');
