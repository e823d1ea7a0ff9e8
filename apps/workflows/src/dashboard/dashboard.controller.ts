import { Controller, Get } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { WorkflowsDashboard } from '@kairos/contracts';
import { Returns } from '@kairos/http';
import { DashboardQueries } from './dashboard.queries.ts';

@Controller('api/v1/workflows/dashboard')
export class DashboardController {
  constructor(private readonly queries: DashboardQueries) {}

  @Get()
  @RequirePermission('workflows.workflow.read')
  @Returns(WorkflowsDashboard, 'Count what calls for somebody: late workflows, own tasks, documents to review, deadlines; and how compliant the plants are')
  read(@CurrentActor() actor: Actor) {
    return this.queries.read(actor);
  }
}
