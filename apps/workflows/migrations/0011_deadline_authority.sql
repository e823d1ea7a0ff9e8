-- Lists of what is owed to one authority, by due date.
alter table deadline add column authority text generated always as (obligation ->> 'authority') stored;
create index deadline_by_authority on deadline (tenant_id, authority, sort_on, id);
