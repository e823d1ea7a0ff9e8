create table deadline (
  id uuid primary key,
  tenant_id uuid not null,
  plant_id uuid not null,
  obligation_code text not null,
  obligation jsonb not null,
  status text not null check (status in ('open', 'dateMissing', 'completed', 'withdrawn')),
  nominal_due_on date,
  due_on date,
  -- Undated ones sort last. A stored column, because `coalesce` in a comparison is not leakproof under row-level security.
  sort_on date not null generated always as (coalesce(due_on, 'infinity'::date)) stored,
  counted_from date,
  why jsonb not null,
  completed_on date,
  completion_note text,
  completed_by uuid,
  completed_at timestamptz,
  withdrawn_on date,
  withdrawal jsonb,
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  check ((due_on is null) = (nominal_due_on is null)),
  check (status <> 'open' or due_on is not null),
  check (status <> 'dateMissing' or due_on is null),
  check ((status = 'completed') = (completed_on is not null)),
  check ((status = 'withdrawn') = (withdrawal is not null))
);

-- One next occurrence each: a plant has at most one deadline of an obligation that is not completed.
create unique index deadline_standing on deadline (tenant_id, plant_id, obligation_code) where status <> 'completed';
-- No occurrence twice, whatever became of it.
create unique index deadline_occurrence on deadline (tenant_id, plant_id, obligation_code, nominal_due_on);
-- The order of lists, of all and of one status.
create index deadline_by_due_date on deadline (tenant_id, sort_on, id);
create index deadline_by_status on deadline (tenant_id, status, sort_on, id);
select secure_tenant_table('deadline');
