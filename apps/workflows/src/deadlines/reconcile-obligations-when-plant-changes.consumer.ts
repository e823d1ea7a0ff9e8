import { Injectable } from '@nestjs/common';
import { PlantChanged, PlantDeleted, PlantRegistered, PlantSnapshot, PlantStatusChanged } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { PlantFactsProjection, type PlantEvent } from '../plants/plant-facts.projection.ts';
import { ApplyPlantFacts } from '../workflows/apply-plant-facts.ts';
import { PlantObligations } from './plant-obligations.repository.ts';
import type { Cause } from './reconcile-obligations.calc.ts';

const triggers: Record<string, Cause['event']> = { [PlantRegistered.type]: 'registered', [PlantChanged.type]: 'changed', [PlantStatusChanged.type]: 'statusChanged' };

/** Keeps the deadlines of a plant what its facts ask for, and the tasks of its workflows those that apply to it. */
@Injectable()
@Consumes('workflows-plant-obligations', PlantRegistered, PlantChanged, PlantStatusChanged, PlantDeleted, PlantSnapshot)
export class ReconcileObligationsWhenPlantChangesConsumer implements EventConsumer {
  constructor(
    private readonly facts: PlantFactsProjection,
    private readonly obligations: PlantObligations,
    private readonly workflows: ApplyPlantFacts,
  ) {}

  async handle(event: PlantEvent): Promise<void> {
    const plant = await this.facts.apply(event);
    if (!plant) return;
    await this.obligations.reconcile(plant, { event: triggers[event.type] ?? 'snapshot', at: new Date(event.time), before: plant.before, hasDeadlines: plant.hasDeadlines });
    if (plant.hasWorkflows) await this.workflows.apply(plant);
  }
}
