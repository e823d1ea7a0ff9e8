import { z } from 'zod';
import { Iban } from '../italy/iban.ts';
import { PodCode } from '../italy/pod-code.ts';
import { Euros, Kilowatts, PlainDate } from '../primitives.ts';
import { Amount, Kilovolts } from './registry-card.http.ts';

/** The authorities that keep a record of a plant, as paths name them. */
export const recordAuthorities = ['dso', 'terna', 'gse', 'customs'] as const;
export const RecordAuthority = z.enum(recordAuthorities);
export type RecordAuthority = z.infer<typeof RecordAuthority>;

const text = (max: number) => z.string().trim().min(1).max(max);
const code = text(100);
const name = text(200);
const year = z.int().min(1990).max(2100);

/** What each authority is known to hold of a plant. Who signs in to its portal is told, with what secret never. */
export const authorityRecordFields = {
  dso: {
    ticaCode: code, ticaRequestedOn: PlainDate, ticaApprovedOn: PlainDate, ticaExpiresOn: PlainDate,
    connectionRequestCode: code, connectionPowerKw: Kilowatts, connectionVoltageKv: Kilovolts, connectionPoint: name,
    /** A fact of the plant, kept there. */
    podCode: PodCode,
    podActivatedOn: PlainDate,
    meterSerial: code, meterType: name, meterInstalledOn: PlainDate,
    contractNumber: code, contractType: name, transportTariff: name,
    substation: name, feeder: name, transformerCabin: name,
    worksStartedOn: PlainDate, worksEndedOn: PlainDate, testedOn: PlainDate,
    portalUser: name,
  },
  terna: {
    /** Kept on the registry card, as `censimpCode` is. */
    gaudiCode: text(50),
    gaudiRegisteredOn: PlainDate, practiceNumber: code, upCode: code,
    censimpCode: text(50),
    censimpSection: code, censimpRegisteredOn: PlainDate,
    plantCode: code, connectionCode: code,
    nominalPowerMw: Amount, activePowerMw: Amount, reactivePowerMvar: Amount,
    connectionLevel: z.enum(['AT', 'MT', 'BT']),
    gridCodeCompliant: z.boolean(), gridCodeVersion: name,
    utfMeterCode: code, utfMeterValidatedOn: PlainDate,
    dispatchingPoint: code,
    marketZone: z.enum(['NORD', 'CNOR', 'CSUD', 'SUD', 'CALA', 'SICI', 'SARD']),
    antiIslandingCertificate: code, antiIslandingCertifiedOn: PlainDate,
    portalUser: name, portalProfile: name,
  },
  gse: {
    conventionNumber: code, conventionType: z.enum(['RID', 'SSP', 'TO']), conventionOn: PlainDate, conventionExpiresOn: PlainDate,
    practiceCode: code, plantCode: code,
    /** Kept on the registry card. */
    saprCode: text(50),
    incentiveType: name, incentiveEurPerMwh: Amount, incentiveYears: z.int().min(1).max(50), incentivesStartOn: PlainDate, incentivesEndOn: PlainDate,
    energyAccount: code, iban: Iban, paymentFrequency: z.enum(['Monthly', 'Every two months', 'Quarterly', 'Half-yearly', 'Yearly']),
    estimatedMwhPerYear: Amount,
    /** The energy that is incentivised in all, over the whole term. */
    incentivisedCapMwh: Amount,
    antimafiaProtocol: code, antimafiaOn: PlainDate, antimafiaExpiresOn: PlainDate, antimafiaStatus: z.enum(['Not Required', 'Requested', 'Valid', 'Expired', 'Refused']),
    fuelMixDeclared: z.boolean(), fuelMixYear: year, fuelMixDueOn: PlainDate,
    guaranteesOfOriginEnabled: z.boolean(), guaranteesOfOriginAccount: code,
    portalUser: name, portalProfile: name,
  },
  customs: {
    licenceCode: code, licenceType: z.enum(['AD', 'AS']), licenceIssuedOn: PlainDate, licenceExpiresOn: PlainDate,
    workshopCode: code, workshopAuthorisation: name, fiscalWarehouse: name,
    consumptionKwhPerYear: Amount,
    declarationYear: year, declarationSubmittedOn: PlainDate, declarationProtocol: code,
    feeEur: Euros, feeDueOn: PlainDate, feePaidOn: PlainDate, feeReceipt: code,
    telematicCode: code, ediEnabled: z.boolean(), portalUser: name,
    sealNumber: code, sealedOn: PlainDate, sealVerifiedOn: PlainDate, sealVerificationDueOn: PlainDate,
    utfOffice: name, inspectorName: name, lastInspectedOn: PlainDate,
  },
} satisfies Record<RecordAuthority, Record<string, z.ZodType>>;

/** Who an account belongs to and where money goes stays with the record; events tell the rest. */
export const unpublishedRecordFields: ReadonlySet<string> = new Set(['portalUser', 'portalProfile', 'iban', 'energyAccount', 'guaranteesOfOriginAccount', 'inspectorName']);

/** A field that is not kept in the record, so that it is stored once: where it is kept instead. */
export const fieldsKeptElsewhere: Record<string, 'plant' | 'registry-card'> = { 'dso.podCode': 'plant', 'terna.gaudiCode': 'registry-card', 'terna.censimpCode': 'registry-card', 'gse.saprCode': 'registry-card' };

/** Two dates of a record, of which the second does not lie before the first. */
export const datesInOrder: Record<RecordAuthority, readonly (readonly [string, string])[]> = {
  dso: [['ticaRequestedOn', 'ticaApprovedOn'], ['ticaApprovedOn', 'ticaExpiresOn'], ['worksStartedOn', 'worksEndedOn']],
  terna: [],
  gse: [['conventionOn', 'conventionExpiresOn'], ['incentivesStartOn', 'incentivesEndOn'], ['antimafiaOn', 'antimafiaExpiresOn']],
  customs: [['licenceIssuedOn', 'licenceExpiresOn'], ['sealedOn', 'sealVerifiedOn']],
};

/**
 * What is wrong with a value for a field of an authority record; nothing when the record takes it. A form that writes to a record asks
 * here before it is handed in.
 */
export function recordValueProblem(authority: RecordAuthority, field: string, value: unknown): string | undefined {
  const schema = (authorityRecordFields[authority] as Record<string, z.ZodType>)[field];
  if (!schema) return `the record of ${authority} has no field ${field}`;
  return schema.safeParse(value).error?.issues[0]?.message;
}
