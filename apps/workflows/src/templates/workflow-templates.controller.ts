import { Controller, Get, Param, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import {
  ApplicableTemplates, ApplicableTemplatesQuery, ListWorkflowTemplatesQuery, QuoteFee, QuoteFeeQuery, TemplateCode, TemplateVersion, WorkflowTemplate, WorkflowTemplateList,
} from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { quoteFeeOf } from './quote-fee.calc.ts';
import { WorkflowTemplateRepository } from './workflow-template.repository.ts';
import { WorkflowTemplatesQueries } from './workflow-templates.queries.ts';

@Controller('api/v1/workflows/workflow-templates')
export class WorkflowTemplatesController {
  constructor(
    private readonly templates: WorkflowTemplateRepository,
    private readonly queries: WorkflowTemplatesQueries,
  ) {}

  @Get()
  @RequirePermission('workflows.workflow.read')
  @Returns(WorkflowTemplateList, 'List workflow templates')
  list(@Query(zod(ListWorkflowTemplatesQuery)) query: ListWorkflowTemplatesQuery): WorkflowTemplateList {
    return this.queries.list(query);
  }

  @Get('applicable')
  @RequirePermission('workflows.workflow.read')
  @Returns(ApplicableTemplates, 'Tell which templates and tasks apply to a plant, and what decided')
  applicable(@Query(zod(ApplicableTemplatesQuery)) query: ApplicableTemplatesQuery, @CurrentActor() actor: Actor) {
    return this.queries.applicable(query, actor);
  }

  @Get('quote-fee')
  @RequirePermission('workflows.workflow.read')
  @Returns(QuoteFee, 'Tell what the quote of a connection costs')
  quoteFee(@Query(zod(QuoteFeeQuery)) { capacityKw }: QuoteFeeQuery): QuoteFee {
    return quoteFeeOf(this.templates.quoteFees(), capacityKw);
  }

  @Get(':templateId')
  @RequirePermission('workflows.workflow.read')
  @Returns(WorkflowTemplate, 'Read the newest version of a workflow template')
  read(@Param('templateId', zod(TemplateCode)) templateId: TemplateCode): WorkflowTemplate {
    return this.templates.newest(templateId);
  }

  @Get(':templateId/versions/:templateVersion')
  @RequirePermission('workflows.workflow.read')
  @Returns(WorkflowTemplate, 'Read a version of a workflow template')
  readVersion(@Param('templateId', zod(TemplateCode)) templateId: TemplateCode, @Param('templateVersion', zod(TemplateVersion)) version: number): WorkflowTemplate {
    return this.templates.read(templateId, version);
  }
}
