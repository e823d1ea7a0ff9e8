-- By which the days and months of a plant begin; Europe/Rome where there is none.
alter table plant add column time_zone text;
