import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import { kilowattsOf, plantStatuses, plantTypes, type MapPlantsQuery, type PlantFilters, type PlantMap, type PlantStatus, type PlantType, type PortfolioSummary } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { plantConditions } from '../plants/plant-filter.calc.ts';
import { sizeBandOf } from '../plants/plant-view.calc.ts';

type Group = { status: PlantStatus; type: PlantType; region: string | null; plants: number; capacity_w: string };
type Point = { id: string; code: string; name: string; type: PlantType; status: PlantStatus; capacity_w: string; region: string | null; province: string | null; longitude_deg: number | null; latitude_deg: number | null };

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

  async map(filters: MapPlantsQuery, actor: Actor): Promise<PlantMap> {
    const { where, values } = narrowed(filters, actor);
    const points = await tenantQuery<Point>(
      this.em,
      `select id, code, name, type, status, capacity_w, region, province, longitude_deg::float8 as longitude_deg, latitude_deg::float8 as latitude_deg from plant where ${where} order by code, id`,
      values,
    );
    const features = points.flatMap(({ id, longitude_deg: longitude, latitude_deg: latitude, capacity_w, ...plant }): PlantMap['features'] => {
      if (longitude === null || latitude === null) return [];
      const capacityW = BigInt(capacity_w);
      const properties = { ...plant, capacityKw: kilowattsOf(capacityW), sizeBand: sizeBandOf(capacityW) };
      return [{ type: 'Feature', id: id as PlantMap['features'][number]['id'], geometry: { type: 'Point', coordinates: [longitude, latitude] }, properties }];
    });
    return { type: 'FeatureCollection', features, withoutCoordinates: points.length - features.length };
  }
}

function narrowed(filters: PlantFilters, actor: Actor): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const where = plantConditions(filters, plantScope(actor), (value) => `$${values.push(value)}`).join(' and ');
  return { where, values };
}
