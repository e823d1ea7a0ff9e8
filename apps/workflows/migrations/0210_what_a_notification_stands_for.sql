-- What falls due by a notification, and on which day: told in the words of the day on which it is mailed, and not at all once it is done.
alter table notification add column due_on date, add column parameters jsonb;
-- One notification may stand for many: of which kind, of which plants, and which.
alter table notification add column covered_kind text, add column covered_plant_ids uuid[], add column covered_subject_ids uuid[];
-- Of which plants the earlier ones were is not known: whoever does not see every plant sees them no more.
alter table notification no force row level security;
update notification set covered_kind = case template when 'many_due' then 'deadline' else 'plant' end where template in ('many_due', 'many_below_compliance');
alter table notification force row level security;
