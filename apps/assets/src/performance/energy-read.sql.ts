import { usualTimeZone } from '../plants/reached-plants.repository.ts';

/**
 * What production meters read in months for which nobody entered what the plant yielded: a month that was entered costs no look at its readings.
 * Stands after `with recursive`, the tables `asked (id, time_zone)` of plants and `wanted (month)` before it; ends with `read (plant_id, month, energy_wh)`.
 * What a production meter counts below another one is counted there already.
 * Materialized, so that its bounds are values by the time readings are looked for: row-level security lets no function near the index.
 */
export const energyRead = `above (meter_id, plant_id, parent_id, level) as (
    select c.id, c.plant_id, c.parent_id, 0 from component c join asked on asked.id = c.plant_id where c.kind = 'meter' and c.measures = 'production'
    union all select a.meter_id, a.plant_id, c.parent_id, a.level + 1 from above a join component c on c.id = a.parent_id where a.level < 100
  ), counted as (
    select meter_id, plant_id from above where level = 0
    except select a.meter_id, a.plant_id from above a join component c on c.id = a.parent_id where c.kind = 'meter' and c.measures = 'production'
  ), unknown as materialized (
    select counted.meter_id, asked.id as plant_id, wanted.month, (wanted.month || '-01')::timestamp at time zone coalesce(asked.time_zone, '${usualTimeZone}') as from_at,
      ((wanted.month || '-01')::timestamp + interval '1 month') at time zone coalesce(asked.time_zone, '${usualTimeZone}') as to_at from counted join asked on asked.id = counted.plant_id cross join wanted
    where not exists (select 1 from plant_month m where m.plant_id = asked.id and m.month = wanted.month and m.actual_wh is not null)
  ), read as (
    select unknown.plant_id, unknown.month, sum(r.energy_wh)::bigint as energy_wh from unknown
    cross join lateral (
      select sum(m.energy_wh) as energy_wh from meter_reading m where m.meter_id = unknown.meter_id and m.starts_at >= unknown.from_at and m.starts_at < unknown.to_at
    ) r where r.energy_wh is not null group by 1, 2
  )`;
