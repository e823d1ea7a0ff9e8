import { z } from 'zod';
import { PlantId } from '../ids.ts';
import { CustomFieldValues, GivenCustomFields, withCustomFields } from './custom-field.ts';
import { Euros, Instant, Kilowatts, PlainDate } from '../primitives.ts';
import { TimeZone } from '../identity/tenant.ts';
import { PageQuery, pageOf } from '../page.ts';
import { PodCode } from '../italy/pod-code.ts';
import { provinceInRegionProblem, provinceProblem } from '../italy/provinces.ts';
import { ItalianRegion, PlantStatus, PlantType, SizeBand } from './plant.ts';

const text = (max: number) => z.string().trim().min(1).max(max);
const coordinate = (limit: number) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,9})?$/, 'must be decimal degrees such as 41.902782')
    .refine((value) => Math.abs(Number(value)) <= limit, `must lie between -${limit} and ${limit}`);

const ProvinceCode = z
  .string()
  .regex(/^[A-Z]{2}$/, { abort: true, error: ({ input }) => provinceProblem(String(input)) })
  .refine((code) => provinceProblem(code) === undefined, { error: ({ input }) => provinceProblem(String(input)) });

/** Yes or no; a file says it in words. */
const YesOrNo = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);

/** The first power plants, and the last ones that anybody plans. */
const years = { first: 1880, last: 2100 };

const plantFacts = {
  name: text(200).min(3),
  type: PlantType,
  capacityKw: Kilowatts,
  location: text(200).min(2).nullish(),
  address: text(300).nullish(),
  municipality: text(100).nullish(),
  province: ProvinceCode.nullish(),
  region: ItalianRegion.nullish(),
  latitudeDeg: coordinate(90).nullish(),
  longitudeDeg: coordinate(180).nullish(),
  commissionedOn: PlainDate.refine((date) => date >= `${years.first}` && date < `${years.last + 1}`, `must lie between ${years.first} and ${years.last}`).nullish(),
  commissioningYear: z.int().min(years.first).max(years.last).nullish(),
  ownerName: text(200).nullish(),
  technology: text(100).nullish(),
  podCode: PodCode.nullish(),
  /** Whether landscape or nature is protected where it stands. */
  protectedArea: YesOrNo.default(false),
  /** By which its days and months begin; Europe/Rome where nothing is said. */
  timeZone: TimeZone.nullish(),
  tags: z.array(text(50)).max(20).default([]),
  notes: z.string().max(5000).nullish(),
  /** By key, what the tenant defined beside these. */
  customFields: GivenCustomFields.optional(),
};

const yearMatchesDate = (plant: { commissionedOn?: string | null; commissioningYear?: number | null }) =>
  !plant.commissionedOn || !plant.commissioningYear || Number(plant.commissionedOn.slice(0, 4)) === plant.commissioningYear;
const yearMismatch = { path: ['commissioningYear'], message: 'must be the year of commissionedOn' };

type Place = { province?: string | null | undefined; region?: string | null | undefined };
const inRegion = (place: Place) => provinceInRegionProblem(place) === undefined;
const notInRegion = { path: ['province'], error: ({ input }: { input?: unknown }) => provinceInRegionProblem(input as Place) };

export const RegisterPlantBody = z
  .strictObject({ code: text(50).min(3), status: PlantStatus.default('In Operation'), ...plantFacts })
  .refine(yearMatchesDate, yearMismatch)
  .refine(inRegion, notInRegion);
export type RegisterPlantBody = z.infer<typeof RegisterPlantBody>;

const plantChanges = z.strictObject({ ...plantFacts, protectedArea: YesOrNo, tags: z.array(text(50)).max(20) }).partial();
export const UpdatePlantBody = plantChanges
  .refine((body) => Object.keys(body).length > 0, 'names no field to change')
  .refine(yearMatchesDate, yearMismatch)
  .refine(inRegion, notInRegion);
export type UpdatePlantBody = z.infer<typeof UpdatePlantBody>;

/** Changes to a plant by hand, and why. */
export const ChangePlantBody = plantChanges
  .extend({ reason: text(500).optional() })
  .refine((body) => Object.keys(body).some((field) => field !== 'reason'), 'names no field to change')
  .refine(yearMatchesDate, yearMismatch)
  .refine(inRegion, notInRegion);
export type ChangePlantBody = z.infer<typeof ChangePlantBody>;

export const ChangePlantStatusBody = z.strictObject({ status: PlantStatus, reason: text(500).optional() });
export type ChangePlantStatusBody = z.infer<typeof ChangePlantStatusBody>;

export const PlantView = z.object({
  id: PlantId,
  code: z.string(),
  name: z.string(),
  type: PlantType,
  status: PlantStatus,
  capacityKw: Kilowatts,
  sizeBand: SizeBand,
  location: z.string().nullable(),
  address: z.string().nullable(),
  municipality: z.string().nullable(),
  province: z.string().nullable(),
  region: z.string().nullable(),
  latitudeDeg: z.string().nullable(),
  longitudeDeg: z.string().nullable(),
  commissionedOn: PlainDate.nullable(),
  commissioningYear: z.int().nullable(),
  ownerName: z.string().nullable(),
  technology: z.string().nullable(),
  podCode: z.string().nullable(),
  protectedArea: z.boolean(),
  timeZone: z.string().nullable(),
  /** From what the authorities are known to have granted; null as long as nobody recorded it. */
  incentivesPerYearEur: Euros.nullable(),
  incentivesTotalEur: Euros.nullable(),
  customsLicenceActive: z.boolean().nullable(),
  tags: z.array(z.string()),
  notes: z.string().nullable(),
  /** Those that apply to the plant. */
  customFields: CustomFieldValues,
  /** What it holds in fields that are retired, or do not apply to it any more. */
  inactiveCustomFields: CustomFieldValues,
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type PlantView = z.infer<typeof PlantView>;

export const plantSortKeys = ['name', 'code', 'capacityKw', 'createdAt'] as const;
/** What a list, an export, a map and the summary of the portfolio narrow it by. `text` is looked for in name, code and municipality; bounds are included. */
export const plantFilters = {
  type: PlantType.optional(),
  status: PlantStatus.optional(),
  sizeBand: SizeBand.optional(),
  region: ItalianRegion.optional(),
  province: ProvinceCode.optional(),
  tag: text(50).optional(),
  protectedArea: z.stringbool().optional(),
  capacityFromKw: Kilowatts.optional(),
  capacityToKw: Kilowatts.optional(),
  text: text(200).optional(),
};
export type PlantFilters = z.infer<z.ZodObject<typeof plantFilters>>;
export const PlantSort = z.enum([...plantSortKeys, ...plantSortKeys.map((key) => `-${key}` as const)]).default('name');
export const ListPlantsQuery = withCustomFields({ ...PageQuery.shape, ...plantFilters, sort: PlantSort });
export type ListPlantsQuery = z.infer<typeof ListPlantsQuery>;
export const PlantPage = pageOf(PlantView);

export const RegisteredPlant = z.object({ plantId: PlantId });
