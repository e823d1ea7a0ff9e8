import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { executeInTransaction, currentTenantId, tenantQuery } from '@kairos/tenancy';
import { PlantScores, type PlantScore } from '../compliance/plant-scores.queries.ts';
import { TenantDay } from '../tenant-day.ts';
import { MembersRepository, viewersOf } from '../notifications/members.repository.ts';
import { NotificationsRepository, type Notice } from '../notifications/notifications.repository.ts';
import { oneForMany } from '../notifications/one-for-many.calc.ts';

/** More overdue deadlines than this put the compliance of a plant in danger, whatever its score. */
const mostOverdue = 5;
type InDanger = PlantScore & { overdueCount: number };

/** Tells whoever sees the compliance of a plant that it is in danger: once, until it was well again. */
@Injectable()
@Upkeep({ name: 'compliance-alerts', cron: '20 4 * * *' })
export class AlertOfCompliance implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly scores: PlantScores,
    private readonly members: MembersRepository,
    private readonly notifications: NotificationsRepository,
    private readonly day: TenantDay,
  ) {}

  async tend(): Promise<void> {
    const inDanger = await this.inDanger();
    await this.em.transactional(() => this.alert(inDanger));
  }

  private async inDanger(): Promise<InDanger[]> {
    const counts = await tenantQuery<{ plantId: string; overdueCount: number }>(
      this.em, `select plant_id as "plantId", count(*)::int as "overdueCount" from deadline where status = 'open' and sort_on < $1::date group by plant_id`, [await this.day.today()],
    );
    const overdue = new Map(counts.map(({ plantId, overdueCount }) => [plantId, overdueCount]));
    const plants = (await this.scores.reachedBy({ rowScope: { plants: 'all' } })).map((plant) => ({ ...plant, overdueCount: overdue.get(plant.plantId) ?? 0 }));
    return plants.filter(({ alert, overdueCount }) => alert || overdueCount > mostOverdue);
  }

  private async alert(inDanger: readonly InDanger[]): Promise<void> {
    await this.notifications.takeTurn();
    await executeInTransaction(this.em, 'delete from compliance_alert where tenant_id = $1 and not plant_id = any($2::uuid[])', [currentTenantId(), `{${inDanger.map(({ plantId }) => plantId).join(',')}}`]);
    const known = new Set((await tenantQuery<{ plantId: string }>(this.em, 'select plant_id as "plantId" from compliance_alert')).map(({ plantId }) => plantId));
    const viewers = viewersOf(await this.members.notifiable(), 'plant');
    const fresh = inDanger.filter(({ plantId }) => !known.has(plantId)).map((plant) => ({ ...plant, userIds: viewers(plant.plantId) })).filter(({ userIds }) => userIds.length > 0);
    const today = await this.day.today();
    await this.notifications.raise(oneForMany(fresh.map((plant) => noticeOf(plant, today)), (own) => ({
      template: 'many_below_compliance', parameters: { count: own.length }, plantId: null, subject: null, link: '/api/v1/workflows/compliance-matrix?below=70', reason: `${own[0].reason} and more`,
    })));
    await executeInTransaction(this.em, 'insert into compliance_alert (tenant_id, plant_id) select $1, unnest($2::uuid[]) on conflict do nothing', [currentTenantId(), `{${fresh.map(({ plantId }) => plantId).join(',')}}`]);
  }
}

function noticeOf({ plantId, name, scorePercent, overdueCount, userIds }: InDanger & { userIds: string[] }, today: string): Notice {
  return {
    template: 'compliance_alert', parameters: { plantName: name, scorePercent, overdueCount }, plantId, subject: { kind: 'plant', id: plantId },
    link: `/api/v1/workflows/plants/${plantId}/compliance`, reason: `compliance ${plantId} ${today}`, userIds,
  };
}
