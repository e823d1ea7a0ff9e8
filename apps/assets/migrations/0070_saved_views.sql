-- What somebody keeps of how they look at the portfolio. Whoever leaves the tenant leaves what they shared.
create table saved_view (
  id uuid primary key,
  tenant_id uuid not null,
  owner_id uuid not null,
  name text not null,
  shared boolean not null,
  filters jsonb not null,
  sort text not null,
  columns text[] not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index saved_view_name on saved_view (tenant_id, owner_id, lower(name));
create index saved_view_shared on saved_view (tenant_id, lower(name)) where shared;
select secure_tenant_table('saved_view'), guard_tenant_writes('saved_view');
