import { z } from 'zod';
import { PlantId } from '../ids.ts';
import { Kilowatts } from '../primitives.ts';
import { CustomFieldPath, withCustomFields } from './custom-field.ts';
import { plantFilters, PlantSort } from './plant.http.ts';
import { PlantStatus, PlantType, SizeBand } from './plant.ts';

/** The columns of an export, in the order they stand in when none are named. Numbers are numbers there, dates `2027-03-31`. */
export const plantExportColumns = [
  'code', 'name', 'type', 'status', 'capacityKw', 'sizeBand', 'location', 'address', 'municipality', 'province', 'region', 'latitudeDeg', 'longitudeDeg', 'commissionedOn', 'commissioningYear',
  'ownerName', 'technology', 'podCode', 'protectedArea', 'incentivesPerYearEur', 'incentivesTotalEur', 'customsLicenceActive', 'tags', 'notes', 'createdAt', 'updatedAt', 'id',
] as const;
export type PlantExportColumn = (typeof plantExportColumns)[number] | `customFields.${string}`;
/** A column of a list or an export: a fact of the plant, or a custom field. */
export const PlantColumn = z.union([z.enum(plantExportColumns), CustomFieldPath.transform((path) => path as `customFields.${string}`)]);
export const mostPlantColumns = plantExportColumns.length + 100;

export const ExportPlantsQuery = withCustomFields({
  ...plantFilters,
  sort: PlantSort,
  format: z.enum(['csv', 'xlsx']).default('csv'),
  /** Names joined by commas, such as `code,name,capacityKw,customFields.tipHeight`. All of them where nothing is said, with the custom fields that are not retired. */
  columns: z.string().max(8000).transform((names) => names.split(',')).pipe(z.array(PlantColumn).min(1).max(mostPlantColumns)).optional(),
});
export type ExportPlantsQuery = z.infer<typeof ExportPlantsQuery>;

export const MapPlantsQuery = withCustomFields(plantFilters);
export type MapPlantsQuery = z.infer<typeof MapPlantsQuery>;

const corner = (text: string) => text.split(',').map(Number);
/** West, south, east and north in degrees, as in RFC 7946; west of east unless the box crosses the antimeridian. */
export const BoundingBox = z
  .string()
  .regex(/^-?\d{1,3}(\.\d{1,9})?(,-?\d{1,3}(\.\d{1,9})?){3}$/, { abort: true, error: 'must be west, south, east and north in degrees, such as 6.6,35.5,18.6,47.1' })
  .transform(corner)
  .refine(([west = 0, south = 0, east = 0, north = 0]) => Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && north <= 90 && south <= north, 'must lie within 180 degrees of longitude and 90 of latitude, south below north');
export const DrawPlantsQuery = withCustomFields({ ...plantFilters, bbox: BoundingBox.optional() });
export type DrawPlantsQuery = z.infer<typeof DrawPlantsQuery>;
/** As many plants as one map draws; of more it draws the largest, and says so. */
export const mostPlantsOnMap = 20_000;

/**
 * Plants on a map by RFC 7946: longitude before latitude, in degrees of WGS 84. Plants without coordinates are counted, wherever the map is, and not drawn; `more`
 * where there are others within it.
 */
export const PlantMap = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: PlantId,
      geometry: z.object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) }),
      properties: z.object({ code: z.string(), name: z.string(), type: PlantType, status: PlantStatus, capacityKw: Kilowatts, sizeBand: SizeBand, region: z.string().nullable(), province: z.string().nullable() }),
    }),
  ),
  withoutCoordinates: z.int().nonnegative(),
  more: z.boolean(),
});
export type PlantMap = z.infer<typeof PlantMap>;

const Share = { plants: z.int().nonnegative(), capacityKw: z.string() };

/** The portfolio in numbers: of all plants the query lets through, and those in operation (`active`). Capacities are sums in kilowatts, exact to the watt. */
export const PortfolioSummary = z.object({
  plants: z.int().nonnegative(),
  capacityKw: z.string(),
  active: z.object(Share),
  byStatus: z.array(z.object({ status: PlantStatus, ...Share })),
  byType: z.array(z.object({ type: PlantType, ...Share })),
  byRegion: z.array(z.object({ region: z.string().nullable(), ...Share })),
});
export type PortfolioSummary = z.infer<typeof PortfolioSummary>;
