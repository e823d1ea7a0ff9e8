-- Whether a version was approved, by somebody else than uploaded it: the uploader stands in the row, bound to the version's own.
create table document_decision (
  tenant_id uuid not null,
  document_version_id uuid not null,
  uploaded_by_user_id uuid not null,
  decision text not null check (decision in ('approved', 'rejected')),
  note text,
  decided_by_user_id uuid not null check (decided_by_user_id <> uploaded_by_user_id),
  decided_at timestamptz not null default now(),
  primary key (tenant_id, document_version_id),
  foreign key (tenant_id, document_version_id, uploaded_by_user_id) references document_version (tenant_id, id, uploaded_by_user_id)
);
select secure_tenant_table('document_decision'), guard_tenant_writes('document_decision');
revoke update on document_decision from {{schema}}_app;

-- That a version was told to expire, once; closed by a version that is valid for longer.
create table document_renewal (
  tenant_id uuid not null,
  document_version_id uuid not null,
  document_id uuid not null,
  expires_on date not null,
  announced_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_by_version_id uuid,
  primary key (tenant_id, document_version_id),
  foreign key (tenant_id, document_id, document_version_id) references document_version (tenant_id, document_id, id)
);
create index document_renewal_open on document_renewal (tenant_id, document_id) where closed_at is null;
select secure_tenant_table('document_renewal'), guard_tenant_writes('document_renewal');
