-- What else obligations ask about a plant.
alter table plant_facts
  add column municipality text,
  add column province text,
  add column protected_area boolean not null default false,
  add column incentives_total_eur numeric,
  add column incentives_per_year_eur numeric,
  add column customs_licence_active boolean;

-- Few plants get incentives that anybody recorded; what is decided by a setting of the tenant is decided for these again.
create index plant_facts_with_incentives on plant_facts (tenant_id, plant_id)
  where not deleted and (incentives_total_eur is not null or incentives_per_year_eur is not null);

-- What was noted on a deadline that stayed while others of its plant were opened or withdrawn.
alter table deadline add column notes jsonb not null default '[]';
