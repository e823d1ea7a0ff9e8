import { Injectable } from '@nestjs/common';
import { FlushMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import type { ObligationPack } from '@kairos/contracts';
import { auditBulk } from '@kairos/event-bus';
import { currentTenantId } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { dateInZone } from '../obligations/plain-date.calc.ts';
import type { PlantFacts } from '../plants/told-facts.calc.ts';
import { Deadline, obligationOf } from './deadline.entity.ts';
import { lastCompleted, reconcileObligations, type Cause, type Step } from './reconcile-obligations.calc.ts';

type Occurrence = { event: Cause['event']; at: Date; before: Cause['before'] };
/** The deadlines of plants, by plant; what is opened joins them. */
export type DeadlinesOfPlants = Map<string, Deadline[]>;

/** The deadlines of a plant, and what makes them what its facts ask for. */
@Injectable()
export class PlantObligations {
  constructor(
    private readonly em: EntityManager,
    private readonly packs: ObligationPackRepository,
    private readonly clock: Clock,
  ) {}

  /** The deadlines of plants, whose facts the transaction holds. */
  async ofPlants(plantIds: readonly string[]): Promise<DeadlinesOfPlants> {
    const deadlines = await this.em.find(Deadline, { plantId: { $in: [...plantIds] } }, { flushMode: FlushMode.COMMIT });
    return Map.groupBy(deadlines, ({ plantId }) => plantId);
  }

  /**
   * Opens, withdraws, reopens and reschedules deadlines, in the transaction at hand, and leaves one audit record for all of it.
   *
   * @param known what `ofPlants` answered in this transaction
   */
  async reconcile(plant: PlantFacts, { event, at, before }: Occurrence, known: DeadlinesOfPlants): Promise<void> {
    const pack = this.packs.governing();
    const today = dateInZone(this.clock.now(), pack.timeZone);
    const deadlines = known.get(plant.plantId) ?? [];
    // What an earlier event of this transaction opened has to be stored before it changes: each has a version of its own.
    if (deadlines.some((deadline) => this.em.getUnitOfWork().getPersistStack().has(deadline))) await this.em.flush();
    const standing = deadlines.filter(({ status }) => status !== 'completed');
    const steps = reconcileObligations(pack, plant, { standing, completed: lastCompleted(deadlines) }, today, { event, on: dateInZone(at, pack.timeZone), before });
    const opened = steps.flatMap((step) => this.take(step, plant.plantId, pack, today) ?? []);
    known.set(plant.plantId, [...deadlines, ...opened]);
    if (steps.length > 0) auditBulk(this.em, 'workflows', { resourceType: 'Plant', resourceId: plant.plantId, count: steps.length, results: JSON.stringify(steps.map(summaryOf)) });
  }

  /** @returns the deadline that the step opened */
  private take(step: Step<Deadline>, plantId: string, pack: ObligationPack, today: string): Deadline | undefined {
    if (step.kind === 'note') return void step.deadline.note(step.note);
    if (step.kind === 'withdraw') return void step.deadline.withdraw(step.withdrawal, today);
    const terms = { obligation: obligationOf(pack, step.obligation), due: step.due, why: step.why };
    if (step.kind === 'reopen') return void step.deadline.reopen(terms);
    if (step.kind === 'reschedule') return void step.deadline.reschedule(terms);
    const deadline = Deadline.open({ tenantId: currentTenantId(), plantId }, terms);
    this.em.persist(deadline);
    return deadline;
  }
}

function summaryOf(step: Step<Deadline>) {
  if (step.kind === 'note') return { step: step.kind, obligation: step.deadline.obligationCode };
  if (step.kind === 'withdraw') return { step: step.kind, obligation: step.deadline.obligationCode, ...step.withdrawal };
  return { step: step.kind, obligation: step.obligation.code, ...step.due };
}
