import { defineEntity, p } from '@mikro-orm/core';
import { ReadingUploadRecorded, type EventData } from '@kairos/contracts';
import { newId, record } from '@kairos/event-bus';
import type { ReadingPlan } from './plan-readings.calc.ts';

const ReadingUploadSchema = defineEntity({
  name: 'ReadingUpload',
  tableName: 'reading_upload',
  properties: {
    id: p.uuid().primary(), tenantId: p.uuid(), plantId: p.uuid(), meterId: p.uuid(), source: p.string(), importJobId: p.uuid().nullable(), startsAt: p.datetime(), endsAt: p.datetime(),
    recorded: p.integer(), corrected: p.integer(), withdrawn: p.integer(), recordedBy: p.uuid(), recordedAt: p.datetime(), version: p.integer().version(),
  },
});

type Told = EventData<typeof ReadingUploadRecorded>;
type Facts = { tenantId: string; plantId: string; meterId: string; source: string; recordedBy: string };
type Span = { startMs: number; endMs: number };

/** What brought readings of one meter, or took them back: readings and corrections name it, and it tells the world of them. */
export class ReadingUpload extends ReadingUploadSchema.class {
  /** @param plan with something recorded or corrected @param importJobId of the import it is a part of */
  static of({ recorded, corrected }: ReadingPlan, facts: Facts & { importJobId: string | null }): ReadingUpload {
    return told(facts, [...recorded, ...corrected.map(({ after }) => after)], { recorded: recorded.length, corrected: corrected.length, withdrawn: 0 });
  }

  /** What the undo of an import does to the readings of one meter: some are given back what they held, the others withdrawn. */
  static takingBack({ restored, withdrawn }: { restored: readonly Span[]; withdrawn: readonly Span[] }, facts: Facts): ReadingUpload {
    return told({ ...facts, importJobId: null }, [...restored, ...withdrawn], { recorded: 0, corrected: restored.length, withdrawn: withdrawn.length });
  }
}
ReadingUploadSchema.setClass(ReadingUpload);

function told(facts: Facts & { importJobId: string | null }, readings: readonly Span[], counts: { recorded: number; corrected: number; withdrawn: number }): ReadingUpload {
  const startsAt = new Date(readings.reduce((least, { startMs }) => Math.min(least, startMs), Infinity));
  const endsAt = new Date(readings.reduce((most, { endMs }) => Math.max(most, endMs), -Infinity));
  const upload = Object.assign(new ReadingUpload(), { ...facts, ...counts, id: newId(), startsAt, endsAt, recordedAt: new Date(), version: 1 });
  record(upload, ReadingUploadRecorded, {
    readingUploadId: upload.id as Told['readingUploadId'], plantId: facts.plantId as Told['plantId'], meterId: facts.meterId as Told['meterId'], source: facts.source,
    startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), ...counts,
  });
  return upload;
}
