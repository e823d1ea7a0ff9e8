import { Injectable } from '@nestjs/common';
import { may, type Actor } from '@kairos/auth';
import type { WorkflowsDashboard } from '@kairos/contracts';
import { ComplianceQueries } from '../compliance/compliance.queries.ts';
import { DeadlinesQueries } from '../deadlines/deadlines.queries.ts';
import { DocumentsQueries } from '../documents/documents.queries.ts';
import { TaskListsQueries } from '../task-lists/task-lists.queries.ts';
import { WorkflowsQueries } from '../workflows/workflows.queries.ts';

/** The numbers of the lists, counted by the conditions of the lists. */
@Injectable()
export class DashboardQueries {
  constructor(
    private readonly workflows: WorkflowsQueries,
    private readonly tasks: TaskListsQueries,
    private readonly documents: DocumentsQueries,
    private readonly deadlines: DeadlinesQueries,
    private readonly compliance: ComplianceQueries,
  ) {}

  async read(actor: Actor): Promise<WorkflowsDashboard> {
    return {
      workflows: { active: await this.workflows.count({ status: 'Active' }, actor), late: await this.workflows.count({ status: 'Active', late: true }, actor) },
      myTasks: { open: await this.tasks.countMine({}, actor), late: await this.tasks.countMine({ overdue: true }, actor) },
      documents: may(actor, 'documents.document.read') ? { toReview: await this.documents.countOf('To Approve', actor) } : null,
      deadlines: may(actor, 'workflows.deadline.read') ? await this.deadlinesOf(actor) : null,
      compliance: may(actor, 'workflows.compliance.read') ? (await this.compliance.matrix({ limit: 1 }, actor)).overall : null,
    };
  }

  private async deadlinesOf(actor: Actor): Promise<NonNullable<WorkflowsDashboard['deadlines']>> {
    const { overdue, dueWithin30Days } = await this.deadlines.summary({}, actor);
    return { overdue, dueWithin30Days };
  }
}
