import { Injectable } from '@nestjs/common';
import { FlushMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { PlantChanged, PlantDeleted, PlantRegistered, PlantSnapshot, PlantStatusChanged, type ObligationPack } from '@kairos/contracts';
import { auditBulk, Consumes, type EventConsumer } from '@kairos/event-bus';
import { Clock } from '../clock.port.ts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { dateInZone } from '../obligations/plain-date.calc.ts';
import { PlantFactsProjection, type PlantEvent } from '../plants/plant-facts.projection.ts';
import { Deadline, obligationOf } from './deadline.entity.ts';
import { lastCompleted, reconcileObligations, type CompletedDeadline, type Step } from './reconcile-obligations.calc.ts';

/** Keeps the deadlines of a plant what its facts ask for: opens, withdraws, reopens and reschedules them. */
@Injectable()
@Consumes('workflows-plant-obligations', PlantRegistered, PlantChanged, PlantStatusChanged, PlantDeleted, PlantSnapshot)
export class ReconcileObligationsWhenPlantChangesConsumer implements EventConsumer {
  constructor(
    private readonly em: EntityManager,
    private readonly facts: PlantFactsProjection,
    private readonly packs: ObligationPackRepository,
    private readonly clock: Clock,
  ) {}

  async handle(event: PlantEvent): Promise<void> {
    const plant = await this.facts.apply(event);
    if (!plant) return;
    const { plantId } = plant;
    const pack = this.packs.governing();
    const today = dateInZone(this.clock.now(), pack.timeZone);
    const known = await this.deadlinesOf(plant);
    const steps = reconcileObligations(pack, plant, known, today);
    for (const step of steps) this.take(step, { tenantId: event.tenantid, plantId }, pack, today);
    if (steps.length > 0) auditBulk(this.em, 'workflows', { resourceType: 'Plant', resourceId: plantId, count: steps.length, results: JSON.stringify(steps.map(summaryOf)) });
  }

  private take(step: Step<Deadline>, owner: { tenantId: string; plantId: string }, pack: ObligationPack, today: string): void {
    if (step.kind === 'withdraw') return step.deadline.withdraw(step.withdrawal, today);
    const terms = { obligation: obligationOf(pack, step.obligation), due: step.due, why: step.why };
    if (step.kind === 'reopen') step.deadline.reopen(terms);
    else if (step.kind === 'reschedule') step.deadline.reschedule(terms);
    else this.em.persist(Deadline.open(owner, terms));
  }

  private async deadlinesOf({ plantId, hasDeadlines }: { plantId: string; hasDeadlines: boolean }): Promise<{ standing: Deadline[]; completed: CompletedDeadline[] }> {
    // What an earlier event of this transaction opened is not stored yet: then, and only then, it has to be, first.
    const opened = [...this.em.getUnitOfWork().getPersistStack()].some((entity) => entity instanceof Deadline && entity.plantId === plantId);
    if (!opened && !hasDeadlines) return { standing: [], completed: [] };
    const deadlines = await this.em.find(Deadline, { plantId }, { flushMode: opened ? FlushMode.ALWAYS : FlushMode.COMMIT });
    return { standing: deadlines.filter(({ status }) => status !== 'completed'), completed: lastCompleted(deadlines) };
  }
}

function summaryOf(step: Step<Deadline>) {
  if (step.kind === 'withdraw') return { step: step.kind, obligation: step.deadline.obligationCode, ...step.withdrawal };
  return { step: step.kind, obligation: step.obligation.code, ...step.due };
}
