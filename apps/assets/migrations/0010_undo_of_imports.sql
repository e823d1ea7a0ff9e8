-- What an import changed in a plant, as it was before: one row for each plant and chunk. A plant that the import registered has none;
-- the receipt names it. The version behind the chunk is the one before it plus one.
create table plant_import_before (
  tenant_id uuid not null,
  import_job_id uuid not null,
  chunk_index integer not null,
  plant_id uuid not null,
  version_before integer not null,
  held json not null,
  primary key (tenant_id, import_job_id, chunk_index, plant_id)
);
select secure_tenant_table('plant_import_before'), guard_tenant_writes('plant_import_before');

-- An import that is being undone, or was: from here on nobody applies another chunk of it, and its plants stay as they are.
create table plant_import_undo (
  tenant_id uuid not null,
  import_job_id uuid not null,
  plants integer not null,
  opened_at timestamptz not null default now(),
  done_at timestamptz,
  primary key (tenant_id, import_job_id)
);
select secure_tenant_table('plant_import_undo'), guard_tenant_writes('plant_import_undo');

-- What the undo does to each plant: removes it (`held` is null), or gives it back what it held. Without an outcome it is still to be done.
create table plant_import_undo_item (
  tenant_id uuid not null,
  import_job_id uuid not null,
  place integer not null,
  plant_id uuid not null,
  version_before integer not null,
  held json,
  outcome text check (outcome in ('removed', 'restored')),
  primary key (tenant_id, import_job_id, place)
);
create unique index plant_being_undone on plant_import_undo_item (tenant_id, plant_id) where outcome is null;
select secure_tenant_table('plant_import_undo_item'), guard_tenant_writes('plant_import_undo_item');

-- A plant that was given back what it held at an earlier version is, for the imports of that time, at that version.
create table plant_restoration (
  tenant_id uuid not null,
  plant_id uuid not null,
  version integer not null,
  same_as_version integer not null,
  primary key (tenant_id, plant_id, version)
);
select secure_tenant_table('plant_restoration'), guard_tenant_writes('plant_restoration');

-- Between the check of an undo and its last chunk nothing may come in between, or it would not be undone as a whole.
create function keep_plants_being_undone() returns trigger language plpgsql as $$
begin
  if exists (select from {{schema}}.plant_import_undo_item where tenant_id = new.tenant_id and plant_id = new.id and outcome is null)
     and current_setting('app.undoing', true) is distinct from 'yes' then
    raise exception 'the plant is being undone' using errcode = 'KT003', detail = format('The import that brought %s is being undone. Try again in a moment.', new.code);
  end if;
  return new;
end
$$;
create trigger plants_being_undone before update on plant for each row execute function keep_plants_being_undone();
