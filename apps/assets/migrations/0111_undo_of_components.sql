-- What an import did to a component: one row for each component and chunk. `held` is what it held before in the fields that changed, null for one that
-- the import registered. `version_after` is the version at which it stands as the chunk left it, also when a later import was undone.
create table component_import_change (
  tenant_id uuid not null,
  import_job_id uuid not null,
  chunk_index integer not null,
  component_id uuid not null,
  plant_id uuid not null,
  version_before integer not null,
  version_after integer not null,
  held json,
  primary key (tenant_id, import_job_id, chunk_index, component_id)
);
create index component_import_change_of_component on component_import_change (tenant_id, component_id);
select secure_tenant_table('component_import_change'), guard_tenant_writes('component_import_change');

-- What an undo does to each component: takes it away (`held` is null, `was` is what it was), or gives it back what it held, perhaps a serial number.
create table component_undo_item (
  tenant_id uuid not null,
  import_job_id uuid not null,
  place integer not null,
  component_id uuid not null,
  plant_id uuid not null,
  held json,
  was json,
  manufacturer text,
  serial_number text,
  version_before integer not null,
  done boolean not null default false,
  primary key (tenant_id, import_job_id, place)
);
create unique index component_being_undone on component_undo_item (tenant_id, component_id) where not done;
create index components_of_plant_being_undone on component_undo_item (tenant_id, plant_id) where not done;
create index serial_number_being_undone on component_undo_item (tenant_id, serial_number) where not done and serial_number is not null;
select secure_tenant_table('component_undo_item'), guard_tenant_writes('component_undo_item');

-- Between the check of an undo and its last chunk the components of its plants stay as they are, and nobody takes a serial number that one of them is to get back.
create function keep_components_being_undone() returns trigger language plpgsql as $$
declare
  met record := coalesce(new, old);
begin
  if current_setting('app.undoing', true) is distinct from 'yes' and (
       exists (select from {{schema}}.component_undo_item i where i.tenant_id = met.tenant_id and i.plant_id = met.plant_id and not i.done)
       or met.serial_number is not null and exists (select from {{schema}}.component_undo_item i
         where i.tenant_id = met.tenant_id and i.serial_number = met.serial_number and lower(i.manufacturer) = lower(met.manufacturer) and not i.done)) then
    raise exception 'components are being undone' using errcode = 'KT003', detail = 'An import of components that meets this one is being undone. Try again in a moment.';
  end if;
  return met;
end
$$;
create trigger components_being_undone before insert or update or delete on component for each row execute function keep_components_being_undone();

-- Nor does anybody hang anything on a component that is taken away. Whoever opens the undo holds the plant, and so waits for what is under way.
create function keep_off_components_being_undone() returns trigger language plpgsql as $$
declare
  met uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
  if met is null then return new; end if;
  perform pg_advisory_xact_lock_shared(hashtextextended(new.plant_id::text, 50));
  if exists (select from {{schema}}.component_undo_item i where i.tenant_id = new.tenant_id and i.component_id = met and i.held is null and not i.done) then
    raise exception 'the component is being undone' using errcode = 'KT003', detail = 'The import that brought this component is being undone. Try again in a moment.';
  end if;
  return new;
end
$$;
create trigger maintenance_off_components_being_undone before insert or update of component_id on maintenance for each row execute function keep_off_components_being_undone('component_id');
create trigger uploads_off_components_being_undone before insert on reading_upload for each row execute function keep_off_components_being_undone('meter_id');
