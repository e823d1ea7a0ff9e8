import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { newId } from '@kairos/event-bus';
import { complianceStates, type LocalText, type RecordComplianceBody } from '@kairos/contracts';
import { CompliedInTheFuture, CustomItemNeedsTitle } from './compliance.errors.ts';

const ComplianceEntrySchema = defineEntity({
  name: 'ComplianceEntry',
  tableName: 'compliance_entry',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    plantId: p.uuid(),
    item: p.string(),
    title: p.json<LocalText>().nullable(),
    state: p.enum(complianceStates),
    doneOn: p.date().nullable(),
    number: p.text().nullable(),
    expiresOn: p.date().nullable(),
    reason: p.text(),
    recordedBy: p.uuid(),
    recordedAt: p.datetime(),
    version: p.integer().version(),
  },
});

type Word = { body: RecordComplianceBody; by: string; at: Date; today: string };

/** What somebody says of one compliance item of one plant. The audit trail keeps what was said before. */
export class ComplianceEntry extends ComplianceEntrySchema.class {
  static of(owner: { tenantId: string; plantId: string; item: string }, word: Word): ComplianceEntry {
    return Object.assign(new ComplianceEntry(), { ...owner, id: newId(), ...wordOf(owner.item, word), version: 1 } satisfies RequiredEntityData<ComplianceEntry>);
  }

  say(word: Word): void {
    Object.assign(this, wordOf(this.item, word));
  }
}
ComplianceEntrySchema.setClass(ComplianceEntry);

function wordOf(item: string, { body: { state, reason, doneOn = null, number = null, expiresOn = null, title = null }, by, at, today }: Word) {
  const custom = item.startsWith('custom-');
  if (custom && !title) throw new CustomItemNeedsTitle();
  if (doneOn !== null && doneOn > today) throw new CompliedInTheFuture(doneOn, today);
  return { state, reason, doneOn, number, expiresOn, title: custom ? title : null, recordedBy: by, recordedAt: at };
}
