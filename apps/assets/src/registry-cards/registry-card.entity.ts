import { defineEntity, p } from '@mikro-orm/core';
import { RegistryCardChanged, RegistryCardSnapshot, type RecordedFields, type RegistryCardFacts, type RegistryCardState } from '@kairos/contracts';
import { explainAudit, newId, record } from '@kairos/event-bus';
import { noteChange } from '../plant-changes/noted-changes.ts';
import { changedFacts, withFacts, type Facts } from '../plant-changes/changed-facts.calc.ts';

const RegistryCardSchema = defineEntity({
  name: 'RegistryCard',
  tableName: 'registry_card',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    plantId: p.uuid(),
    /** Its audit record tells the fields that changed, not all of them. */
    facts: p.json<RegistryCardFacts>().hidden(),
    updatedBy: p.uuid().nullable(),
    version: p.integer().version(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

export class RegistryCard extends RegistryCardSchema.class {
  /** An empty card of a plant. */
  static of({ id: plantId, tenantId }: { id: string; tenantId: string }): RegistryCard {
    const now = new Date();
    return Object.assign(new RegistryCard(), { id: newId(), tenantId, plantId, facts: {}, updatedBy: null, version: 1, createdAt: now, updatedAt: now });
  }

  /**
   * Takes over the facts that differ; null takes one away.
   *
   * @returns the names of the fields that changed
   */
  change(given: Facts, updatedBy: string | null): string[] {
    const changed = changedFacts({ ...this.facts }, given);
    if (!changed) return [];
    explainAudit(this, changed);
    noteChange(this, { plantId: this.plantId, part: 'registry-card', held: changed.before, holds: changed.after });
    Object.assign(this, { facts: withFacts({ ...this.facts }, given), updatedBy, updatedAt: new Date() });
    const changedFields = Object.keys(changed.after);
    record(this, RegistryCardChanged, { ...this.state(), changedFields });
    record(this, RegistryCardSnapshot, this.whole());
    return changedFields;
  }

  /** All that it holds, for services that fill documents with it. */
  whole(): { plantId: RegistryCardState['plantId']; fields: RecordedFields } {
    const { technicalDetails: _details, ...fields } = this.facts;
    return { plantId: this.plantId as RegistryCardState['plantId'], fields: fields as RecordedFields };
  }

  /** What everybody who may read plants is told of it. */
  state(): RegistryCardState {
    const { gaudiCode, censimpCode, saprCode, regime, constructedOn, connectedOn, policyExpiresOn } = this.facts;
    return {
      plantId: this.plantId as RegistryCardState['plantId'], gaudiCode: gaudiCode ?? null, censimpCode: censimpCode ?? null, saprCode: saprCode ?? null, regime: regime ?? null,
      constructedOn: constructedOn ?? null, connectedOn: connectedOn ?? null, policyExpiresOn: policyExpiresOn ?? null,
    };
  }
}
RegistryCardSchema.setClass(RegistryCard);
