import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { documentCategories, shippedRetention, type DocumentCategory, type RetentionScheduleList, type RetentionScheduleView } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';

const columns = `category, years, counted_from as "countedFrom", legal_reference as "legalReference", 'tenant' as origin, changed_by_user_id as "changedByUserId", changed_at as "changedAt", version`;

@Injectable()
export class RetentionQueries {
  constructor(private readonly em: EntityManager) {}

  /** Every category, by what the tenant says or else by what ships. */
  async list(): Promise<RetentionScheduleList> {
    const rows = await tenantQuery<RetentionScheduleView>(this.em, `select ${columns} from retention_schedule`);
    const own = new Map(rows.map((row) => [row.category, { ...row, changedAt: row.changedAt && toInstant(row.changedAt) }]));
    return { items: documentCategories.map((category) => own.get(category) ?? { category, ...shippedRetention[category], origin: 'shipped', changedByUserId: null, changedAt: null, version: 0 }) };
  }

  async read(category: DocumentCategory): Promise<RetentionScheduleView> {
    const { items } = await this.list();
    return items.find((schedule) => schedule.category === category) as RetentionScheduleView;
  }
}
