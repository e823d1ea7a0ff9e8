-- What somebody means to dispose of, and whether somebody approved it.
create table disposal_list (
  id uuid primary key,
  tenant_id uuid not null,
  status text not null check (status in ('proposed', 'approved', 'carriedOut', 'withdrawn')),
  reason text not null,
  drawn_up_by_user_id uuid not null,
  drawn_up_at timestamptz not null,
  decided_by_user_id uuid,
  decided_at timestamptz,
  version integer not null default 1,
  unique (tenant_id, id),
  check ((status = 'proposed') = (decided_by_user_id is null)),
  check ((status = 'proposed') = (decided_at is null))
);
create index disposal_list_to_carry_out on disposal_list (tenant_id, id) where status = 'approved';
select secure_tenant_table('disposal_list'), guard_tenant_writes('disposal_list');

create table disposal_item (
  tenant_id uuid not null,
  disposal_list_id uuid not null,
  document_id uuid not null,
  name text not null,
  category text not null,
  retain_until date,
  state text not null default 'proposed' check (state in ('proposed', 'disposed', 'kept')),
  kept_because text,
  primary key (tenant_id, disposal_list_id, document_id),
  foreign key (tenant_id, disposal_list_id) references disposal_list (tenant_id, id),
  check ((state = 'kept') = (kept_because is not null))
);
select secure_tenant_table('disposal_item'), guard_tenant_writes('disposal_item');
revoke delete on disposal_list, disposal_item from {{schema}}_app;

-- What is left of every version that was disposed of.
create table document_tombstone (
  tenant_id uuid not null,
  document_version_id uuid not null,
  document_id uuid not null,
  version_number integer not null,
  name text not null,
  category text not null,
  file_name text not null,
  sha256 text not null,
  byte_size bigint not null,
  retain_until date,
  reason text not null,
  disposal_list_id uuid not null,
  disposed_by_user_id uuid not null,
  disposed_at timestamptz not null default now(),
  bytes text not null default 'toBeRemoved' check (bytes in ('toBeRemoved', 'removed', 'inUse')),
  primary key (tenant_id, document_version_id),
  foreign key (tenant_id, disposal_list_id) references disposal_list (tenant_id, id)
);
create index document_tombstone_of_document on document_tombstone (tenant_id, document_id);
create index document_tombstone_by_content on document_tombstone (tenant_id, sha256);
create index document_tombstone_with_bytes on document_tombstone (tenant_id, document_version_id) where bytes = 'toBeRemoved';
select secure_tenant_table('document_tombstone'), guard_tenant_writes('document_tombstone');
revoke update, delete on document_tombstone from {{schema}}_app;
grant update (bytes) on document_tombstone to {{schema}}_app;
