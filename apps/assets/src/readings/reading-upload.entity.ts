import { defineEntity, p } from '@mikro-orm/core';
import { ReadingUploadRecorded, type EventData } from '@kairos/contracts';
import { newId, record } from '@kairos/event-bus';
import type { ReadingPlan } from './plan-readings.calc.ts';

const ReadingUploadSchema = defineEntity({
  name: 'ReadingUpload',
  tableName: 'reading_upload',
  properties: {
    id: p.uuid().primary(), tenantId: p.uuid(), plantId: p.uuid(), meterId: p.uuid(), source: p.string(), startsAt: p.datetime(), endsAt: p.datetime(),
    recorded: p.integer(), corrected: p.integer(), recordedBy: p.uuid(), recordedAt: p.datetime(), version: p.integer().version(),
  },
});

type Told = EventData<typeof ReadingUploadRecorded>;

/** What brought readings of one meter: readings and corrections name it, and it tells the world of them. */
export class ReadingUpload extends ReadingUploadSchema.class {
  /** @param plan with something recorded or corrected */
  static of({ recorded, corrected }: ReadingPlan, facts: { tenantId: string; plantId: string; meterId: string; source: string; recordedBy: string }): ReadingUpload {
    const readings = [...recorded, ...corrected.map(({ after }) => after)];
    const startsAt = new Date(readings.reduce((least, { startMs }) => Math.min(least, startMs), Infinity));
    const endsAt = new Date(readings.reduce((most, { endMs }) => Math.max(most, endMs), -Infinity));
    const upload = Object.assign(new ReadingUpload(), { ...facts, id: newId(), startsAt, endsAt, recorded: recorded.length, corrected: corrected.length, recordedAt: new Date(), version: 1 });
    record(upload, ReadingUploadRecorded, {
      readingUploadId: upload.id as Told['readingUploadId'], plantId: facts.plantId as Told['plantId'], meterId: facts.meterId as Told['meterId'], source: facts.source,
      startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), recorded: recorded.length, corrected: corrected.length,
    });
    return upload;
  }
}
ReadingUploadSchema.setClass(ReadingUpload);
