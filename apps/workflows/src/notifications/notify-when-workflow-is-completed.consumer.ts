import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { WorkflowStatusChanged, type EventOf } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { Announcements } from './announcements.ts';
import { peopleOf } from './people-of-workflow.sql.ts';

/** Tells whoever worked on a workflow that it is done. */
@Injectable()
@Consumes('workflows-notify-of-workflows', WorkflowStatusChanged)
export class NotifyWhenWorkflowIsCompleted implements EventConsumer {
  constructor(
    private readonly em: EntityManager,
    private readonly announcements: Announcements,
  ) {}

  async handle(event: EventOf<typeof WorkflowStatusChanged>): Promise<void> {
    const { workflowId: id, plantId, name, status } = event.data;
    const people = status === 'Completed' ? await peopleOf(this.em, id) : undefined;
    if (!people) return;
    await this.announcements.announce(event, {
      template: 'workflow_completed', parameters: { workflowTitle: name, plantName: await this.announcements.nameOf(plantId) }, plantIds: [plantId], subject: { kind: 'workflow', id },
      link: `/api/v1/workflows/workflows/${id}`, isFor: ({ userId }) => people.userIds.includes(userId),
    });
  }
}
