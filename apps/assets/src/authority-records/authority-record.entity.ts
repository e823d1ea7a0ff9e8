import { defineEntity, p } from '@mikro-orm/core';
import { AuthorityRecordChanged, AuthorityRecordSnapshot, unpublishedRecordFields, type AuthorityRecordState, type RecordAuthority, type RecordedFields } from '@kairos/contracts';
import { explainAudit, newId, record } from '@kairos/event-bus';
import { noteChange } from '../plant-changes/noted-changes.ts';
import { changedFacts, withFacts, type Facts } from '../plant-changes/changed-facts.calc.ts';

const AuthorityRecordSchema = defineEntity({
  name: 'AuthorityRecord',
  tableName: 'authority_record',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    plantId: p.uuid(),
    authority: p.string().$type<RecordAuthority>(),
    /** Its audit record tells the fields that changed, not all of them. */
    facts: p.json<Facts>().hidden(),
    workflowId: p.uuid().nullable(),
    taskId: p.uuid().nullable(),
    updatedBy: p.uuid().nullable(),
    version: p.integer().version(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** Who recorded something, and in which workflow and task. */
export type RecordedBy = { userId: string | null; workflowId: string | null; taskId: string | null };

export class AuthorityRecord extends AuthorityRecordSchema.class {
  /** An empty record of a plant. */
  static of({ id: plantId, tenantId }: { id: string; tenantId: string }, authority: RecordAuthority): AuthorityRecord {
    const now = new Date();
    return Object.assign(new AuthorityRecord(), { id: newId(), tenantId, plantId, authority, facts: {}, workflowId: null, taskId: null, updatedBy: null, version: 1, createdAt: now, updatedAt: now });
  }

  /**
   * Takes over the facts that differ; null takes one away.
   *
   * @returns the names of the fields that changed
   */
  change(given: Facts, { userId, workflowId, taskId }: RecordedBy): string[] {
    const changed = changedFacts({ ...this.facts }, given);
    if (!changed) return [];
    explainAudit(this, changed);
    noteChange(this, { plantId: this.plantId, part: this.authority, held: changed.before, holds: changed.after });
    Object.assign(this, { facts: withFacts({ ...this.facts }, given), workflowId, taskId, updatedBy: userId, updatedAt: new Date() });
    const changedFields = Object.keys(changed.after);
    record(this, AuthorityRecordChanged, { ...this.state(), changedFields });
    record(this, AuthorityRecordSnapshot, this.whole());
    return changedFields;
  }

  /** All that it holds, for services that fill documents with it. */
  whole(): { plantId: AuthorityRecordState['plantId']; authority: RecordAuthority; fields: RecordedFields } {
    return { plantId: this.plantId as AuthorityRecordState['plantId'], authority: this.authority, fields: { ...this.facts } as RecordedFields };
  }

  /** What everybody who may read plants is told of it. */
  state(): AuthorityRecordState {
    const published = Object.entries({ ...this.facts }).filter(([field]) => !unpublishedRecordFields.has(field));
    return {
      plantId: this.plantId as AuthorityRecordState['plantId'], authority: this.authority, fields: Object.fromEntries(published) as AuthorityRecordState['fields'],
      workflowId: this.workflowId ?? null, taskId: this.taskId ?? null,
    };
  }
}
AuthorityRecordSchema.setClass(AuthorityRecord);
