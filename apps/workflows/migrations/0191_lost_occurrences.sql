-- The occurrence that a deadline stood for when its plant lost the date it is counted from: with the date it returns to that one.
alter table deadline add column lost_occurrence jsonb;
