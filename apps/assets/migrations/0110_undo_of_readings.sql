-- An import of components or readings that is being undone, or was: from here on nobody applies another chunk of it. `remaining` counts what is still to be undone.
create table import_undo (
  tenant_id uuid not null,
  import_job_id uuid not null,
  records integer not null,
  remaining integer not null check (remaining >= 0),
  opened_at timestamptz not null default now(),
  primary key (tenant_id, import_job_id)
);
select secure_tenant_table('import_undo'), guard_tenant_writes('import_undo');

-- Which import an upload is of; imports say so in the source, which anybody may write. `withdrawn` counts the readings that an undo took away.
alter table reading_upload add column import_job_id uuid, add column withdrawn integer not null default 0;
alter table reading_upload no force row level security;
alter table import_batch_receipt no force row level security;
update reading_upload u set import_job_id = substring(u.source from 8)::uuid
  where u.source ~ '^import [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
    and exists (select from import_batch_receipt r where r.tenant_id = u.tenant_id and r.import_job_id = substring(u.source from 8)::uuid);
alter table import_batch_receipt force row level security;
create index reading_upload_of_import on reading_upload (tenant_id, import_job_id) where import_job_id is not null;

-- What brought the value that was replaced. A correction stands until the undo of an import takes it back; that undo's own corrections never do.
-- After a correction that withdrew a reading there is none.
alter table meter_reading_correction
  add column upload_id_before uuid,
  add column stands boolean not null default true,
  alter column energy_wh_after drop not null,
  alter column quality_after drop not null,
  add check ((energy_wh_after is null) = (quality_after is null));
create index meter_reading_correction_of_reading on meter_reading_correction (tenant_id, meter_id, starts_at);
alter table meter_reading_correction no force row level security;
-- Before this it was not kept: it was the correction before, or the last upload of the meter until then that reaches over the time.
update meter_reading_correction c set upload_id_before = coalesce(
  (select b.upload_id from meter_reading_correction b where b.tenant_id = c.tenant_id and b.meter_id = c.meter_id and b.starts_at = c.starts_at and b.id < c.id order by b.id desc limit 1),
  (select u.id from reading_upload u where u.tenant_id = c.tenant_id and u.meter_id = c.meter_id and u.starts_at <= c.starts_at and u.ends_at > c.starts_at and u.id < c.upload_id order by u.id desc limit 1),
  c.upload_id);
alter table meter_reading_correction force row level security;
alter table reading_upload force row level security;
alter table meter_reading_correction alter column upload_id_before set not null;

-- What an undo does to each reading: withdraws it (nothing was there before), or gives it back what it held.
create table reading_undo_item (
  tenant_id uuid not null,
  import_job_id uuid not null,
  place integer not null,
  meter_id uuid not null,
  starts_at timestamptz not null,
  upload_id_before uuid,
  energy_wh_before bigint,
  quality_before text,
  done boolean not null default false,
  primary key (tenant_id, import_job_id, place)
);
create unique index reading_being_undone on reading_undo_item (tenant_id, meter_id, starts_at) where not done;
select secure_tenant_table('reading_undo_item'), guard_tenant_writes('reading_undo_item');

-- Between the check of an undo and its last chunk nothing may come in between, or it would not be undone as a whole.
create function keep_readings_being_undone() returns trigger language plpgsql as $$
begin
  if current_setting('app.undoing', true) is distinct from 'yes'
     and exists (select from {{schema}}.reading_undo_item i where i.tenant_id = old.tenant_id and i.meter_id = old.meter_id and i.starts_at = old.starts_at and not i.done) then
    raise exception 'the reading is being undone' using errcode = 'KT003', detail = 'The import that brought some of these readings is being undone. Try again in a moment.';
  end if;
  return new;
end
$$;
create trigger readings_being_undone before update on meter_reading for each row execute function keep_readings_being_undone();
