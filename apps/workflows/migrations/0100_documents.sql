-- What a tenant keeps, once for each content, however many versions are it.
create table document_content (
  tenant_id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  byte_size bigint not null check (byte_size > 0),
  stored_at timestamptz not null default now(),
  primary key (tenant_id, sha256)
);
select secure_tenant_table('document_content'), guard_tenant_writes('document_content');

create table document (
  id uuid primary key,
  tenant_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  category text not null check (category in ('Authorisation', 'Technical', 'Administrative', 'Fiscal', 'Contract', 'Operational')),
  tags text[] not null,
  legal_references text[] not null,
  -- Whose people see it: the plants of its links, kept with them.
  plant_ids uuid[] not null,
  approval_required boolean not null,
  approved_version_id uuid,
  expires_on date,
  retain_until date,
  archived_at timestamptz,
  deleted_at timestamptz,
  deleted_by_user_id uuid,
  latest_version_id uuid not null,
  latest_version_number integer not null check (latest_version_number > 0),
  created_by_user_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  unique (tenant_id, id)
);
create index document_newest_first on document (tenant_id, id desc) where deleted_at is null;
create index document_by_expiry on document (tenant_id, expires_on, id) where deleted_at is null and archived_at is null and expires_on is not null;
select secure_tenant_table('document'), guard_tenant_writes('document');

create table document_version (
  id uuid primary key,
  tenant_id uuid not null,
  document_id uuid not null,
  number integer not null check (number > 0),
  file_name text not null check (octet_length(file_name) between 1 and 255 and file_name !~ '[/\\[:cntrl:]]'),
  file_type text not null,
  sha256 text not null,
  byte_size bigint not null check (byte_size > 0),
  note text,
  expires_on date,
  uploaded_by_user_id uuid not null,
  uploaded_at timestamptz not null,
  unique (tenant_id, document_id, number),
  unique (tenant_id, document_id, id),
  unique (tenant_id, id, uploaded_by_user_id),
  foreign key (tenant_id, document_id) references document (tenant_id, id),
  foreign key (tenant_id, sha256) references document_content (tenant_id, sha256)
);
create index document_version_by_content on document_version (tenant_id, sha256);
select secure_tenant_table('document_version'), guard_tenant_writes('document_version');
-- What was stored stays as it was: a correction is another version.
revoke update on document_version, document_content from {{schema}}_app;
alter table document add foreign key (tenant_id, id, latest_version_id) references document_version (tenant_id, document_id, id) deferrable initially deferred;

create table document_link (
  id uuid primary key,
  tenant_id uuid not null,
  document_id uuid not null,
  kind text not null check (kind in ('plant', 'deadline', 'workflow', 'task')),
  target_id uuid not null,
  -- The plant that the target is, or belongs to, where that is known.
  plant_id uuid,
  unique (tenant_id, document_id, kind, target_id),
  foreign key (tenant_id, document_id) references document (tenant_id, id)
);
create index document_link_by_target on document_link (tenant_id, kind, target_id);
select secure_tenant_table('document_link'), guard_tenant_writes('document_link');

-- A tenant's documents take no more room than its plan has; two uploads at once take turns. A gigabyte is 10⁹ bytes.
create function documents_within_plan() returns trigger language plpgsql as $$
declare
  most bigint := {{schema}}.held_limit('storageGb');
  present numeric;
begin
  if most is null then return null; end if;
  select sum(byte_size) into present from {{schema}}.document_content where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid;
  if present > most * 1000000000 then
    perform {{schema}}.refuse_beyond_plan('GB of storage', most::text, 'already ' || round((present - (select coalesce(sum(byte_size), 0) from added)) / 1000000000, 3)::text);
  end if;
  return null;
end
$$;
create trigger documents_within_plan_held before insert on document_content for each statement execute function hold_limit('storageGb');
create trigger documents_within_plan_added after insert on document_content referencing new table as added for each statement execute function documents_within_plan();
