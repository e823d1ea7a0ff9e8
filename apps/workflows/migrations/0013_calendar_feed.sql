-- How often the entry of a deadline in calendars was revised (RFC 5545, 3.8.7.4): it rises whenever the date moves or the deadline ends.
alter table deadline add column calendar_sequence integer not null default 0;

-- A calendar that programs fetch without a session. Of the token in its address only the digest is kept.
create table calendar_feed (
  id uuid primary key,
  tenant_id uuid not null,
  membership_id uuid not null,
  user_id uuid not null,
  scope text not null check (scope in ('user', 'plant', 'tenant')),
  plant_id uuid,
  locale text not null check (locale in ('en', 'it')),
  title text not null,
  token_sha256 text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  version integer not null default 1,
  check ((scope = 'plant') = (plant_id is not null))
);
create unique index calendar_feed_token on calendar_feed (tenant_id, token_sha256);
create index calendar_feed_of_user on calendar_feed (tenant_id, user_id, id);
select secure_tenant_table('calendar_feed');
select guard_tenant_writes('calendar_feed');
