-- When each obligation of a plant was completed last, for the scores of all plants, without the wide rows of their deadlines.
create index deadline_completed on deadline (tenant_id, plant_id, obligation_code, completed_at) where status = 'completed';
