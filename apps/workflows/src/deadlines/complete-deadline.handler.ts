import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import type { CompleteDeadlineBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { coveredAfter, dueAfterCompletion } from '../obligations/due-date.calc.ts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { dateInZone } from '../obligations/plain-date.calc.ts';
import { evaluate } from '../obligations/predicate.calc.ts';
import { PlantFactsProjection } from '../plants/plant-facts.projection.ts';
import { Deadline, obligationOf } from './deadline.entity.ts';
import { DeadlineNotFound } from './deadline.errors.ts';
import { whyOf } from './reconcile-obligations.calc.ts';

/** Completes one occurrence and opens the next one, in the same transaction. */
@Injectable()
export class CompleteDeadlineHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly facts: PlantFactsProjection,
    private readonly packs: ObligationPackRepository,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(deadlineId: string, { completedOn, note = null }: CompleteDeadlineBody, expectedVersion: number, actor: Actor): Promise<{ nextId: string | null }> {
    // The facts before the deadline, as the consumer takes them that changes both: they stay as they are until the next one is stored.
    const [of] = await tenantQuery<{ plantId: string }>(this.em, 'select plant_id as "plantId" from deadline where id = $1', [deadlineId]);
    const plant = of && reachesPlant(actor, of.plantId) ? await this.facts.hold(of.plantId, 'share') : undefined;
    const deadline = await this.em.findOne(Deadline, { id: deadlineId });
    if (!deadline || !reachesPlant(actor, deadline.plantId)) throw new DeadlineNotFound();
    expectVersion(deadline.version, expectedVersion);

    const { tenantId, plantId, obligationCode, nominalDueOn = null } = deadline;
    const pack = this.packs.governing();
    const obligation = pack.obligations.find(({ code }) => code === obligationCode);
    const today = dateInZone(this.clock.now(), pack.timeZone);
    deadline.complete({ completedOn, note, by: actor.userId }, today, obligation ? coveredAfter(obligation, nominalDueOn) : null);
    // Before the next one: the database holds one pending deadline per obligation, and inserts come before updates.
    await this.em.flush();

    if (!obligation || !plant || plant.deleted || !evaluate(obligation.appliesWhen, plant).applies) return { nextId: null };
    const due = dueAfterCompletion(obligation, pack.calendar, plant, { nominalDueOn, completedOn });
    if (!due) return { nextId: null };
    const next = Deadline.open({ tenantId, plantId }, { obligation: obligationOf(pack, obligation), due, why: whyOf(obligation, plant) });
    // The answer is read back, maybe in the outer transaction of an idempotency key, which flushes only at its end.
    await this.em.persist(next).flush();
    return { nextId: next.id };
  }
}
