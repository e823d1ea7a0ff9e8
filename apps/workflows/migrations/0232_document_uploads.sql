-- Uploads of documents that can be resumed, until they are a version or come to nothing. Their bytes wait in the file store, piece by piece.
create table upload_session (
  id uuid primary key,
  tenant_id uuid not null,
  user_id uuid not null,
  api_key_id uuid,
  file_name text not null,
  content_type text not null,
  total_bytes bigint not null check (total_bytes > 0),
  -- What is said of the document beside its bytes, and of which document it is a version.
  facts json not null,
  state text not null check (state in ('open', 'completed', 'failed', 'cancelled')),
  document_id uuid,
  document_version_id uuid,
  failure json,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  version integer not null default 1,
  -- How far it has come is written piece by piece, without a trail.
  received_bytes bigint not null default 0 check (received_bytes between 0 and total_bytes),
  writer uuid,
  touched_at timestamptz,
  finishing_until timestamptz,
  cleared boolean not null default false,
  check ((state = 'open') = (ended_at is null)),
  check ((state = 'failed') = (failure is not null)),
  check ((state = 'completed') = (document_version_id is not null)),
  check ((document_id is null) = (document_version_id is null))
);
create index upload_session_of_user on upload_session (tenant_id, user_id, id desc);
create index upload_session_to_clear on upload_session (tenant_id, expires_at) where not cleared;
select secure_tenant_table('upload_session');

create table upload_piece (
  tenant_id uuid not null,
  upload_session_id uuid not null references upload_session (id) on delete cascade,
  starts_at bigint not null check (starts_at >= 0),
  piece text not null,
  primary key (tenant_id, upload_session_id, starts_at)
);
select secure_tenant_table('upload_piece');
select guard_tenant_writes('upload_session'), guard_tenant_writes('upload_piece');
