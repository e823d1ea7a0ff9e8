import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, plantScope, reachesPlant } from '@kairos/auth';
import type { EventEnvelope, NotificationSubject, NotificationTemplateCode } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { MembersRepository, permissionFor, type Member } from './members.repository.ts';
import { NotificationsRepository, type Notice } from './notifications.repository.ts';
import { moreOf, toldInAnHour } from '../untold-notifications/of-a-kind.calc.ts';
import type { ParameterValues } from '../notification-texts/render-notification.calc.ts';
import { StandInsRepository } from './stand-ins.repository.ts';
import { UntoldNotificationsRepository } from '../untold-notifications/untold-notifications.repository.ts';

/** What is told again later, such as to a consumer that is new, is no news any more. By the clock that events are stamped by. */
const newsForMs = 3 * 86_400_000;
const hourMs = 3_600_000;

/** Something that has just happened, as people are to be told of it. */
export type Happening = {
  template: NotificationTemplateCode;
  parameters: ParameterValues;
  /** Its plants: each is told of the first that they see. Null: it is about none, and everybody is told that it is for. */
  plantIds: readonly string[] | null;
  subject: NotificationSubject | null;
  link: string;
  /** Whom it is for, of those who may see it. */
  isFor: (member: Member) => boolean;
};

/** Tells people of what has just happened: those it is for and who may see it, of tasks the delegates of who is away, and nobody of what they did themselves. */
@Injectable()
export class Announcements {
  constructor(
    private readonly em: EntityManager,
    private readonly members: MembersRepository,
    private readonly notifications: NotificationsRepository,
    private readonly standIns: StandInsRepository,
    private readonly untold: UntoldNotificationsRepository,
    private readonly clock: Clock,
  ) {}

  async announce({ id: eventId, time, actorid }: Pick<EventEnvelope, 'id' | 'time' | 'actorid'>, { isFor, plantIds, ...happening }: Happening): Promise<void> {
    if (Date.parse(time) < Date.now() - newsForMs) return;
    const permission = permissionFor(happening.subject?.kind);
    const members = await this.members.notifiable();
    const told = members.filter((member) => member.userId !== actorid && may(member, permission) && isFor(member));
    const notices = new Map<string | null, Notice & { userIds: string[] }>();
    for (const member of told) {
      const plantId = plantFor(member, plantIds);
      if (plantId === undefined) continue;
      const notice = notices.get(plantId) ?? { ...happening, plantId, reason: `${happening.template} ${eventId}`, userIds: [] };
      notice.userIds.push(member.userId);
      notices.set(plantId, notice);
    }
    await this.notifications.raise(await this.withinMeasure(await this.standIns.include([...notices.values()], members, actorid)));
  }

  /** Thousands of one kind, such as an import brings, are told of one by one to nobody: when the hour is over it is said how many more there were. */
  private async withinMeasure(notices: readonly Notice[]): Promise<Notice[]> {
    const [first] = notices;
    if (!first || !moreOf(first.template)) return [...notices];
    const now = this.clock.now();
    const userIds = notices.flatMap((notice) => notice.userIds);
    const flooded = await this.notifications.floodedBy(first.template, { since: new Date(now.getTime() - hourMs), times: toldInAnHour, userIds });
    if (flooded.size === 0) return [...notices];
    await this.untold.count(notices.map((notice) => ({ ...notice, userIds: notice.userIds.filter((userId) => flooded.has(userId)) })), now);
    return notices.map((notice) => ({ ...notice, userIds: notice.userIds.filter((userId) => !flooded.has(userId)) }));
  }

  /** What people call a plant; nothing while this service has not heard of it. */
  async nameOf(plantId: string): Promise<string> {
    const [plant] = await tenantQuery<{ name: string }>(this.em, 'select name from plant_facts where plant_id = $1', [plantId]);
    return plant?.name ?? '';
  }
}

/** The plant that somebody sees it by; undefined when they do not see it. What is linked to no plant is seen by whoever reaches all of them. */
function plantFor(member: Member, plantIds: readonly string[] | null): string | null | undefined {
  if (plantIds === null) return null;
  if (plantIds.length === 0) return plantScope(member) === null ? null : undefined;
  return plantIds.find((plantId) => reachesPlant(member, plantId));
}
