-- Mail that waits to be sent. It is written in the transaction that gives the reason for it and worked off afterwards. No
-- secret stands here: the token of a link is made when its mail is sent, and only its digest is kept.
create table outgoing_mail (
  id uuid primary key,
  template text not null,
  recipient text not null,
  locale text check (locale in ('en', 'it')),
  facts jsonb not null,
  link_id uuid,
  queued_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  useless_at timestamptz not null,
  attempts integer not null default 0,
  check (useless_at > queued_at)
);
create index outgoing_mail_by_due on outgoing_mail (due_at);

-- The tokens that links carry. A mail that may have been sent twice has two, and both open the same link.
create table mailed_token (
  token_sha256 text primary key,
  link_id uuid not null,
  made_at timestamptz not null default now()
);
create index mailed_token_of_link on mailed_token (link_id);

create function queue_mail(new_id uuid, kind text, address text, language text, about jsonb, link uuid, useful_for interval) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  insert into outgoing_mail (id, template, recipient, locale, facts, link_id, useless_at)
  values (new_id, kind, address, language, about, link, now() + useful_for)
$$;

-- The mail that is due longest, for one worker; it is due again when that worker does not say how it went.
create function claim_mail(lease interval)
returns table (id uuid, template text, recipient text, locale text, facts jsonb, link_id uuid, attempts integer)
language sql security definer set search_path = {{schema}}, pg_temp as $$
  update outgoing_mail mail set due_at = now() + lease, attempts = mail.attempts + 1
  where mail.id = (select due.id from outgoing_mail due where due.due_at <= now() and due.useless_at > now() order by due.due_at limit 1 for update skip locked)
  returning mail.id, mail.template, mail.recipient, mail.locale, mail.facts, mail.link_id, mail.attempts
$$;

create function keep_mailed_token(sha256 text, link uuid) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  insert into mailed_token (token_sha256, link_id) values (sha256, link)
$$;

create function forget_mail(done uuid) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  delete from outgoing_mail where id = done
$$;

create function retry_mail(failed uuid, pause interval) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  update outgoing_mail set due_at = now() + pause where id = failed
$$;

-- Ends every link that was mailed under this id, sent or not.
create function withdraw_mailed_link(link uuid) returns void
language sql security definer set search_path = {{schema}}, pg_temp as $$
  with unsent as (delete from outgoing_mail where link_id = link)
  delete from mailed_token where link_id = link
$$;

do $$
declare
  routine text;
begin
  foreach routine in array array[
    'queue_mail(uuid, text, text, text, jsonb, uuid, interval)', 'claim_mail(interval)', 'keep_mailed_token(text, uuid)', 'forget_mail(uuid)',
    'retry_mail(uuid, interval)', 'withdraw_mailed_link(uuid)'] loop
    execute format('revoke all on function %s from public', routine);
    execute format('grant execute on function %s to {{schema}}_app', routine);
  end loop;
end
$$;
