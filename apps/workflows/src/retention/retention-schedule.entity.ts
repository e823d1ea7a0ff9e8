import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { documentCategories, retentionStarts, type DocumentCategory, type RetentionRule } from '@kairos/contracts';
import { newId } from '@kairos/event-bus';

const RetentionScheduleSchema = defineEntity({
  name: 'RetentionSchedule',
  tableName: 'retention_schedule',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    category: p.enum(documentCategories),
    years: p.integer(),
    countedFrom: p.enum(retentionStarts),
    legalReference: p.string(),
    changedByUserId: p.uuid(),
    changedAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** How long a tenant keeps documents of a category, instead of what ships. */
export class RetentionSchedule extends RetentionScheduleSchema.class {
  static of(tenantId: string, category: DocumentCategory, rule: RetentionRule, byUserId: string): RetentionSchedule {
    const facts = { ...rule, id: newId(), tenantId, category, changedByUserId: byUserId, changedAt: new Date(), version: 1 };
    return Object.assign(new RetentionSchedule(), facts satisfies RequiredEntityData<RetentionSchedule>);
  }

  set(rule: RetentionRule, byUserId: string): void {
    Object.assign(this, { ...rule, changedByUserId: byUserId, changedAt: new Date() });
  }
}
RetentionScheduleSchema.setClass(RetentionSchedule);
