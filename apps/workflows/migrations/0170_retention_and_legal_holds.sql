-- How long a tenant keeps documents of a category, where it says so itself; else the schedule that ships holds.
create table retention_schedule (
  id uuid primary key,
  tenant_id uuid not null,
  category text not null check (category in ('Authorisation', 'Technical', 'Administrative', 'Fiscal', 'Contract', 'Operational')),
  years integer not null check (years between 0 and 100),
  counted_from text not null check (counted_from in ('upload', 'expiry', 'workflowEnd')),
  legal_reference text not null,
  changed_by_user_id uuid not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  unique (tenant_id, category)
);
select secure_tenant_table('retention_schedule'), guard_tenant_writes('retention_schedule');

-- What a document was promised to be kept for is never taken back, whatever a schedule says later.
create function keep_retention() returns trigger language plpgsql as $$
begin
  raise exception 'retention is never shortened' using errcode = 'KT006', detail = format('The document is kept until %s; that is never shortened.', old.retain_until);
end
$$;
create trigger retention_is_kept before update of retain_until on document for each row
  when (old.retain_until is not null and (new.retain_until is null or new.retain_until < old.retain_until)) execute function keep_retention();

-- A case for which documents must stay, whatever their retention. It holds what it names, and what is linked to its plants and workflows,
-- now or while it stands.
create table legal_hold (
  id uuid primary key,
  tenant_id uuid not null,
  title text not null,
  reason text not null,
  plant_ids uuid[] not null,
  workflow_ids uuid[] not null,
  placed_by_user_id uuid not null,
  placed_at timestamptz not null,
  released_at timestamptz,
  released_by_user_id uuid,
  release_reason text,
  version integer not null default 1,
  unique (tenant_id, id),
  check ((released_at is null) = (released_by_user_id is null) and (released_at is null) = (release_reason is null))
);
create index legal_hold_standing on legal_hold (tenant_id, id desc) where released_at is null;
select secure_tenant_table('legal_hold'), guard_tenant_writes('legal_hold');
revoke delete on legal_hold from {{schema}}_app;

-- Stays when the document is disposed of, after the hold was released.
create table legal_hold_document (
  tenant_id uuid not null,
  legal_hold_id uuid not null,
  document_id uuid not null,
  added_at timestamptz not null default now(),
  primary key (tenant_id, legal_hold_id, document_id),
  foreign key (tenant_id, legal_hold_id) references legal_hold (tenant_id, id)
);
create index legal_hold_of_document on legal_hold_document (tenant_id, document_id);
select secure_tenant_table('legal_hold_document'), guard_tenant_writes('legal_hold_document');
-- Nobody takes a document out of a hold: it is released as a whole.
revoke update, delete on legal_hold_document from {{schema}}_app;

-- Whoever deletes a document and whoever holds it take turns: the one who comes second sees what the first one did.
create function hold_document() returns trigger language plpgsql as $$
begin
  perform from {{schema}}.document where tenant_id = new.tenant_id and id = new.document_id for share;
  if not found then raise foreign_key_violation using message = 'there is no such document'; end if;
  return new;
end
$$;
create trigger document_is_there before insert on legal_hold_document for each row execute function hold_document();

-- Placing a hold and linking a document take turns within a tenant, so that neither misses the other.
create function holds_take_turns() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('legal-hold:' || new.tenant_id, 170));
  return new;
end
$$;
create trigger holds_take_turns before insert on legal_hold for each row execute function holds_take_turns();

create function hold_linked_document() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('legal-hold:' || new.tenant_id, 170));
  insert into {{schema}}.legal_hold_document (tenant_id, legal_hold_id, document_id)
  select new.tenant_id, h.id, new.document_id from {{schema}}.legal_hold h
  where h.tenant_id = new.tenant_id and h.released_at is null and (new.plant_id = any(h.plant_ids) or h.workflow_ids && array[
    case new.kind when 'workflow' then new.target_id when 'task' then (select t.workflow_id from {{schema}}.workflow_task t where t.tenant_id = new.tenant_id and t.id = new.target_id) end])
  on conflict do nothing;
  return null;
end
$$;
create trigger linked_document_is_held after insert on document_link for each row execute function hold_linked_document();

create function refuse_while_held() returns trigger language plpgsql as $$
declare
  held uuid := case tg_table_name when 'document' then old.id else (to_jsonb(old) ->> 'document_id')::uuid end;
  titles text := (
    select string_agg(h.title, ', ' order by h.id) from {{schema}}.legal_hold_document x
      join {{schema}}.legal_hold h on h.tenant_id = x.tenant_id and h.id = x.legal_hold_id and h.released_at is null
    where x.tenant_id = old.tenant_id and x.document_id = held);
begin
  if titles is not null then
    raise exception 'the document is held' using errcode = 'KT005', detail = format('Legal holds keep the document: %s.', titles);
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;
create trigger held_document_stays before delete on document for each row execute function refuse_while_held();
create trigger held_document_is_not_hidden before update of deleted_at on document for each row when (old.deleted_at is null and new.deleted_at is not null) execute function refuse_while_held();
create trigger held_version_stays before delete on document_version for each row execute function refuse_while_held();
