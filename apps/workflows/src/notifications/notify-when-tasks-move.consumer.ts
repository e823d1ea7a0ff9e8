import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { TaskAssigned, TaskCommented, TaskStatusChanged, type EventOf, type WorkflowTaskState } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { tenantQuery } from '@kairos/tenancy';
import { Announcements, type Happening } from './announcements.ts';
import type { Member } from './members.repository.ts';
import { peopleOf } from './people-of-workflow.sql.ts';

type TaskEvent = EventOf<typeof TaskAssigned | typeof TaskCommented | typeof TaskStatusChanged>;

/** Tells who a task is given to, each member of a team, who a comment mentions, and whoever works on a workflow that one of its tasks is blocked. */
@Injectable()
@Consumes('workflows-notify-of-tasks', TaskAssigned, TaskCommented, TaskStatusChanged)
export class NotifyWhenTasksMove implements EventConsumer {
  constructor(
    private readonly em: EntityManager,
    private readonly announcements: Announcements,
  ) {}

  async handle(event: TaskEvent): Promise<void> {
    const { data } = event;
    if ('mentions' in data) return this.tell(event, 'task_mention', {}, ({ userId }) => (data.mentions as string[]).includes(userId) && userId !== data.authorId);
    if ('previousAssignee' in data) return this.tell(event, 'task_assigned', { dueOn: data.dueOn }, await this.isAssignee(data));
    if (data.state === 'Blocked') await this.tellOfBlock(event, data.reason ?? '');
  }

  private async tellOfBlock(event: TaskEvent, blockedBy: string): Promise<void> {
    const people = await peopleOf(this.em, event.data.workflowId);
    if (people) await this.tell(event, 'workflow_blocked', { workflowTitle: people.workflowName, blockedBy }, ({ userId }) => people.userIds.includes(userId));
  }

  private async tell(event: TaskEvent, template: Happening['template'], more: Happening['parameters'], isFor: Happening['isFor']): Promise<void> {
    const { taskId: id, workflowId, plantId, title: taskTitle } = event.data;
    const parameters = { taskTitle, plantName: await this.announcements.nameOf(plantId), ...more };
    await this.announcements.announce(event, { template, parameters, plantIds: [plantId], subject: { kind: 'task', id }, link: `/api/v1/workflows/workflows/${workflowId}/tasks/${id}`, isFor });
  }

  private async isAssignee({ assignee }: Pick<WorkflowTaskState, 'assignee'>): Promise<(member: Member) => boolean> {
    if (assignee?.kind === 'user') return ({ userId }) => userId === assignee.userId;
    if (assignee?.kind === 'role') return ({ roles }) => roles.includes(assignee.role);
    const ofTeam = assignee ? await this.membersOf(assignee.team) : [];
    return ({ userId }) => ofTeam.includes(userId);
  }

  /** Whom a team consists of now; nobody where there is none of the name. */
  private async membersOf(team: string): Promise<string[]> {
    const [found] = await tenantQuery<{ userIds: string[] }>(this.em, 'select member_user_ids::text[] as "userIds" from team where name = $1', [team]);
    return found?.userIds ?? [];
  }
}
