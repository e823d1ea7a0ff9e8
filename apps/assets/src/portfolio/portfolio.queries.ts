import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import { kilowattsOf, plantStatuses, mostPlantsOnMap, plantTypes, type DrawPlantsQuery, type PlantFilters, type PlantMap, type PlantStatus, type PlantType, type PortfolioSummary } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { plantConditions } from '../plants/plant-filter.calc.ts';
import { sizeBandOf } from '../plants/plant-view.calc.ts';

type Group = { status: PlantStatus; type: PlantType; region: string | null; plants: number; capacity_w: string };
type Point = { id: string; code: string; name: string; type: PlantType; status: PlantStatus; capacity_w: string; region: string | null; province: string | null; longitude_deg: number; latitude_deg: number };

/** What a portfolio comes to, and where it lies. */
@Injectable()
export class PortfolioQueries {
  constructor(private readonly em: EntityManager) {}

  async summarise(filters: PlantFilters, actor: Actor): Promise<PortfolioSummary> {
    const { where, values } = narrowed(filters, actor);
    const groups = await tenantQuery<Group>(
      this.em, `select status, type, region, count(*)::int as plants, sum(capacity_w)::text as capacity_w from plant where ${where} group by 1, 2, 3`, values,
    );
    const total = (of: readonly Group[]) => ({ plants: of.reduce((sum, { plants }) => sum + plants, 0), capacityKw: kilowattsOf(of.reduce((sum, { capacity_w }) => sum + BigInt(capacity_w), 0n)) });
    const regions = [...new Set(groups.map(({ region }) => region))].sort((a, b) => (a ?? '\uffff').localeCompare(b ?? '\uffff', 'it'));
    return {
      ...total(groups),
      active: total(groups.filter(({ status }) => status === 'In Operation')),
      byStatus: plantStatuses.map((status) => ({ status, ...total(groups.filter((group) => group.status === status)) })),
      byType: plantTypes.map((type) => ({ type, ...total(groups.filter((group) => group.type === type)) })),
      byRegion: regions.map((region) => ({ region, ...total(groups.filter((group) => group.region === region)) })),
    };
  }

  async map({ bbox, ...filters }: DrawPlantsQuery, actor: Actor): Promise<PlantMap> {
    const { where, values } = narrowed(filters, actor);
    const located = 'longitude_deg is not null and latitude_deg is not null';
    const [count] = await tenantQuery<{ plants: number }>(this.em, `select count(*)::int as plants from plant where ${where} and not (${located})`, values);
    const points = await tenantQuery<Point>(
      this.em,
      `select id, code, name, type, status, capacity_w, region, province, longitude_deg::float8 as longitude_deg, latitude_deg::float8 as latitude_deg from plant
       where ${where} and ${located}${within(bbox, values)} order by capacity_w desc, id limit ${mostPlantsOnMap + 1}`,
      values,
    );
    const features = points.slice(0, mostPlantsOnMap).map(({ id, longitude_deg, latitude_deg, capacity_w, ...plant }): PlantMap['features'][number] => {
      const capacityW = BigInt(capacity_w);
      const properties = { ...plant, capacityKw: kilowattsOf(capacityW), sizeBand: sizeBandOf(capacityW) };
      return { type: 'Feature', id: id as PlantMap['features'][number]['id'], geometry: { type: 'Point', coordinates: [longitude_deg, latitude_deg] }, properties };
    });
    features.sort((a, b) => (a.properties.code < b.properties.code ? -1 : 1));
    return { type: 'FeatureCollection', features, withoutCoordinates: count?.plants ?? 0, more: points.length > mostPlantsOnMap };
  }
}

/** The condition that a plant stands in a box, whose values join the others; a box with its west beyond its east crosses the antimeridian. */
function within(bbox: readonly number[] | undefined, values: unknown[]): string {
  if (!bbox) return '';
  const [west = 0, south = 0, east = 0, north = 0] = bbox;
  const [w, s, e, n] = [west, south, east, north].map((degrees) => `$${values.push(degrees)}::float8`);
  return ` and latitude_deg between ${s} and ${n} and (longitude_deg ${west <= east ? `between ${w} and ${e}` : `>= ${w} or longitude_deg <= ${e}`})`;
}

function narrowed(filters: PlantFilters, actor: Actor): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const where = plantConditions(filters, plantScope(actor), (value) => `$${values.push(value)}`).join(' and ');
  return { where, values };
}
