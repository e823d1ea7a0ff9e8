-- Whether landscape or nature is protected where a plant stands; and what authorities granted it, kept beside its other facts because every event of it tells them.
alter table plant
  add column protected_area boolean not null default false,
  add column incentives_per_year_eur numeric(15, 2),
  add column incentives_total_eur numeric(15, 2),
  add column customs_licence_active boolean;
