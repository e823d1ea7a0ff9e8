import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { runAsCommand, type CommandContext } from '@kairos/event-bus';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { Clock } from '../clock.port.ts';
import { PlantFactsProjection } from '../plants/plant-facts.projection.ts';
import { ApplyPlantFacts } from '../workflows/apply-plant-facts.ts';
import { PlantObligations } from './plant-obligations.repository.ts';

const name = 'obligations-by-settings';
const command: CommandContext = {
  actorKind: 'system', actorId: name, sessionId: null, action: 'workflows.obligation.decide', permission: null, requestId: name, address: null, userAgent: null,
  reason: null, traceparent: undefined, audit: 'bulk',
};
const batch = 100;
const firstId = '00000000-0000-0000-0000-000000000000';

/** Decides again, every night, for the plants for which a setting of the tenant decides: the setting may be another one. */
@Injectable()
@Upkeep({ name, cron: '25 2 * * *' })
export class FollowSettings implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly facts: PlantFactsProjection,
    private readonly obligations: PlantObligations,
    private readonly workflows: ApplyPlantFacts,
    private readonly clock: Clock,
  ) {}

  async tend(signal: AbortSignal): Promise<void> {
    for (let after: string | undefined = firstId; after !== undefined && !signal.aborted; ) after = await this.decideAfter(after);
  }

  private async decideAfter(after: string): Promise<string | undefined> {
    const plantIds = await this.facts.decidedBySettings(after, batch);
    for (const plantId of plantIds) await runAsCommand(command, () => this.em.transactional(() => this.decide(plantId)));
    return plantIds.length < batch ? undefined : plantIds.at(-1);
  }

  /** One plant at a time is held: consumers hold several, in the order of their ids. */
  private async decide(plantId: string): Promise<void> {
    const plant = await this.facts.hold(plantId, 'update');
    if (!plant || plant.deleted) return;
    await this.obligations.reconcile(plant, { event: 'changed', at: this.clock.now(), before: null }, await this.obligations.ofPlants([plantId]));
    await this.workflows.apply(plant);
  }
}
