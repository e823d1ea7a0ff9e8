-- From which version of a template a version was made, and from which values.
create table document_generation (
  tenant_id uuid not null,
  document_version_id uuid not null,
  document_id uuid not null,
  template_document_id uuid not null,
  template_version_id uuid not null,
  template_sha256 text not null,
  plant_id uuid not null,
  workflow_id uuid,
  locale text not null check (locale in ('en', 'it')),
  values_used jsonb not null,
  values_sha256 text not null,
  generated_by_user_id uuid not null,
  generated_at timestamptz not null,
  primary key (tenant_id, document_version_id)
);
select secure_tenant_table('document_generation'), guard_tenant_writes('document_generation');
revoke update, delete on document_generation from {{schema}}_app;
