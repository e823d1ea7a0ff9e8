import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { newId } from '@kairos/event-bus';

const AbsenceSchema = defineEntity({
  name: 'Absence',
  tableName: 'absence',
  properties: { id: p.uuid().primary(), tenantId: p.uuid(), userId: p.uuid(), delegateUserId: p.uuid(), fromOn: p.date(), toOn: p.date(), recordedBy: p.uuid(), recordedAt: p.datetime(), version: p.integer().version() },
});

export type NewAbsence = { tenantId: string; userId: string; delegateUserId: string; fromOn: string; toOn: string; recordedBy: string };

/** Days on which somebody is away and a delegate has their tasks, too. */
export class Absence extends AbsenceSchema.class {
  static record(given: NewAbsence): Absence {
    return Object.assign(new Absence(), { ...given, id: newId(), recordedAt: new Date(), version: 1 } satisfies RequiredEntityData<Absence>);
  }
}
AbsenceSchema.setClass(Absence);
