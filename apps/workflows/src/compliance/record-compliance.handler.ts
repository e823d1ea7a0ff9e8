import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import type { ComplianceItemCode, RecordComplianceBody } from '@kairos/contracts';
import { expectVersion, NotFound } from '@kairos/http';
import { Clock } from '../clock.port.ts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { dateInZone } from '../obligations/plain-date.calc.ts';
import { ComplianceEntry } from './compliance-entry.entity.ts';

export type ComplianceTarget = { plantId: string; item: ComplianceItemCode };

/** Records what somebody says of a compliance item of a plant, or takes it back: then deadlines and facts speak again. */
@Injectable()
export class RecordComplianceHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly packs: ObligationPackRepository,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute({ plantId, item }: ComplianceTarget, body: RecordComplianceBody | null, expectedVersion: number, actor: Actor): Promise<void> {
    await this.demandPlant(plantId, actor);
    const entry = await this.em.findOne(ComplianceEntry, { plantId, item });
    expectVersion(entry?.version ?? 0, expectedVersion);
    if (!body) {
      if (entry) this.em.remove(entry);
      return;
    }
    const at = this.clock.now();
    const word = { body, by: actor.userId, at, today: dateInZone(at, this.packs.governing().timeZone) };
    if (entry) entry.say(word);
    else this.em.persist(ComplianceEntry.of({ tenantId: actor.tenantId, plantId, item }, word));
    // The answer is read back, maybe in the outer transaction of an idempotency key, which flushes only at its end.
    await this.em.flush();
  }

  /** Locks the plant too: of two who record at once, the second one sees what the first one did. */
  private async demandPlant(plantId: string, actor: Actor): Promise<void> {
    const found = reachesPlant(actor, plantId) ? await this.em.execute('select from plant_facts where plant_id = ? and not deleted for update', [plantId]) : [];
    if (found.length === 0) throw new NotFound('plant');
  }
}
