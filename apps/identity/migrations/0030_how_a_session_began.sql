-- How the person proved who they are, and when: access tokens say so, and dangerous actions ask for a recent proof.
alter table session
  add column methods text[] not null default '{pwd}',
  add column authenticated_at timestamptz not null default now(),
  add column last_seen_at timestamptz not null default now();
-- Sessions that stand began with the password when they were started. Row-level security binds the owner as well.
alter table session no force row level security;
update session set authenticated_at = started_at, last_seen_at = started_at;
alter table session force row level security;
create index session_of_user on session (tenant_id, user_id) where ended_at is null;
