-- A cursor holds milliseconds: kept as such, a page of workflows follows the index on when they were set up.
alter table workflow alter column created_at type timestamptz(3);
