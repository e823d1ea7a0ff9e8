import { Injectable } from '@nestjs/common';
import { PlantChanged, PlantDeleted, PlantRegistered, PlantSnapshot, PlantStatusChanged } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { PlantFactsProjection } from '../plants/plant-facts.projection.ts';
import type { PlantEvent } from '../plants/told-facts.calc.ts';
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

  handle(event: PlantEvent): Promise<void> {
    return this.handleAll([event]);
  }

  /** Asks once for what all plants have, and decides for one event after the other. */
  async handleAll(events: readonly PlantEvent[]): Promise<void> {
    const told = await this.facts.apply(events);
    const plantIds = [...new Set(told.map(({ plant }) => plant.plantId))];
    if (plantIds.length === 0) return;
    const deadlines = await this.obligations.ofPlants(plantIds);
    const withWorkflows = await this.workflows.among(plantIds);
    for (const { event, plant, before } of told) {
      await this.obligations.reconcile(plant, { event: triggers[event.type] ?? 'snapshot', at: new Date(event.time), before }, deadlines);
      if (withWorkflows.has(plant.plantId)) await this.workflows.apply(plant);
    }
  }
}
