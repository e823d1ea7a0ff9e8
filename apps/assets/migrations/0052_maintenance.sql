create table maintenance (
  id uuid primary key,
  tenant_id uuid not null,
  plant_id uuid not null,
  component_id uuid,
  title text not null,
  type text not null check (type in ('Ordinary', 'Extraordinary', 'Predictive', 'Corrective')),
  status text not null check (status in ('Planned', 'In Progress', 'Completed', 'Cancelled')),
  planned_on date,
  done_on date,
  next_on date,
  estimated_cost_eur numeric(15, 2) check (estimated_cost_eur >= 0),
  actual_cost_eur numeric(15, 2) check (actual_cost_eur >= 0),
  executor text,
  man_hours numeric(8, 2) check (man_hours >= 0),
  anomalies text,
  corrective_actions text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((done_on is not null) = (status = 'Completed')),
  check (planned_on is not null or status <> 'Planned')
);
-- Lists go by the day it is planned for; what has none comes last.
create index maintenance_by_plan on maintenance (tenant_id, coalesce(planned_on, 'infinity'), id);
create index maintenance_of_plant on maintenance (tenant_id, plant_id, coalesce(planned_on, 'infinity'), id);
select secure_tenant_table('maintenance'), guard_tenant_writes('maintenance');
