import { Injectable } from '@nestjs/common';
import { may } from '@kairos/auth';
import { MaintenanceChanged, MaintenanceRecorded, type EventOf } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { TenantDay } from '../tenant-day.ts';
import { Announcements } from './announcements.ts';

/** Tells whoever records maintenance of a plant that some is planned for a day to come, or for another day than it was. */
@Injectable()
@Consumes('workflows-notify-of-maintenance', MaintenanceRecorded, MaintenanceChanged)
export class NotifyWhenMaintenanceIsPlanned implements EventConsumer {
  constructor(
    private readonly announcements: Announcements,
    private readonly day: TenantDay,
  ) {}

  async handle(event: EventOf<typeof MaintenanceRecorded | typeof MaintenanceChanged>): Promise<void> {
    const { data } = event;
    const { maintenanceId: id, plantId, title, status, plannedOn } = data;
    const isNew = !('changedFields' in data) || data.changedFields.includes('plannedOn');
    if (!isNew || status !== 'Planned' || plannedOn === null || plannedOn < (await this.day.today())) return;
    await this.announcements.announce(event, {
      template: 'maintenance_scheduled', parameters: { maintenance: { en: title, it: title }, plantName: await this.announcements.nameOf(plantId), plannedOn }, plantIds: [plantId],
      subject: { kind: 'maintenance', id }, link: `/api/v1/assets/plants/${plantId}/maintenance/${id}`, isFor: (member) => may(member, 'assets.maintenance.record'),
    });
  }
}
