import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { tenantQuery } from '@kairos/tenancy';
import { Plant } from '../plants/plant.entity.ts';
import { AuthorityRecord } from './authority-record.entity.ts';
import { licenceActiveOn, todayInItaly } from './facts-from-authorities.calc.ts';

/** Plants that tell of their licence otherwise than its dates do on the day `$1`. */
const outdated = `select p.id from authority_record r join plant p on p.tenant_id = r.tenant_id and p.id = r.plant_id
  where r.authority = 'customs' and p.deleted_at is null and r.facts ? 'licenceIssuedOn'
    and p.customs_licence_active is distinct from (r.facts ->> 'licenceIssuedOn' <= $1 and coalesce(r.facts ->> 'licenceExpiresOn', '9999') >= $1)
  limit 1`;

/** A customs licence begins and ends by the calendar: the plant tells of it on the day. */
@Injectable()
@Upkeep({ name: 'licence-terms', cron: '5 * * * *' })
export class LicenceTerms implements UpkeepJob {
  constructor(private readonly em: EntityManager) {}

  async tend(signal: AbortSignal): Promise<void> {
    const today = todayInItaly();
    while (!signal.aborted) {
      const [found] = await tenantQuery<{ id: string }>(this.em, outdated, [today]);
      if (!found) return;
      await this.em.transactional(async (em) => {
        const plant = await em.findOneOrFail(Plant, { id: found.id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
        const customs = await em.findOneOrFail(AuthorityRecord, { plantId: found.id, authority: 'customs' }, { refresh: true });
        plant.grant({ customsLicenceActive: licenceActiveOn({ ...customs.facts }, today) });
      });
      this.em.clear();
    }
  }
}
