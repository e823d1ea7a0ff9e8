-- Which sign-in at its issuer a session rests on: it ends with that one. The ID token is sealed, and shown to its issuer alone,
-- when its person signs out there too.
create table external_session (
  session_id uuid primary key references session (id) on delete cascade deferrable initially deferred,
  tenant_id uuid not null,
  identity_provider_id uuid not null,
  subject text not null,
  issuer_session text,
  id_token text not null
);
create index external_session_of_person on external_session (tenant_id, identity_provider_id, subject);
create index external_session_of_issuer_session on external_session (tenant_id, identity_provider_id, issuer_session) where issuer_session is not null;
select secure_tenant_table('external_session');

-- Logout tokens that had their effect, by a digest, until they are too old to be believed: each is good for once.
create table received_logout_token (
  tenant_id uuid not null,
  token_sha256 text not null,
  expires_at timestamptz not null,
  primary key (tenant_id, token_sha256)
);
select secure_tenant_table('received_logout_token');
