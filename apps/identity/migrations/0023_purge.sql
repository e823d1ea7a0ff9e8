-- What nobody will ask for again, a piece at a time. The owner is bound by row-level security too.
create policy purge on refresh_token for delete to {{schema}}_owner using (true);
create policy purge on invitation for delete to {{schema}}_owner using (true);

-- One replica at a time; the others find the lock taken and have nothing to do. Says how many rows went.
create function purge_over(most integer) returns integer
language plpgsql security definer set search_path = {{schema}}, pg_temp as $$
declare
  gone integer := 0;
  more integer;
begin
  if not pg_try_advisory_xact_lock(hashtext('{{schema}}.purge')) then return 0; end if;
  delete from sign_in_failure where key_sha256 in (
    select key_sha256 from sign_in_failure where counting_since < now() - interval '1 day' and (locked_until is null or locked_until < now()) limit most for update skip locked);
  get diagnostics more = row_count;
  gone := gone + more;
  -- A session that ended stays as a record; its tokens say nothing more after a day.
  delete from refresh_token where id in (
    select r.id from refresh_token r join session s on s.id = r.session_id
    where s.ended_at < now() - interval '1 day' or s.expires_at < now() - interval '1 day' limit most);
  get diagnostics more = row_count;
  gone := gone + more;
  -- Links are known for a month after their end, so that whoever opens one late is told what became of it.
  delete from account_link where id in (select id from account_link where expires_at < now() - interval '30 days' limit most for update skip locked);
  get diagnostics more = row_count;
  gone := gone + more;
  delete from invitation where id in (select id from invitation where status <> 'accepted' and expires_at < now() - interval '90 days' limit most);
  get diagnostics more = row_count;
  gone := gone + more;
  delete from mailed_token where token_sha256 in (
    select t.token_sha256 from mailed_token t
    where t.made_at < now() - interval '1 day' and not exists (select from account_link l where l.id = t.link_id) and not exists (select from invitation i where i.id = t.link_id) limit most);
  get diagnostics more = row_count;
  gone := gone + more;
  delete from outgoing_mail where id in (select id from outgoing_mail where useless_at < now() limit most for update skip locked);
  get diagnostics more = row_count;
  return gone + more;
end
$$;
revoke all on function purge_over(integer) from public;
grant execute on function purge_over(integer) to {{schema}}_app;
