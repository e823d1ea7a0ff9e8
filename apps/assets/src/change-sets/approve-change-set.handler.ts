import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ApproveChangeSetBody } from '@kairos/contracts';
import { DomainError, type FieldError } from '@kairos/http';
import { PlantParts } from '../plant-parts/plant-parts.repository.ts';
import { readFacts } from '../plant-parts/read-facts.calc.ts';
import type { Plant } from '../plants/plant.entity.ts';
import { PlantNotFound } from '../plants/plant.errors.ts';
import { PlantRepository } from '../plants/plant.repository.ts';
import { approvedRules } from '../plants/plant-rules.calc.ts';
import { PlantRulesRepository } from '../plants/plant-rules.repository.ts';
import type { ChangeSet } from './change-set.entity.ts';
import { atChange, ChangeSetConflicts, ProposedFactsRefused } from './change-set.errors.ts';
import { ChangeSets } from './change-sets.repository.ts';
import { conflictsOf } from './conflicts.calc.ts';

/** Applies all changes of a set or none, by the rules for whoever makes them by hand, to plants that still hold what they held. */
@Injectable()
export class ApproveChangeSetHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sets: ChangeSets,
    private readonly plants: PlantRepository,
    private readonly parts: PlantParts,
    private readonly rules: PlantRulesRepository,
  ) {}

  @Transactional()
  async execute(changeSetId: string, { reason }: ApproveChangeSetBody, actor: Actor): Promise<void> {
    const set = await this.sets.hold(changeSetId, actor);
    set.demandApprover(actor.userId);
    const plants = await this.holdPlants(set, actor);
    const conflicts: FieldError[] = [];
    for (const [index, change] of set.changes.entries()) {
      const plant = plants.get(change.plantId);
      if (plant) conflicts.push(...conflictsOf(change, await this.parts.held(plant, change.part), index));
      else conflicts.push({ pointer: `/changes/${index}/plantId`, detail: 'was removed from the portfolio since', code: 'plant-removed' });
    }
    if (conflicts.length > 0) throw new ChangeSetConflicts(conflicts);
    set.apply({ by: actor.userId, reason: reason ?? null });
    // The database lets guarded fields change for a set that stands there as applied.
    await this.em.flush();
    await this.em.execute(`select set_config('app.change_set', ?, true)`, [set.id]);
    await this.give(set, plants, actor);
  }

  /** In the order of their ids, so that no two sets wait for each other. */
  private async holdPlants({ plantIds }: ChangeSet, actor: Actor): Promise<Map<string, Plant>> {
    const plants = new Map<string, Plant>();
    for (const plantId of [...plantIds].sort()) {
      const plant = await this.plants.hold(plantId, actor).catch((error: unknown) => {
        if (error instanceof PlantNotFound) return undefined;
        throw error;
      });
      if (plant) plants.set(plantId, plant);
    }
    return plants;
  }

  private async give(set: ChangeSet, plants: ReadonlyMap<string, Plant>, { userId }: Actor): Promise<void> {
    const by = { userId, rules: approvedRules(await this.rules.read()) };
    for (const [index, { plantId, part, after }] of set.changes.entries()) {
      const read = readFacts(part, after);
      if ('problems' in read) throw new ProposedFactsRefused(read.problems.map(({ field, detail }) => ({ pointer: `/changes/${index}/facts/${field}`, detail })));
      try {
        await this.parts.give(plants.get(plantId) as Plant, part, read.facts, by);
      } catch (error) {
        throw error instanceof DomainError ? atChange(error, index) : error;
      }
    }
  }
}
