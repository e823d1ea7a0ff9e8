import { z } from 'zod';
import { PlantStatus, PlantType } from '../assets/plant.ts';
import { Euros, Kilowatts, PlainDate } from '../primitives.ts';
import { incentivesBases } from '../identity/setting.ts';
import { ObligationCode, ObligationPack, PlantTrigger } from './obligation.ts';

/** The facts of a plant that obligations are decided from. */
export const PlantForObligations = z.strictObject({
  status: PlantStatus.default('In Operation'),
  type: PlantType.default('Photovoltaic'),
  capacityKw: Kilowatts,
  commissionedOn: PlainDate.nullable().default(null),
  municipality: z.string().nullable().default(null),
  province: z.string().nullable().default(null),
  protectedArea: z.boolean().default(false),
  incentivesTotalEur: Euros.nullable().default(null),
  incentivesPerYearEur: Euros.nullable().default(null),
  incentivesBasis: z.enum(incentivesBases).default('total'),
  customsLicenceActive: z.boolean().nullable().default(null),
});

/** The date of every deadline that stands after a step, by obligation; null for one without a date. */
const Expected = z.record(ObligationCode, PlainDate.nullable());

/** A plant on a day and the deadlines it must have then; `then` changes the plant step by step. */
export const ObligationPackTest = z.strictObject({
  name: z.string().min(1).max(300),
  on: PlainDate,
  event: PlantTrigger.default('registered'),
  plant: PlantForObligations,
  expect: Expected,
  then: z.array(z.strictObject({ on: PlainDate, event: PlantTrigger.default('changed'), plant: z.record(z.string(), z.unknown()), expect: Expected })).max(20).default([]),
});
export type ObligationPackTest = z.infer<typeof ObligationPackTest>;

/** A pack as it is written, with the tests it has to pass. */
export const ObligationPackFile = ObligationPack.extend({ tests: z.array(ObligationPackTest).max(300).default([]) });
export type ObligationPackFile = z.infer<typeof ObligationPackFile>;
