import { Injectable } from '@nestjs/common';
import { FlushMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ProposeChangeSetBody } from '@kairos/contracts';
import { DomainError } from '@kairos/http';
import { changedFacts } from '../plant-changes/changed-facts.calc.ts';
import { PlantParts, type GivenBy } from '../plant-parts/plant-parts.repository.ts';
import { readFacts } from '../plant-parts/read-facts.calc.ts';
import { PlantRepository } from '../plants/plant.repository.ts';
import { approvedRules } from '../plants/plant-rules.calc.ts';
import { PlantRulesRepository } from '../plants/plant-rules.repository.ts';
import { ChangeSet, type ProposedChange } from './change-set.entity.ts';
import { atChange, ChangeSetChangesNothing, ProposedFactsRefused } from './change-set.errors.ts';

type Given = ProposeChangeSetBody['changes'][number];

/** Tries the changes on the plants, by every rule there is, and keeps what each would change instead of changing it. */
@Injectable()
export class ProposeChangeSetHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly plants: PlantRepository,
    private readonly parts: PlantParts,
    private readonly rules: PlantRulesRepository,
  ) {}

  @Transactional()
  async execute({ title, reason, changes: given }: ProposeChangeSetBody, actor: Actor): Promise<string> {
    // What is tried is never stored: nothing is written before it is forgotten.
    this.em.setFlushMode(FlushMode.COMMIT);
    const by = { userId: actor.userId, rules: approvedRules(await this.rules.read()) };
    const changes: ProposedChange[] = [];
    for (const [index, one] of given.entries()) {
      const change = await this.tried(one, index, { actor, by });
      if (change) changes.push(change);
    }
    this.em.clear();
    if (changes.length === 0) throw new ChangeSetChangesNothing();
    const set = ChangeSet.propose({ tenantId: actor.tenantId, title, reason, changes, proposedBy: actor.userId });
    this.em.persist(set);
    return set.id;
  }

  private async tried({ plantId, part, facts }: Given, index: number, { actor, by }: { actor: Actor; by: GivenBy }): Promise<ProposedChange | undefined> {
    const read = readFacts(part, facts);
    if ('problems' in read) throw new ProposedFactsRefused(read.problems.map(({ field, detail }) => ({ pointer: `/changes/${index}/facts${field && `/${field}`}`, detail })));
    const plant = await this.plants.reach(plantId, actor);
    const held = await this.parts.held(plant, part);
    try {
      const holds = await this.parts.give(plant, part, read.facts, by);
      const changed = changedFacts(held, { ...Object.fromEntries(Object.keys(held).map((field) => [field, null])), ...holds });
      return changed && { plantId, part, ...changed };
    } catch (error) {
      throw error instanceof DomainError ? atChange(error, index) : error;
    }
  }
}
