-- Who is away and would have been told: a delegate is told what is told to them of tasks.
alter table notification add column instead_of uuid;
