import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import type { Obligation, PlantObligation, PlantObligations, PlantObligationsQuery } from '@kairos/contracts';
import { NotFound } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { evaluate, tellFailures } from '../obligations/predicate.calc.ts';
import { PlantFactsProjection, type PlantFacts } from '../plants/plant-facts.projection.ts';
import { whyOf } from './reconcile-obligations.calc.ts';

type Pending = NonNullable<PlantObligation['deadline']> & { code: string };

@Injectable()
export class PlantObligationsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly facts: PlantFactsProjection,
    private readonly packs: ObligationPackRepository,
  ) {}

  async list(plantId: PlantObligations['plantId'], { applies }: PlantObligationsQuery, actor: Actor): Promise<PlantObligations> {
    const plant = reachesPlant(actor, plantId) ? await this.facts.find(plantId) : undefined;
    if (!plant || plant.deleted) throw new NotFound('plant');
    const pack = this.packs.governing();
    const pending = await tenantQuery<Pending>(
      this.em,
      `select obligation_code as code, id, status, due_on::text as "dueOn" from deadline where plant_id = $1 and status in ('open', 'dateMissing')`,
      [plantId],
    );
    const bundlesOf = (code: string) => pack.bundles.filter(({ obligations }) => obligations.includes(code)).map((bundle) => bundle.code);
    const items = pack.obligations.map((obligation) => itemOf(obligation, plant, pending, bundlesOf(obligation.code)));
    return { plantId, packId: pack.id, packVersion: pack.version, items: items.filter((item) => applies === undefined || String(item.applies) === applies) };
  }
}

function itemOf({ appliesWhen, ...obligation }: Obligation, plant: PlantFacts, pending: Pending[], bundles: string[]): PlantObligation {
  const { applies, why, failed } = evaluate(appliesWhen, plant);
  const { code: _code, ...deadline } = pending.find(({ code }) => code === obligation.code) ?? { code: null };
  const counted = obligation.due.countedFrom === 'trigger' ? why : whyOf({ appliesWhen, ...obligation }, plant);
  return {
    ...obligation, bundles, applies, why: applies ? counted : why,
    notApplicableBecause: applies ? [] : tellFailures(failed, plant).split('; '),
    deadline: 'id' in deadline ? deadline : null,
  };
}
