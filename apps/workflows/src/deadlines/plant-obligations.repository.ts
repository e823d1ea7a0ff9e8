import { Injectable } from '@nestjs/common';
import { FlushMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import type { ObligationPack } from '@kairos/contracts';
import { auditBulk } from '@kairos/event-bus';
import { currentTenantId } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { dateInZone } from '../obligations/plain-date.calc.ts';
import type { PlantFacts } from '../plants/plant-facts.projection.ts';
import { Deadline, obligationOf } from './deadline.entity.ts';
import { lastCompleted, reconcileObligations, type Cause, type CompletedDeadline, type Step } from './reconcile-obligations.calc.ts';

type Occurrence = { event: Cause['event']; at: Date; before: Cause['before']; hasDeadlines: boolean };

/** The deadlines of a plant, and what makes them what its facts ask for. */
@Injectable()
export class PlantObligations {
  constructor(
    private readonly em: EntityManager,
    private readonly packs: ObligationPackRepository,
    private readonly clock: Clock,
  ) {}

  /** Opens, withdraws, reopens and reschedules deadlines, in the transaction at hand, and leaves one audit record for all of it. */
  async reconcile(plant: PlantFacts, { event, at, before, hasDeadlines }: Occurrence): Promise<void> {
    const pack = this.packs.governing();
    const today = dateInZone(this.clock.now(), pack.timeZone);
    const known = await this.deadlinesOf(plant.plantId, hasDeadlines);
    const steps = reconcileObligations(pack, plant, known, today, { event, on: dateInZone(at, pack.timeZone), before });
    for (const step of steps) this.take(step, plant.plantId, pack, today);
    if (steps.length > 0) auditBulk(this.em, 'workflows', { resourceType: 'Plant', resourceId: plant.plantId, count: steps.length, results: JSON.stringify(steps.map(summaryOf)) });
  }

  private take(step: Step<Deadline>, plantId: string, pack: ObligationPack, today: string): void {
    if (step.kind === 'note') return step.deadline.note(step.note);
    if (step.kind === 'withdraw') return step.deadline.withdraw(step.withdrawal, today);
    const terms = { obligation: obligationOf(pack, step.obligation), due: step.due, why: step.why };
    if (step.kind === 'reopen') step.deadline.reopen(terms);
    else if (step.kind === 'reschedule') step.deadline.reschedule(terms);
    else this.em.persist(Deadline.open({ tenantId: currentTenantId(), plantId }, terms));
  }

  private async deadlinesOf(plantId: string, hasDeadlines: boolean): Promise<{ standing: Deadline[]; completed: CompletedDeadline[] }> {
    // What an earlier event of this transaction opened is not stored yet: then, and only then, it has to be, first.
    const opened = [...this.em.getUnitOfWork().getPersistStack()].some((entity) => entity instanceof Deadline && entity.plantId === plantId);
    if (!opened && !hasDeadlines) return { standing: [], completed: [] };
    const deadlines = await this.em.find(Deadline, { plantId }, { flushMode: opened ? FlushMode.ALWAYS : FlushMode.COMMIT });
    return { standing: deadlines.filter(({ status }) => status !== 'completed'), completed: lastCompleted(deadlines) };
  }
}

function summaryOf(step: Step<Deadline>) {
  if (step.kind === 'note') return { step: step.kind, obligation: step.deadline.obligationCode };
  if (step.kind === 'withdraw') return { step: step.kind, obligation: step.deadline.obligationCode, ...step.withdrawal };
  return { step: step.kind, obligation: step.obligation.code, ...step.due };
}
