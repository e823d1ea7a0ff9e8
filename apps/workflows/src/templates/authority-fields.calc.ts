import { authorityRecordFields, unpublishedRecordFields } from '@kairos/contracts';

/** The fields of a plant's authority records that tasks may fill: what they capture is told in an event, so no field that stays with its record. */
export const authorityFields: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries(authorityRecordFields).map(([authority, fields]) => [authority, new Set(Object.keys(fields).filter((field) => !unpublishedRecordFields.has(field)))]),
);
