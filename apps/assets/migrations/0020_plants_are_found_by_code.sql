-- A code is unique among the plants there are. Written so that this index alone answers who has a code: the planner, whose statistics know nothing of a
-- tenant that has just begun to import, takes any index that begins with the tenant for as good, and then reads all its plants for each code.
drop index plant_code;
create unique index plant_code on plant (tenant_id, code, coalesce(deleted_at, 'infinity'));
