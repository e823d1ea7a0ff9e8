import { z } from 'zod';
import { PlantId, UserId } from '../ids.ts';
import { TaxCode } from '../italy/tax-code.ts';
import { Instant, Kilowatts, PlainDate } from '../primitives.ts';

const text = (max: number) => z.string().trim().min(1).max(max);
const phone = z.string().regex(/^\+?[0-9 ()/.-]{5,30}$/, 'must be a phone number such as +39 0881 123456');
const count = z.int().min(0).max(10_000_000);

/** Kilovolts of a grid, such as 0.4, 15 or 380. */
export const Kilovolts = z.string().regex(/^(0|[1-9]\d{0,3})(\.\d{1,3})?$/, 'must be kilovolts such as 0.4, 15 or 150');
/** An amount that is not below zero, exact to three decimals. */
export const Amount = z.string().regex(/^(0|[1-9]\d{0,11})(\.\d{1,3})?$/, 'must be a number from 0 with at most 3 decimals, such as 1250.5');

/** The two regimes under which the grid takes a plant's energy. */
export const gridRegimes = ['RID', 'SSP'] as const;

const technicalSize = 20_000;
/** Whatever else is known of the technology, by name. */
const TechnicalDetails = z.record(z.string().max(100), z.unknown()).refine((details) => JSON.stringify(details).length <= technicalSize, `must be no longer than ${technicalSize} characters of JSON`);

/** What the card itself holds. Code of the point of delivery, owner, address, capacity and commissioning are facts of the plant, and shown with it. */
export const registryCardFacts = {
  gaudiCode: text(50),
  censimpCode: text(50),
  saprCode: text(50),
  ownerTaxCode: TaxCode,
  ownerPec: z.email().max(200),
  ownerPhone: phone,
  constructedOn: PlainDate,
  connectedOn: PlainDate,
  regime: z.enum(gridRegimes),
  responsibleName: text(200),
  responsibleEmail: z.email().max(200),
  responsiblePhone: phone,
  insurerName: text(200),
  policyNumber: text(100),
  policyExpiresOn: PlainDate,
  areaM2: Amount,
  moduleCount: count,
  inverterCount: count,
  trackerCount: count,
  technicalDetails: TechnicalDetails,
  connectionVoltageKv: Kilovolts,
  primarySubstation: text(200),
  feeder: text(200),
};
type Shape = typeof registryCardFacts;
const nullish = Object.fromEntries(Object.entries(registryCardFacts).map(([name, field]) => [name, (field as z.ZodType).nullish()])) as { [K in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[K]>> };
const shown = Object.fromEntries(Object.entries(registryCardFacts).map(([name, field]) => [name, (field as z.ZodType).nullable()])) as { [K in keyof Shape]: z.ZodNullable<Shape[K]> };

export type RegistryCardFacts = Partial<z.infer<z.ZodObject<Shape>>>;

/** The whole card: what it does not name is empty then. */
export const ReplaceRegistryCardBody = z.strictObject({ ...nullish, reason: text(500).optional() });
export type ReplaceRegistryCardBody = z.infer<typeof ReplaceRegistryCardBody>;

export const RegistryCardView = z.object({
  plantId: PlantId,
  ...shown,
  // Kept before a rule was made, they are shown as they are.
  ownerTaxCode: z.string().nullable(),
  ownerPec: z.string().nullable(),
  responsibleEmail: z.string().nullable(),
  technicalDetails: z.record(z.string(), z.unknown()).nullable(),
  /** Facts of the plant. */
  podCode: z.string().nullable(),
  ownerName: z.string().nullable(),
  fullAddress: z.string().nullable(),
  commissionedOn: PlainDate.nullable(),
  installedPowerKw: Kilowatts,
  /** 0 as long as nobody has filled the card in. */
  version: z.int().nonnegative(),
  updatedAt: Instant.nullable(),
  /** Who changed it last; null when nobody did by hand. */
  updatedBy: UserId.nullable(),
});
export type RegistryCardView = z.infer<typeof RegistryCardView>;
