-- Changes of plants that somebody proposed. What is proposed stays as it is; who proposed it never approves it, whoever asks.
create table change_set (
  id uuid primary key,
  tenant_id uuid not null,
  title text not null,
  reason text not null,
  changes jsonb not null,
  plant_ids uuid[] not null,
  status text not null check (status in ('proposed', 'applied', 'rejected', 'withdrawn')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  version integer not null default 1,
  check ((status = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  constraint decided_by_another check (status not in ('applied', 'rejected') or decided_by <> proposed_by),
  check (status <> 'withdrawn' or decided_by = proposed_by)
);
create index change_set_by_time on change_set (tenant_id, proposed_at desc, id desc);
select secure_tenant_table('change_set'), guard_tenant_writes('change_set');

create function keep_change_set_as_proposed() returns trigger language plpgsql as $$
begin
  if old.status <> 'proposed' or (new.id, new.tenant_id, new.title, new.reason, new.changes, new.plant_ids, new.proposed_by, new.proposed_at)
     is distinct from (old.id, old.tenant_id, old.title, old.reason, old.changes, old.plant_ids, old.proposed_by, old.proposed_at) then
    raise exception 'a change set stays as it was proposed, and decided';
  end if;
  return new;
end
$$;
create trigger change_set_stays before update on change_set for each row execute function keep_change_set_as_proposed();

-- Which set a change was a part of; the transaction that applies it says so.
alter table plant_change add column change_set_id uuid default nullif(current_setting('app.change_set', true), '')::uuid;

-- What the tenant has two people for changes by an applied set alone, whichever command tries. Undoing an import asks beforehand.
create function refuse_changes_without_approval() returns trigger language plpgsql as $$
declare
  guarded jsonb := (select settings -> 'fourEyesFields' from {{schema}}.tenant_terms where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
  refused text;
begin
  if guarded is null or guarded = '[]'::jsonb or current_setting('app.undoing', true) = 'yes' then return null; end if;
  select string_agg(distinct field, ', ') into refused
  from (select a.tenant_id, a.change_set_id, case when a.part = 'plant' then split_part(k, '.', 1) else a.part || '.' || k end as field from added a cross join lateral jsonb_object_keys(a.after) k) c
  where guarded ? c.field
    and not exists (select from {{schema}}.change_set s where s.tenant_id = c.tenant_id and s.id = c.change_set_id and s.status = 'applied');
  if refused is not null then
    raise exception 'the change needs approval' using errcode = 'KT004', detail = format('By the settings of the tenant %s change by a change set that somebody else approves. Propose one.', refused);
  end if;
  return null;
end
$$;
create trigger changes_are_approved after insert on plant_change referencing new table as added for each statement execute function refuse_changes_without_approval();
