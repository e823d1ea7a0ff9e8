-- What a file calls the person it invites.
alter table invitation add column display_name text check (length(display_name) between 1 and 200);

drop function invitation_of_token(text);
create function invitation_of_token(sha256 text)
returns table (id uuid, tenant_id uuid, tenant_name text, email text, locale text, status text, expires_at timestamptz, account_exists boolean, display_name text)
language sql stable security definer set search_path = {{schema}}, pg_temp as $$
  select i.id, i.tenant_id, t.name, i.email, i.locale, i.status, i.expires_at,
    exists (select from "user" u where u.email = i.email and u.email_verified_at is not null), i.display_name
  from mailed_token m join invitation i on i.id = m.link_id join tenant t on t.id = i.tenant_id where m.token_sha256 = sha256
$$;
revoke all on function invitation_of_token(text) from public;
grant execute on function invitation_of_token(text) to {{schema}}_app;

-- One row for each chunk of an import that was applied: sent again, it is answered as the first time.
create table user_batch_receipt (
  import_job_id uuid not null,
  chunk_index integer not null,
  tenant_id uuid not null,
  results json not null,
  results_sha256 text not null,
  applied_at timestamptz not null default now(),
  primary key (tenant_id, import_job_id, chunk_index)
);
select secure_tenant_table('user_batch_receipt');
select guard_tenant_writes('user_batch_receipt');
revoke update, delete on user_batch_receipt from {{schema}}_app;
