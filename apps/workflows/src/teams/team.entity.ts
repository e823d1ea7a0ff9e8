import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { newId } from '@kairos/event-bus';

const TeamSchema = defineEntity({
  name: 'Team',
  tableName: 'team',
  properties: { id: p.uuid().primary(), tenantId: p.uuid(), name: p.string(), memberUserIds: p.array(), updatedAt: p.datetime().onUpdate(() => new Date()), version: p.integer().version() },
});

/** Users whom tasks are given to by the name of their team, which stays. */
export class Team extends TeamSchema.class {
  static setUp(tenantId: string, name: string, memberUserIds: readonly string[]): Team {
    return Object.assign(new Team(), { id: newId(), tenantId, name, memberUserIds: unique(memberUserIds), updatedAt: new Date(), version: 1 } satisfies RequiredEntityData<Team>);
  }

  consistOf(memberUserIds: readonly string[]): void {
    this.memberUserIds = unique(memberUserIds);
  }
}
TeamSchema.setClass(Team);

function unique(userIds: readonly string[]): string[] {
  return [...new Set(userIds)].sort();
}
